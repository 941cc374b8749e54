import { readFileSync } from 'node:fs';
import { mutant, random } from '../../test/core/io/fuzz/mutants.ts';
import { type Outcome, readMutant } from '../../test/core/io/fuzz/readMutant.ts';

/** Broken copies to make of one file. */
export interface FuzzJob {
  readonly name: string;
  readonly seed: number;
  readonly count: number;
}

/** What became of one broken copy. */
export interface FuzzTold {
  /** Index of the job. */
  readonly file: number;
  readonly copy: number;
  /** Of the processor: other work on the machine does not count. */
  readonly ms: number;
  readonly outcome: Outcome | 'broken';
  /** How a law was broken. */
  readonly reason: string;
}

const jobs = JSON.parse(process.argv[2] ?? '[]') as readonly FuzzJob[];
for (const [file, { name, seed, count }] of jobs.entries()) {
  const original = readFileSync(name);
  const below = random(seed);
  for (let copy = 0; copy < count; copy++) {
    const bytes = mutant(original, below);
    const start = process.cpuUsage();
    let [outcome, reason]: [FuzzTold['outcome'], string] = ['broken', ''];
    try {
      outcome = readMutant(bytes, name);
    } catch (error) {
      reason = String(error);
    }
    const { user, system } = process.cpuUsage(start);
    const told: FuzzTold = { file, copy, ms: (user + system) / 1000, outcome, reason };
    await new Promise((sent) => process.send?.(told, sent));
  }
}
process.disconnect();
