import { defineConfig } from 'vite';

/** src/app/liveClients as one program for Node; packages are taken from node_modules beside it. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  publicDir: false,
  build: {
    ssr: 'src/app/liveClients/main.ts',
    target: 'node20',
    outDir: 'artifacts',
    rolldownOptions: { output: { entryFileNames: 'live-clients.mjs' } },
  },
});
