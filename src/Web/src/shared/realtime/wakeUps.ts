/** The network is there again, or somebody looks at the page again. Elsewhere than in a browser nothing happens. */
export function browserWakeUps(wake: () => void): () => void {
  if (typeof window === 'undefined') return () => undefined;
  const looked = () => {
    if (document.visibilityState === 'visible') wake();
  };
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', looked);
  return () => {
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', looked);
  };
}
