import { expect, it } from 'vitest';
import { uuid7 } from './uuid7';

it('has version 7, the RFC variant and the instant in front', () => {
  const id = uuid7(Date.UTC(2026, 0, 31));

  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 0, 31));
});

it('sorts by time', () => {
  expect(uuid7(1_000) < uuid7(2_000)).toBe(true);
});
