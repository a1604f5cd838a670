import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useLink } from '@/shared/api/linkStore';
import type { LiveState } from '@/shared/realtime/connection';
import { useLive } from '@/shared/realtime/liveStore';
import { useLinkWord } from './useLinkWord';

beforeEach(() => {
  vi.useFakeTimers();
  useLink.setState({ state: 'online' });
  useLive.setState({ state: undefined, projectId: undefined });
});
afterEach(() => void vi.useRealTimers());

const become = (state: LiveState, after = 0) =>
  act(async () => {
    useLive.setState({ state, projectId: 'p' });
    await vi.advanceTimersByTimeAsync(after);
  });

it('says that the server answers where no project is followed', () => {
  expect(renderHook(useLinkWord).result.current).toBe('online');
});

it('says what lasts, and that all is well at once', async () => {
  const word = renderHook(useLinkWord).result;
  await become('connecting', 100);
  expect(word.current).toBe('online');
  await become('connecting', 800);
  expect(word.current).toBe('connecting');
  await become('live');
  expect(word.current).toBe('live');

  await become('reconnecting', 300);
  await become('catching_up', 300);
  expect(word.current).toBe('live');
  await become('live', 1_000);
  await become('reconnecting', 900);
  expect(word.current).toBe('reconnecting');
  await become('catching_up', 900);
  expect(word.current).toBe('catching_up');
});

it('says at once that nothing can be reached', async () => {
  const word = renderHook(useLinkWord).result;
  await become('live');
  act(() => useLink.setState({ state: 'offline' }));
  expect(word.current).toBe('offline');
  act(() => useLink.setState({ state: 'online' }));
  await become('offline');
  expect(word.current).toBe('offline');
});
