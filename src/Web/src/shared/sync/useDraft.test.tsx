import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, expect, it } from 'vitest';
import { DraftsContext, draftsOf } from './drafts';
import { useDraft } from './useDraft';

const drafts = draftsOf('ada');
const wrapper = ({ children }: { children: ReactNode }) => <DraftsContext value={drafts}>{children}</DraftsContext>;

beforeEach(() => localStorage.clear());

const open = (current: string) =>
  renderHook(({ text }: { text: string }) => useDraft('t', 'title', text, 7), {
    initialProps: { text: current },
    wrapper,
  });

it('brings back a text that was not sent, with the version it was begun from', () => {
  drafts.save('t', 'title', 'half', 5);

  expect(open('Draft').result.current).toMatchObject({ text: 'half', version: 5, restored: true });
});

it('brings nothing back when the write of that text came back by itself, before or after', () => {
  drafts.save('t', 'title', 'whole', 5);
  expect(open('whole').result.current).toMatchObject({ text: undefined, restored: false });

  const { result, rerender } = open('Draft');
  rerender({ text: 'whole' });
  expect(result.current).toMatchObject({ text: undefined, restored: false });
  rerender({ text: 'of others, later' });
  expect(result.current).toMatchObject({ text: undefined, restored: false });
  rerender({ text: 'whole' });

  act(() => result.current.begin());
  expect(result.current).toMatchObject({ text: 'whole', version: 7 });
});

it('keeps what is typed, also when it passes what was there before', () => {
  drafts.save('t', 'title', 'Draft 2', 5);
  const { result } = open('Draft');

  act(() => result.current.write('Draft'));
  expect(result.current.text).toBe('Draft');

  act(() => result.current.submit());
  expect(drafts.read('t', 'title')).toMatchObject({ value: 'Draft', version: 5 });
});
