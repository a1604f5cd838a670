import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError, NetworkError } from '../api/problem';
import type { TaskAnswer } from '../api/types';
import type { Change, Write } from './write';
import { WriteQueue, type Settled } from './writeQueue';
import type { WriteStore } from './writeStore';

/** A browser's storage: pages come and go, what they kept stays. */
class Browser {
  readonly kept = new Map<number, readonly Write[]>();
  save?: () => Promise<void>;
  #pages = 0;

  open() {
    const page = this.#pages++;
    const store: WriteStore = {
      save: async (writes) => {
        await this.save?.();
        this.kept.set(page, structuredClone(writes.map(({ error: _error, ...write }) => write)));
      },
      adopt: (take) => {
        for (const [left, writes] of this.kept) if (left !== page) void take(writes).then(() => this.kept.delete(left));
      },
      close: () => {},
    };
    const sent: { write: Write; answer: (version: number) => void; refuse: (error: unknown) => void }[] = [];
    const events: Settled[] = [];
    const queue = new WriteQueue(
      (write) =>
        new Promise<TaskAnswer>((resolve, reject) =>
          sent.push({
            write,
            answer: (version) => resolve({ id: write.taskId, version } as TaskAnswer),
            refuse: reject,
          }),
        ),
    );
    queue.onSettled((event) => events.push(event));
    const detach = queue.attach(store);
    const add = (change: Change, base = 5) =>
      queue.add({ projectId: 'p', taskId: 'a', subject: 'WEB-1', change, base });
    return { queue, sent, events, add, detach };
  }
}

const title = (text: string): Change => ({ kind: 'patch', patch: { title: text } });
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('go out again on the next page, in order, under their keys and from their versions', async () => {
  const browser = new Browser();
  const first = browser.open();
  first.add(title('1'));
  first.add(title('2'));
  await settle();

  const second = browser.open();
  await settle();

  expect(second.events).toEqual([{ type: 'restored', count: 2 }]);
  expect(second.sent.map(({ write }) => write)).toMatchObject([
    { intent: first.sent[0]!.write.intent, base: 5, change: title('1') },
  ]);
  second.sent[0]!.answer(6);
  await settle();
  expect(second.sent[1]?.write).toMatchObject({ base: 6, change: title('2') });
});

it('do not change once they may have left: what is written next is another write', async () => {
  const browser = new Browser();
  browser.open().add(title('1'));
  await settle();

  const second = browser.open();
  await settle();
  second.sent[0]!.refuse(new NetworkError(undefined));
  await settle();
  second.add(title('2'));

  expect(second.queue.snapshot().map((write) => write.change)).toEqual([title('1'), title('2')]);
});

it('leave only after they are kept', async () => {
  const browser = new Browser();
  let written!: () => void;
  browser.save = () => new Promise((resolve) => (written = resolve));
  const page = browser.open();
  page.add(title('1'));
  await settle();
  expect(page.sent).toHaveLength(0);

  written();
  await settle();
  expect(page.sent).toHaveLength(1);
});

it('leave also when the storage fails or does not answer', async () => {
  const browser = new Browser();
  browser.save = () => Promise.reject(new Error('QuotaExceededError'));
  const full = browser.open();
  full.add(title('1'));
  await settle();
  expect(full.sent).toHaveLength(1);

  browser.save = () => new Promise(() => {});
  const stuck = browser.open();
  stuck.add(title('1'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stuck.sent).toHaveLength(1);
});

it('are forgotten when the server has confirmed them', async () => {
  const browser = new Browser();
  const page = browser.open();
  page.add(title('1'));
  await settle();
  page.sent[0]!.answer(6);
  await settle();

  expect([...browser.kept.values()].flat()).toEqual([]);
});

it('keep a question that was not decided', async () => {
  const browser = new Browser();
  const first = browser.open();
  first.add(title('mine'));
  await settle();
  const details = { current_version: 8, conflicting_fields: ['title'], fields: {}, current: {} };
  const status = { type: '', title: '', status: 409, error_code: 'VERSION_CONFLICT', message: '', retryable: false };
  first.sent[0]!.refuse(new ApiError({ ...status, details }));
  await settle();

  const second = browser.open();
  await settle();

  expect(second.sent).toHaveLength(0);
  expect(second.queue.snapshot()).toMatchObject([{ state: 'conflict', change: title('mine') }]);
  expect(second.events.map((event) => event.type)).toEqual(['restored', 'conflict']);
  second.queue.resolve(second.queue.snapshot()[0]!.intent, { title: 'both' });
  await settle();
  expect(second.sent[0]?.write).toMatchObject({ base: 8, change: title('both') });
});

it('are queued once, also when a page died while it took them over', async () => {
  const browser = new Browser();
  browser.open().add(title('1'));
  await settle();
  browser.kept.set(99, browser.kept.get(0)!);

  const second = browser.open();
  await settle();

  expect(second.queue.open).toBe(1);
});

it('stay with their person: the page of the next one starts empty', async () => {
  const browser = new Browser();
  const page = browser.open();
  page.add(title('1'));
  await settle();
  page.detach();

  expect(page.queue.snapshot()).toEqual([]);
  expect(browser.kept.get(0)).toHaveLength(1);
});

it('are thrown away for good on request', async () => {
  const browser = new Browser();
  const page = browser.open();
  page.add(title('1'));
  await settle();
  await page.queue.discardAll();

  expect(page.queue.open).toBe(0);
  expect(browser.kept.get(0)).toEqual([]);
});
