import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { untilItComes } from './lazyPart';

describe('a part whose code comes later', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is asked for until it comes, whether the failure is thrown or swallowed', async () => {
    const load = vi
      .fn<() => Promise<string | undefined>>()
      .mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
      .mockResolvedValueOnce(undefined)
      .mockResolvedValue('the part');

    const part = untilItComes(load);
    await vi.advanceTimersByTimeAsync(500);
    expect(load).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1_000);

    await expect(part).resolves.toBe('the part');
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('asks at least every eight seconds for ever', async () => {
    const load = vi.fn<() => Promise<string | undefined>>().mockResolvedValue(undefined);
    void untilItComes(load);
    await vi.advanceTimersByTimeAsync(60_000);
    const soFar = load.mock.calls.length;
    await vi.advanceTimersByTimeAsync(80_000);
    expect(load.mock.calls.length - soFar).toBe(10);
    load.mockResolvedValue('the part');
    await vi.advanceTimersByTimeAsync(8_000);
  });
});
