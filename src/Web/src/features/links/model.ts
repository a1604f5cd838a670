import type { LinkType, TaskLink } from '@/shared/api/planning';
import type { StatusCategory } from '@/shared/api/types';

/** A link in the words of one of its tasks. */
export const relations = ['blocks', 'blocked_by', 'relates', 'duplicates', 'duplicated_by'] as const;
export type Relation = (typeof relations)[number];

export function relationOf({ type, direction }: Pick<TaskLink, 'type' | 'direction'>): Relation {
  if (direction === 'outgoing' || type === 'relates') return type;
  return type === 'blocks' ? 'blocked_by' : 'duplicated_by';
}

/** How the API says it: a link has one type, and the task it goes out from. */
export function toLink(relation: Relation): { type: LinkType; outgoing: boolean } {
  if (relation === 'blocked_by') return { type: 'blocks', outgoing: false };
  if (relation === 'duplicated_by') return { type: 'duplicates', outgoing: false };
  return { type: relation, outgoing: true };
}

/** Every relation that has links, in the order in which they matter. */
export function byRelation(links: readonly TaskLink[]): [Relation, TaskLink[]][] {
  return relations.flatMap((relation): [Relation, TaskLink[]][] => {
    const some = links.filter((link) => relationOf(link) === relation);
    return some.length > 0 ? [[relation, some]] : [];
  });
}

export function isEnded(category: StatusCategory): boolean {
  return category === 'done' || category === 'canceled';
}

/** As milestones count: what was canceled is neither done nor to be done. */
export function progressOf(tasks: readonly { status_category: StatusCategory }[]): { done: number; total: number } {
  const counted = tasks.filter(({ status_category: category }) => category !== 'canceled');
  return { done: counted.filter(({ status_category: category }) => category === 'done').length, total: counted.length };
}

const key = /^[a-z][a-z0-9]{1,9}-\d+$/i;

/** Whether a text names a task by itself; other text is words to search for. */
export function isTaskKey(text: string): boolean {
  return key.test(text.trim());
}
