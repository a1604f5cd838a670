import { ApiError } from '@/shared/api/problem';
import { toList, type TaskFilters } from '@/shared/api/taskFilters';
import type { Milestone } from '@/shared/api/planning';
import type { Label, Member, Status } from '@/shared/api/types';

/** What a filter names things with. */
export interface Names {
  me: string;
  members: readonly Member[];
  statuses: readonly Status[];
  labels: readonly Label[];
  milestones: readonly Milestone[];
}

/** Whether a text says more than words to be found, so that only the server understands it. */
export function isGrammar(text: string): boolean {
  return /"|[\p{L}_][:=<>]/u.test(text);
}

/** A name as the grammar takes it: in quotes where it has spaces or could be read as a word of the grammar. */
export function quoted(name: string): string {
  const plain = /^[\p{L}\p{N}_.@+-]+$/u.test(name) && !/^(me|none)$/i.test(name);
  return plain ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * What is filtered, in the one grammar that the server keeps. Undefined where it cannot be said: the board takes any of several values,
 * a filter all of its terms; and a name that is gone is no name.
 */
export function composeFilter(filters: TaskFilters, names: Names): string | undefined {
  const terms: (string | undefined)[] = [
    named('status', filters.status_id, names.statuses),
    assignee(filters.assignee_id, names),
    named('label', filters.label_id, names.labels),
    named('milestone', filters.milestone_id, names.milestones),
    one(filters.priority, (priority) => `priority:${priority}`),
    filters.q?.trim() ?? '',
    filters.filter?.trim() ?? '',
  ];
  return terms.includes(undefined) ? undefined : terms.filter(Boolean).join(' ');
}

function one(value: string | undefined, term: (value: string) => string | undefined): string | undefined {
  const values = toList(value);
  if (values.length > 1) return undefined;
  return values[0] === undefined ? '' : term(values[0]);
}

function named(key: string, value: string | undefined, things: readonly { id: string; name: string }[]) {
  return one(value, (id) => {
    const thing = things.find((candidate) => candidate.id === id);
    return thing && `${key}:${quoted(thing.name)}`;
  });
}

function assignee(value: string | undefined, { me, members }: Names) {
  return one(value, (id) => {
    if (id === me) return 'assignee:me';
    const member = members.find(({ user }) => user.id === id);
    return member && `assignee:${quoted(member.user.email)}`;
  });
}

/** What the server does not understand in a filter, in its own words. */
export function filterProblem(error: unknown): string | undefined {
  if (!(error instanceof ApiError) || error.status !== 422) return undefined;
  const problems = error.fields.filter(({ parameter }) => parameter === 'filter');
  return problems.length > 0 ? problems.map(({ message }) => message).join(' ') : undefined;
}
