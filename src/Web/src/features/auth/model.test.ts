import { expect, it } from 'vitest';
import { safeReturnPath } from './model';

it.each([
  ['/projects/1/board?q=x', '/projects/1/board?q=x'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  [undefined, '/'],
])('returns from %s to %s', (asked, path) => {
  expect(safeReturnPath(asked)).toBe(path);
});
