// Runs before the first paint and before the code has come; a file of its own because the Content-Security-Policy allows no inline script.
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

// What the address alone tells will be needed is asked for now, beside the code (src/shared/api/headStart.ts takes it).
(() => {
  const [, projectId, view] = /^\/projects\/([0-9a-f-]{36})(?:\/(\w+))?\/?$/.exec(location.pathname) ?? [];
  if (!projectId) return;

  const project = `/api/projects/${projectId}`;
  const wanted = ['/api/auth/me', project];
  if (view === 'board') wanted.push(`${project}/board?limit=500`);
  window.taskflowEarly = new Map(
    wanted.map((url) => {
      const answer = fetch(url, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
      // Nobody may ever take it; whoever does sees the failure.
      answer.catch(() => undefined);
      return [url, answer];
    }),
  );

  if (view !== 'board') return;
  for (const file of document.currentScript?.dataset.board?.split(' ') ?? []) {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = file;
    document.head.append(link);
  }
})();
