import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createVitest, type Vitest } from 'vitest/node';
import type { Answer, Question } from './messages.ts';

// A process of its own: a mutant that never ends is ended with it.
const root = process.cwd();
let mutant: { readonly path: string; readonly text: string } | null = null;

const vitest: Vitest = await createVitest(
  'test',
  {
    root,
    config: false,
    watch: false,
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    pool: 'threads',
    maxWorkers: 1,
    bail: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: [{}],
    silent: true,
  },
  {
    plugins: [
      {
        name: 'mutant',
        enforce: 'pre',
        load: (id) => (id.replace(/\?.*/, '') === mutant?.path ? mutant.text : null),
      },
    ],
  },
);

async function passes(test: string): Promise<boolean> {
  const first = await runOnce(test);
  // An error outside of the tests may be a late one of the run before: it has to come again.
  return first === 'error' ? (await runOnce(test)) === 'passed' : first === 'passed';
}

async function runOnce(test: string): Promise<'passed' | 'failed' | 'error'> {
  // Failures of runs before count towards `bail`, and errors towards every later run.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  vitest.state.clearErrors();
  const spec = vitest.getRootProject().createSpecification(join(root, test));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([spec]);
  if (!testModules.every((module) => module.ok())) return 'failed';
  return unhandledErrors.length === 0 ? 'passed' : 'error';
}

process.on('message', async ({ file, text, test }: Question) => {
  const path = join(root, file);
  if (mutant !== null) vitest.invalidateFile(mutant.path);
  mutant = { path, text: text ?? readFileSync(path, 'utf8') };
  vitest.invalidateFile(path);
  const begun = performance.now();
  const ok = await passes(test);
  process.send!({ ok, ms: performance.now() - begun } satisfies Answer);
});
process.on('disconnect', () => process.exit());
process.send!('ready');
