/** Two pages, the dashboard and the inspector, from one build. Nothing is inlined, so that the strict policy holds. */
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.ts';

const page = (name: string): string => join(import.meta.dirname, `${name}.html`);

/** A gateway that runs beside `npm run web:dev`. */
const GATEWAY = process.env['WAYBILL_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  // Every address is relative to the <base> of the page, which the gateway writes.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    // The first that know light-dark() and nesting.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: page('index'), inspector: page('inspector') },
      output: {
        codeSplitting: {
          // Two chunks of shared code, one to start with and one for what comes after it, and one for the small pages about the
          // gateway: many small ones compress badly.
          groups: [
            { name: 'start', tags: ['$initial'], minShareCount: 2, priority: 2 },
            { name: 'shared', minShareCount: 2, priority: 1 },
            {
              name: 'gateway',
              test: /\/pages\/(?:sessions|webhooks|keys|people|settings|audit|drafts)\//,
              // Or it would take parts of the first load along.
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
  plugins: [compressed()],
  server: { proxy: { '/api': GATEWAY, '/docs': GATEWAY, '/openapi.json': GATEWAY, '/inspector/ws': GATEWAY } },
});
