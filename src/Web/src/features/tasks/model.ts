import type { NewTask, Priority } from '@/shared/api/types';

export type Parsed = { ok: true; value: number | null } | { ok: false };

const maxEstimate = 9_999;

/** An estimate as a person writes it: nothing, or 0 to 9999 with at most two decimals. */
export function parseEstimate(text: string): Parsed {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return { ok: true, value: null };
  if (!/^\d{1,4}(\.\d{1,2})?$/.test(trimmed)) return { ok: false };
  const value = Number(trimmed);
  return value <= maxEstimate ? { ok: true, value } : { ok: false };
}

/** Calendar dates compare as text. */
export function datesInOrder(start: string | null, due: string | null): boolean {
  return start === null || due === null || start <= due;
}

export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}

/** A new task as it is written; dates and estimate as typed. */
export interface NewTaskForm {
  title: string;
  description: string;
  status_id: string | undefined;
  priority: Priority;
  assignee_ids: string[];
  label_ids: string[];
  milestone_id: string | null;
  parent_id: string | null;
  start_date: string;
  due_date: string;
  estimate: string;
}

export const blankTask: NewTaskForm = {
  title: '',
  description: '',
  status_id: undefined,
  priority: 'none',
  assignee_ids: [],
  label_ids: [],
  milestone_id: null,
  parent_id: null,
  start_date: '',
  due_date: '',
  estimate: '',
};

/** Fields that the server would refuse, in the order they are shown. */
export function newTaskProblems(form: NewTaskForm): Set<keyof NewTaskForm> {
  const problems = new Set<keyof NewTaskForm>();
  if (form.title.trim() === '') problems.add('title');
  if (!datesInOrder(form.start_date || null, form.due_date || null)) problems.add('due_date');
  if (!parseEstimate(form.estimate).ok) problems.add('estimate');
  return problems;
}

/** What is sent: fields that were left alone are not named. */
export function toNewTask(form: NewTaskForm): NewTask {
  const estimate = parseEstimate(form.estimate);
  return {
    title: form.title.trim(),
    ...(form.status_id !== undefined && { status_id: form.status_id }),
    ...(form.description !== '' && { description: form.description }),
    ...(form.priority !== 'none' && { priority: form.priority }),
    ...(form.assignee_ids.length > 0 && { assignee_ids: form.assignee_ids }),
    ...(form.label_ids.length > 0 && { label_ids: form.label_ids }),
    ...(form.milestone_id !== null && { milestone_id: form.milestone_id }),
    ...(form.parent_id !== null && { parent_id: form.parent_id }),
    ...(form.start_date !== '' && { start_date: form.start_date }),
    ...(form.due_date !== '' && { due_date: form.due_date }),
    ...(estimate.ok && estimate.value !== null && { estimate: estimate.value }),
  };
}
