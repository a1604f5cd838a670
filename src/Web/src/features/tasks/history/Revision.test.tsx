import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { keys } from '@/shared/api/keys';
import { createQueryClient } from '@/shared/api/queryClient';
import type { Envelope } from '@/shared/api/types';
import { renderApp } from '@/shared/test/render';
import { Revision } from './Revision';

it('says in words which task was linked and offers no undo of it', () => {
  const client = createQueryClient();
  client.setQueryData(keys.task('other'), { id: 'other', key: 'WEB-7', title: 'Pay' });
  const linked = {
    id: 'e',
    seq: 3,
    type: 'task.linked',
    actor: { id: 'ada', name: 'Ada' },
    at: '2026-01-31T10:00:00.000Z',
    resource: { type: 'task', id: 't', key: 'WEB-1', version: 2 },
    changes: {},
    data: { link: { id: 'l', type: 'blocks', direction: 'incoming', task_id: 'other' } },
  } as unknown as Envelope;
  const text = (value: unknown) => String(value);

  renderApp(
    <Revision revision={linked} nameOf={text} say={text} whoIs={text} write={undefined} onUndo={() => {}} />,
    client,
  );

  expect(screen.getByRole('listitem').textContent).toContain('Ada added a link');
  expect(screen.getByRole('listitem').textContent).toContain('Is blocked by: WEB-7 Pay');
  expect(screen.queryByRole('button', { name: 'Undo this change' })).toBeNull();
});
