import { createHash } from 'node:crypto';
import type { BoardModel } from '@/features/board/model';

/** A hash of what a board shows of its tasks: the same for a fold and for a snapshot, or one of them is wrong. */
export function digestOf(board: BoardModel): string {
  const hash = createHash('sha256');
  for (const id of [...board.cards.keys()].toSorted()) {
    const card = board.cards.get(id)!;
    hash.update(
      JSON.stringify([
        card.id,
        card.key,
        card.version,
        card.status_id,
        card.rank,
        card.title,
        card.priority,
        card.assignee_ids.toSorted(),
        card.label_ids.toSorted(),
        card.milestone_id,
        card.parent_id,
        card.start_date,
        card.due_date,
        card.estimate,
      ]),
    );
  }
  // Archived tasks are in no column; the order within one is the order of the ranks.
  for (const { id, name } of board.statuses) hash.update(JSON.stringify([id, name, board.columns.get(id)?.ids ?? []]));
  return hash.digest('hex');
}
