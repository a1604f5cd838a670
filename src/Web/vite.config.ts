import { parse } from '@formatjs/icu-messageformat-parser';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';

const api = process.env.TASKFLOW_API ?? 'http://127.0.0.1:5080';
const messageFile = /\/i18n\/messages\/[a-z]+\/[a-z]+\.json$/;

/** Messages are parsed at build time, so that the ICU parser stays out of the browser (8 KB gzipped) and a wrong one stops the build. */
function precompileMessages(): Plugin {
  return {
    name: 'taskflow:precompile-messages',
    apply: 'build',
    enforce: 'pre',
    config: () => ({
      resolve: { alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' } },
    }),
    transform: {
      filter: { id: messageFile },
      handler: (source) => {
        const messages = JSON.parse(source) as Record<string, string>;
        const parsed = Object.entries(messages).map(([id, message]) => [id, parse(message)]);
        return { code: JSON.stringify(Object.fromEntries(parsed)), map: null };
      },
    },
  };
}

/** Tells public/boot.js which files the board needs, so that they come while the first code is still being read. */
function nameBoardFiles(): Plugin {
  return {
    name: 'taskflow:name-board-files',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const chunks = new Map(
          Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
        );
        const reach = (from: string[], seen = new Set<string>()): Set<string> => {
          for (const name of from) if (!seen.has(name)) reach(chunks.get(name)?.imports ?? [], seen.add(name));
          return seen;
        };
        const named = (wanted: (chunk: Rolldown.OutputChunk) => boolean) =>
          [...chunks.values()].filter(wanted).map((chunk) => chunk.fileName);
        const first = reach(named((chunk) => chunk.isEntry));
        const board = reach(named((chunk) => chunk.facadeModuleId?.endsWith('/features/board/BoardPage.tsx') ?? false));
        const files = [...board].filter((name) => !first.has(name)).map((name) => `/${name}`);
        if (files.length === 0) throw new Error('The board has no chunk of its own.');
        return html.replace('<script src="/boot.js"', `$& data-board="${files.join(' ')}"`);
      },
    },
  };
}

export default defineConfig({
  plugins: [precompileMessages(), nameBoardFiles(), react(), tailwindcss()],
  resolve: { tsconfigPaths: true },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': api,
      '/health': api,
      '/swagger': api,
      '/problems': api,
      // The hub lets in pages of the server's own address only.
      '/hubs': { target: api, ws: true, rewriteWsOrigin: true },
    },
  },
  build: {
    target: 'baseline-widely-available',
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
        codeSplitting: {
          // A browser has six connections to the server: sixty small files wait for each other longer than they take.
          // Each layer needs only those before it; finer groups (entriesAware) make chunks that import each other in a circle.
          groups: [
            { name: 'first', tags: ['$initial'], priority: 3 },
            { name: 'widgets', test: /node_modules[\\/](@base-ui|@floating-ui)/, minShareCount: 2, priority: 2 },
            { name: 'parts', test: /src[\\/](shared|features)/, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
    // The Content-Security-Policy allows no data: URIs.
    assetsInlineLimit: 0,
    // scripts/initial-size.mjs guards the size that matters.
    chunkSizeWarningLimit: 800,
  },
  test: {
    environment: 'happy-dom',
    // A relative fetch from about:blank counts as cross-origin and msw sees its preflight instead.
    environmentOptions: { happyDOM: { url: 'http://localhost/' } },
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/shared/test/setup.ts'],
    restoreMocks: true,
    // One window for all files of a worker: making one for each took nine tenths of the time. Tests leave nothing behind.
    pool: 'threads',
    isolate: false,
    unstubGlobals: true,
  },
});
