import { expect, it } from 'vitest';
import type { LinkType, TaskLink } from '@/shared/api/planning';
import { byRelation, isTaskKey, progressOf, relationOf, relations, toLink } from './model';

const link = (type: LinkType, direction: TaskLink['direction']): TaskLink => ({
  id: `${type}-${direction}`,
  type,
  direction,
  task: { id: 'b', key: 'WEB-2', title: 'Other', status_category: 'started' },
});

it('says the same link from both of its sides', () => {
  for (const relation of relations) {
    const { type, outgoing } = toLink(relation);
    expect(relationOf(link(type, outgoing ? 'outgoing' : 'incoming'))).toBe(relation);
  }
  expect(relationOf(link('relates', 'incoming'))).toBe('relates');
});

it('groups links, blocking ones first', () => {
  const groups = byRelation([link('relates', 'incoming'), link('blocks', 'incoming'), link('relates', 'outgoing')]);
  expect(groups.map(([relation, links]) => [relation, links.length])).toEqual([
    ['blocked_by', 1],
    ['relates', 2],
  ]);
});

it('counts what is done of what was not canceled', () => {
  const tasks = (['done', 'canceled', 'started', 'done'] as const).map((status_category) => ({ status_category }));
  expect(progressOf(tasks)).toEqual({ done: 2, total: 3 });
  expect(progressOf([])).toEqual({ done: 0, total: 0 });
});

it('tells a key from words', () => {
  expect(['WEB-42', ' web-1 ', 'A2-7'].every(isTaskKey)).toBe(true);
  expect(['WEB', '42', 'WEB-', 'a web-42', 'TOOLONGPREFIX-1'].some(isTaskKey)).toBe(false);
});
