import { parse } from '@formatjs/icu-messageformat-parser';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
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

export default defineConfig({
  plugins: [precompileMessages(), react(), tailwindcss()],
  resolve: { tsconfigPaths: true },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': api,
      '/health': api,
      '/swagger': api,
      '/problems': api,
      '/hubs': { target: api, ws: true },
    },
  },
  build: {
    target: 'baseline-widely-available',
    manifest: true,
    modulePreload: { polyfill: false },
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
  },
});
