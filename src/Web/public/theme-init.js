// Runs before the first paint; a file of its own because the Content-Security-Policy allows no inline script.
(() => {
  let choice = 'system';
  try {
    choice = localStorage.getItem('taskflow.theme') ?? 'system';
  } catch {
    // Storage may be forbidden; the system's choice is then as good as any.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
