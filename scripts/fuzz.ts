// npm run fuzz -- --n 20000 [--seed 1] [--file NAME]
// Reads broken copies of the files in test/ and looks for an exception that is none of ours, a number of atoms that is
// not the file's own, and copies that take long. The test core/io/fuzz does the same with fewer.

import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { CORPUS } from '../test/core/io/fuzz/readMutant.ts';
import type { FuzzJob, FuzzTold } from './fuzz/fuzzProcess.ts';

/** A copy may take so long. */
const LIMIT_MS = 2000;
/** Beyond it the reader is taken to hang, and its process is ended. */
const HANG_MS = 20_000;

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    file: { type: 'string' },
  },
});
const files = CORPUS.filter((name) => values.file === undefined || name.includes(values.file));
const each = Math.ceil(Number(values.n) / files.length);
const failures: string[] = [];
const totals = { read: 0, refused: 0 };
let slowest = { ms: 0, what: '' };

for (let next = 0; next < files.length; ) next = await fuzzFrom(next);
console.log(
  `${totals.read + totals.refused} copies of ${files.length} files: ${totals.read} read, ${totals.refused} refused; the slowest took ${slowest.ms.toFixed(0)} ms (${slowest.what})`,
);
for (const failure of failures) console.log(failure);
if (slowest.ms > LIMIT_MS) console.log(`over the limit of ${LIMIT_MS} ms`);
process.exitCode = failures.length > 0 || slowest.ms > LIMIT_MS ? 1 : 0;

/** Goes through the files in a process of its own. @returns where to go on: after a file whose reader hangs */
function fuzzFrom(start: number): Promise<number> {
  const jobs = files
    .map((name, k): FuzzJob => ({ name, seed: Number(values.seed) + 7919 * k, count: each }))
    .slice(start);
  const child = fork(new URL('./fuzz/fuzzProcess.ts', import.meta.url), [JSON.stringify(jobs)], {
    execArgv: ['--import', 'tsx'],
  });
  return new Promise((done) => {
    let [at, last] = [0, 'the start'];
    const where = () => `${jobs[at]!.name}, seed ${jobs[at]!.seed}, ${last}`;
    const wait = () =>
      setTimeout(() => {
        failures.push(`${where()}: the copy after it hangs`);
        child.kill('SIGKILL');
        done(start + at + 1);
      }, HANG_MS);
    let timer = wait();
    child.on('message', (told: FuzzTold) => {
      clearTimeout(timer);
      timer = wait();
      [at, last] = [told.file, `copy ${told.copy}`];
      if (told.ms > slowest.ms) slowest = { ms: told.ms, what: where() };
      if (told.outcome === 'broken') failures.push(`${where()}: ${told.reason}`);
      else totals[told.outcome]++;
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      if (code !== 0 && code !== null) failures.push(`${where()}: the process ended with ${code}`);
      if (code !== null) done(code === 0 ? files.length : start + at + 1);
    });
  });
}
