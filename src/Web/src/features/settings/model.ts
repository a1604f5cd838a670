/** "Firefox on Linux" from a user agent; enough to tell one's own browsers apart. */
export function describeBrowser(userAgent: string | null | undefined): string | null {
  if (!userAgent) return null;
  const browser = firstMatch(userAgent, [
    [/\bEdg\//, 'Edge'],
    [/\bOPR\//, 'Opera'],
    [/\bFirefox\//, 'Firefox'],
    [/\bHeadlessChrome\//, 'Headless Chrome'],
    [/\bChrome\//, 'Chrome'],
    [/\bSafari\//, 'Safari'],
  ]);
  const system = firstMatch(userAgent, [
    [/\bWindows\b/, 'Windows'],
    [/\bAndroid\b/, 'Android'],
    [/\b(iPhone|iPad)\b/, 'iOS'],
    [/\bMac OS X\b/, 'macOS'],
    [/\bLinux\b/, 'Linux'],
  ]);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? userAgent.split(/[\s/]/)[0] ?? null;
}

function firstMatch(text: string, names: readonly (readonly [RegExp, string])[]): string | undefined {
  return names.find(([pattern]) => pattern.test(text))?.[1];
}

/** The instant `days` from now, or none for a token that does not end. */
export function expiryAfter(days: number | null, now = new Date()): string | undefined {
  return days === null ? undefined : new Date(now.getTime() + days * 86_400_000).toISOString();
}
