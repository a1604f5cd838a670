import { act, screen } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { keys } from '@/shared/api/keys';
import { createQueryClient } from '@/shared/api/queryClient';
import type { PresentPerson } from '@/shared/realtime/hub';
import { useLive } from '@/shared/realtime/liveStore';
import { renderApp } from '@/shared/test/render';
import { Presence } from './Presence';

const people = (...names: string[]): PresentPerson[] =>
  names.map((name) => ({ id: name, name, viewing: [], editing: [] }));
const present = (users: PresentPerson[] | null) => act(() => useLive.setState({ presence: { p: users } }));

beforeEach(() => useLive.setState({ projectId: 'p', presence: {} }));

function open() {
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { staleTime: Infinity } });
  client.setQueryData(keys.me, { user: { id: 'Ada', display_name: 'Ada' }, organizations: [] });
  return renderApp(<Presence />, client);
}

it('tells unknown from nobody, in the same room', () => {
  open();
  const room = screen.getByText('Who else is here is not known at the moment').parentElement;
  present(people('Ada'));
  expect(screen.getByText('Nobody else is here').parentElement).toBe(room);
  present(people('Ada', 'Bob'));
  expect(screen.getByText('1 other person is here: Bob').parentElement).toBe(room);
  present(null);
  expect(screen.getByText('Who else is here is not known at the moment').parentElement).toBe(room);
});

it('shows a few and counts the rest', () => {
  const { container } = open();
  present(people('Ada', 'Bob', 'Cy', 'Di', 'Ed'));
  expect(container.querySelectorAll('[data-initials]')).toHaveLength(4);

  present(people('Ada', 'Bob', 'Cy', 'Di', 'Ed', 'Flo'));
  expect(container.querySelectorAll('[data-initials]')).toHaveLength(3);
  expect(screen.getByText('+2')).toBeTruthy();
  expect(screen.getByText('5 other people are here: Bob, Cy, Di, Ed, and Flo')).toBeTruthy();
});

it('has no place on a page without a project', () => {
  useLive.setState({ projectId: undefined });
  expect(open().container.querySelector('[data-presence]')).toBeNull();
});
