import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ReactNode } from 'react';
import { DraftsContext, draftsOf } from '@/shared/sync/drafts';
import { useDraft } from '@/shared/sync/useDraft';
import { useLeaveGuard } from './useLeaveGuard';

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

function leave(): boolean {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return !event.defaultPrevented;
}

function useGuardedDraft() {
  useLeaveGuard();
  return useDraft('t', 'title', '', 1);
}

function open() {
  const drafts = draftsOf('ada');
  const wrapper = ({ children }: { children: ReactNode }) => <DraftsContext value={drafts}>{children}</DraftsContext>;
  return renderHook(useGuardedDraft, { wrapper }).result;
}

it('lets a page go whose begun text is kept', () => {
  const draft = open();
  act(() => draft.current.write('half a sentence'));

  expect(leave()).toBe(true);
});

it('asks before a text is lost for which the browser has no room, also one that was typed just now', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    removeItem: () => {},
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  const draft = open();
  act(() => draft.current.write('half a sentence'));
  expect(leave()).toBe(false);

  act(() => draft.current.discard());
  expect(leave()).toBe(true);
});
