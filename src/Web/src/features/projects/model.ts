export const keyPattern = /^[A-Z][A-Z0-9]{1,9}$/;
const maxInitials = 4;
const shortKey = 3;

/** A readable key from a name: initials of several words, else its first letters; Latin letters and digits only. */
export function suggestKey(name: string, taken: readonly string[] = []): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  const [first] = words;
  if (!first) return '';

  const raw =
    words.length > 1
      ? words
          .map((word) => word[0])
          .join('')
          .slice(0, maxInitials)
      : first.slice(0, shortKey);
  const base = /^[A-Z]/.test(raw) ? raw : `P${raw}`;
  const padded = base.length >= 2 ? base : `${base}X`;
  return unused(padded, new Set(taken));
}

function unused(key: string, taken: ReadonlySet<string>): string {
  if (!taken.has(key)) return key;
  for (let n = 2; ; n++) {
    const candidate = `${key}${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** `null` is no limit, `undefined` is not a limit at all. */
export function readWipLimit(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return /^[1-9]\d{0,4}$/.test(trimmed) ? Number(trimmed) : undefined;
}
