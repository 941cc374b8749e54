import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Two threads for all files, with modules as test/helpers/freshModules.ts says.
          pool: 'threads',
          isolate: false,
          setupFiles: ['test/helpers/freshModules.ts'],
          // By itself it would leave one of two cores idle.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/browsers/**'],
          // Far beyond what any test needs: a busy machine must not turn one red.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // The files already take all cores.
          env: { EPISTACK_THREADS: '1' },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts', 'test/browsers/**/*.test.ts'],
          globalSetup: ['test/helpers/browser/page.setup.ts'],
          // After the unit tests, two files at a time: one browser leaves a part of two cores idle.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          // All files of a worker share its modules, and with them one browser.
          isolate: false,
          // One slow answer of a browser must not cost a landing; what needed a second try is marked "retry x1".
          retry: process.env['CI'] === undefined ? 0 : 1,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
