import { priorities, type ImportProgress, type Member, type Status } from '@/shared/api/types';
import { readRecords } from './csv';

const known = ['external_id', 'title', 'description', 'status', 'priority', 'labels', 'assignee', 'created_at'];
const listSeparator = /[;]/;

export type MappedColumn = 'status' | 'priority' | 'assignee';
export type Mapping = Record<MappedColumn, Record<string, string>>;
export const noMapping: Mapping = { status: {}, priority: {}, assignee: {} };

/** A word of the file and how many rows use it. */
export interface Word {
  word: string;
  rows: number;
}

export interface FileSummary {
  rows: number;
  hasTitle: boolean;
  ignored: string[];
  words: Record<MappedColumn, Word[]>;
}

/** What the file speaks of, to offer a mapping before anything is sent; the server's dry run has the last word. */
export function summarize(text: string): FileSummary {
  const records = readRecords(text);
  const first: string[] = records.next().value ?? [];
  const header = first.map((name) => name.trim().toLowerCase());
  const columns = {
    status: header.indexOf('status'),
    priority: header.indexOf('priority'),
    assignee: header.indexOf('assignee'),
  };
  const counts = {
    status: new Map<string, number>(),
    priority: new Map<string, number>(),
    assignee: new Map<string, number>(),
  };

  let rows = 0;
  for (const record of records) {
    if (record.length === 1 && record[0] === '') continue;
    rows++;
    count(counts.status, [record[columns.status]]);
    count(counts.priority, [record[columns.priority]]);
    count(counts.assignee, record[columns.assignee]?.split(listSeparator) ?? []);
  }

  return {
    rows,
    hasTitle: header.includes('title'),
    ignored: header.filter((name) => name !== '' && !known.includes(name)),
    words: { status: sorted(counts.status), priority: sorted(counts.priority), assignee: sorted(counts.assignee) },
  };
}

function count(counts: Map<string, number>, words: readonly (string | undefined)[]) {
  for (const word of words) {
    const trimmed = word?.trim();
    if (trimmed) counts.set(trimmed, (counts.get(trimmed) ?? 0) + 1);
  }
}

function sorted(counts: Map<string, number>): Word[] {
  return Array.from(counts, ([word, rows]) => ({ word, rows })).toSorted(
    (a, b) => b.rows - a.rows || a.word.localeCompare(b.word),
  );
}

/** Words nobody here knows, compared as the server does: without case, people by address or by a name only one of them has. */
export function unknownWords(
  words: FileSummary['words'],
  statuses: readonly Pick<Status, 'name'>[],
  members: readonly Pick<Member, 'user'>[],
): Record<MappedColumn, Word[]> {
  const statusNames = new Set(statuses.map(({ name }) => name.toLowerCase()));
  const people = new Set(members.map(({ user }) => user.email.toLowerCase()));
  const names = members.map(({ user }) => user.display_name.toLowerCase());
  for (const name of names) if (names.indexOf(name) === names.lastIndexOf(name)) people.add(name);

  const missingFrom = (set: ReadonlySet<string>) => (word: Word) => !set.has(word.word.toLowerCase());
  return {
    status: words.status.filter(missingFrom(statusNames)),
    priority: words.priority.filter(missingFrom(new Set<string>(priorities))),
    assignee: words.assignee.filter(missingFrom(people)),
  };
}

/** The form field `mapping`: only what was chosen. */
export function mappingField(mapping: Mapping): string | null {
  const chosen = Object.entries(mapping).filter(([, words]) => Object.keys(words).length > 0);
  return chosen.length > 0 ? JSON.stringify(Object.fromEntries(chosen)) : null;
}

export function isUnderWay(progress: Pick<ImportProgress, 'status'>): boolean {
  return progress.status === 'queued' || progress.status === 'running';
}

export function rowsDone(progress: ImportProgress): number {
  return progress.created + progress.updated + progress.unchanged + progress.failed;
}
