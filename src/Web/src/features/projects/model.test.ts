import { describe, expect, it } from 'vitest';
import { keyPattern, suggestKey } from './model';

describe('suggestKey', () => {
  it.each([
    ['Website', 'WEB'],
    ['Mobile app', 'MA'],
    ['Größe der Änderung', 'GDA'],
    ['Q', 'QX'],
    ['2026 roadmap', 'P2R'],
    ['One two three four five', 'OTTF'],
    ['プロジェクト', ''],
  ])('%s becomes %s', (name, key) => {
    expect(suggestKey(name)).toBe(key);
    expect(key === '' || keyPattern.test(key)).toBe(true);
  });

  it('avoids keys that are taken', () => {
    expect(suggestKey('Website', ['WEB', 'WEB2'])).toBe('WEB3');
  });
});
