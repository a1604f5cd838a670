import { expect, it } from 'vitest';
import { matches, narrow, type PaletteItem } from './model';

const item = (label: string, hint?: string): PaletteItem => ({
  id: label,
  label,
  run: () => undefined,
  ...(hint && { hint }),
});

it('matches the beginnings of words in any order', () => {
  expect(matches(item('Import into Website'), 'web imp')).toBe(true);
  expect(matches(item('Import into Website'), 'site')).toBe(false);
  expect(matches(item('Website', 'WEB'), 'eb')).toBe(true);
  expect(matches(item('Website'), '')).toBe(true);
});

it('drops groups without a match and cuts long ones', () => {
  const many = Array.from({ length: 40 }, (_, n) => item(`Task ${n}`));

  const groups = narrow(
    [
      { value: 'Tasks', items: many },
      { value: 'Commands', items: [item('Sign out')] },
    ],
    'task',
  );

  expect(groups.map(({ value }) => value)).toEqual(['Tasks']);
  expect(groups[0]?.items).toHaveLength(30);
});
