import { expect, it } from 'vitest';
import { applyEdit } from './bulk';

it('changes sets by element and leaves what the copy does not know', () => {
  const task = { id: 'a', label_ids: ['web', 'old'], priority: 'low' };

  expect(applyEdit(task, { add_label_ids: ['bug', 'web'], remove_label_ids: ['old'], priority: 'high' })).toEqual({
    id: 'a',
    label_ids: ['web', 'bug'],
    priority: 'high',
  });
  expect(applyEdit({ id: 'a' }, { add_assignee_ids: ['ada'], archived: true })).toEqual({ id: 'a' });
});
