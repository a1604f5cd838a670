import type { FieldConflict, TextPart, VersionConflict } from '@/shared/api/problem';
import type { Envelope, TaskPatch } from '@/shared/api/types';
import { fieldsOf, questionsOf, type Write } from '@/shared/sync/write';

export type Side = 'base' | 'yours' | 'theirs' | 'both';

/** What a person chose, by field. */
export type Choices = Readonly<Partial<Record<string, Side>>>;

/** A starting text that lacks nothing of either side: what fits is merged, where lines overlap yours come before theirs. */
export function bothTexts({ parts, yours, theirs }: FieldConflict): string {
  return under(
    (parts ?? [{ yours, theirs } as TextPart]).flatMap((part) =>
      'merged' in part ? [part.merged] : [part.yours, part.theirs],
    ),
  );
}

/** Pieces below each other: the last line of a text has no end of its own. */
function under(pieces: readonly string[]): string {
  const texts = pieces.filter((piece) => piece !== '');
  return texts.map((text, index) => (index < texts.length - 1 && !text.endsWith('\n') ? `${text}\n` : text)).join('');
}

/** The lines of a text, each with whether it stood in `before`; a line counts as often as it occurs. */
export function linesAgainst(before: string, text: string): { line: string; added: boolean }[] {
  const left = new Map<string, number>();
  for (const line of before.split('\n')) left.set(line, (left.get(line) ?? 0) + 1);
  return text.split('\n').map((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return { line, added: count <= 0 };
  });
}

/** What is to be written in the fields in question; a field that stays as the others set it is not named. */
export function valuesOf(
  conflict: VersionConflict,
  choices: Choices,
  edited: Readonly<Record<string, string>>,
): TaskPatch {
  return Object.fromEntries(
    Object.entries(choices).flatMap(([field, side]) => {
      const detail = conflict.fields[field];
      if (!detail || !side || side === 'theirs') return [];
      return [[field, side === 'both' ? edited[field] : detail[side]]];
    }),
  );
}

/** Fields of the same write that nobody disputes. */
export function undisputed(write: Write): string[] {
  const questions = questionsOf(write);
  return fieldsOf(write.change).filter((field) => field !== 'rank' && !questions.includes(field));
}

/** What others changed since the version this was made from, but for the fields in question: field and who was last. */
export function keptOfOthers(history: readonly Envelope[], conflict: VersionConflict): [field: string, who: string][] {
  const kept = new Map<string, string>();
  for (const { resource, changes, actor } of history) {
    if (resource.version <= conflict.expected_version || resource.version > conflict.current_version) continue;
    for (const field of Object.keys(changes))
      if (!conflict.conflicting_fields.includes(field) && !kept.has(field)) kept.set(field, actor.name);
  }
  return [...kept];
}
