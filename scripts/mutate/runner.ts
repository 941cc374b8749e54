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

/** What a test file failed by; null when it passed. */
async function failureOf(test: string): Promise<string | null> {
  const first = await runOnce(test);
  // An error outside of the tests may be a late one of the run before: it has to come again.
  return first?.startsWith(OUTSIDE) ? runOnce(test) : first;
}

const OUTSIDE = 'outside of tests: ';

async function runOnce(test: string): Promise<string | null> {
  // Failures of runs before count towards `bail`, and errors towards every later run.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  vitest.state.clearErrors();
  const spec = vitest.getRootProject().createSpecification(join(root, test));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([spec]);
  for (const module of testModules) {
    const failed = [...module.children.allTests('failed')].map(
      (t) => `${t.fullName}: ${t.result().errors?.[0]?.message}`,
    );
    const all = [...module.errors().map((e) => e.message), ...failed];
    if (!module.ok()) return all[0] ?? module.state();
  }
  return unhandledErrors.length === 0 ? null : OUTSIDE + String(unhandledErrors[0]);
}

process.on('message', async ({ file, text, test }: Question) => {
  const path = join(root, file);
  if (mutant !== null) vitest.invalidateFile(mutant.path);
  mutant = { path, text: text ?? readFileSync(path, 'utf8') };
  vitest.invalidateFile(path);
  const begun = performance.now();
  const usedBefore = process.cpuUsage();
  const failure = await failureOf(test);
  const { user, system } = process.cpuUsage(usedBefore);
  const ms = performance.now() - begun;
  process.send!({ failure, ms, cpuMs: (user + system) / 1000 } satisfies Answer);
});
process.on('disconnect', () => process.exit());
process.send!('ready');
