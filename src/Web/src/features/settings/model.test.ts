import { expect, it } from 'vitest';
import { describeBrowser, expiryAfter } from './model';

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 (KHTML) Version/18.0 Safari/604.1',
    'Safari on iOS',
  ],
  ['curl/8.5.0', 'curl'],
  ['', null],
  [null, null],
])('names the browser of %s', (userAgent, name) => {
  expect(describeBrowser(userAgent)).toBe(name);
});

it('counts the days of a token from now', () => {
  const now = new Date('2026-01-31T10:00:00Z');

  expect(expiryAfter(30, now)).toBe('2026-03-02T10:00:00.000Z');
  expect(expiryAfter(null, now)).toBeUndefined();
});
