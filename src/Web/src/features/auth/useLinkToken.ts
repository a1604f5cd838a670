import { useEffect, useState } from 'react';

/** The secret behind `#`, which no server saw; it leaves the address bar and the history at once (ADR 0029). */
export function useLinkToken(): string {
  const [token] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    if (window.location.hash) window.history.replaceState(window.history.state, '', window.location.pathname);
  }, []);
  return token;
}
