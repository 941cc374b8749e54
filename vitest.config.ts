import { defineConfig } from 'vitest/config';

/** Some five minutes on two cores: with them, all tests would not end within a quarter of an hour. */
const LONG = ['accessible', 'faults', 'offline'].map((name) => `test/browser/${name}.test.ts`);
const isLong = process.env['EPISTACK_LONG'] === '1';
if (!isLong)
  console.warn(`SKIPPED, long: ${LONG.join(', ')}; EPISTACK_LONG=1 npm test runs them too`);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/browsers/**'],
          // Far beyond what any test needs: a busy machine must not turn one red.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts', 'test/browsers/**/*.test.ts'],
          exclude: isLong ? [] : LONG,
          globalSetup: ['test/helpers/page.setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
