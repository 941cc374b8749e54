import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '#cli/args.ts';
import { command as screen } from '#cli/commands/screen.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import { type Candidate, candidatesOf, shardOf } from '#core/screen/candidates.ts';
import { evaluator } from '#core/screen/evaluate.ts';
import { SCREEN_DEFAULTS } from '#core/screen/settings.ts';
import { library } from '../test/helpers/library.ts';

/**
 * `npx tsx bench/screen.ts`: throughput of a screen of library crystals, its scaling over one and two real
 * shards (processes that run the command to its end, start included), and how evenly up to 1,000 shards share
 * the work (simulated: shards are run one after the other in this process, of 1,000 every 25th). Rates are per second of processor
 * time, so that a busy machine does not change them much; wall time is given beside.
 */
/** Of one process and of the real shards. */
const SMALL = ['CsPbBr3', 'CdS', 'GaAs', 'Si', 'MgO', 'GaN', 'Al2O3', 'SrTiO3'];
const LIMITS = ['--max-area', '200', '--max-index', '2'];

/** Milliseconds of processor time of this process. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const line = (...cells: readonly (string | number)[]) =>
  console.log(
    ...cells.map((c, i) => {
      const text = typeof c === 'number' ? c.toFixed(c < 10 ? 2 : c < 100 ? 1 : 0) : c;
      return i === 0 ? text.padEnd(40) : text.padStart(11);
    }),
  );

interface Run {
  readonly candidates: number;
  readonly cpuMs: number;
}

/** One shard in its own process: this file again, which runs the command and says what it took. */
function shard(index: number, of: number, out: string): Promise<Run> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'bench/screen.ts', 'shard', `${index}/${of}`, out],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (part) => {
    said += part;
  });
  return new Promise((resolve, reject) => {
    child.on('exit', (code) =>
      code === 0 ? resolve(JSON.parse(said) as Run) : reject(new Error(`shard ended with ${code}`)),
    );
  });
}

async function runShard(which: string, out: string): Promise<void> {
  const crystals = SMALL.map((id) => `preset:${id}`);
  const args = readArguments(
    [...crystals, ...LIMITS, '--shard', which, '--out', out],
    screen.options,
  );
  const { value } = await screen.run(args);
  const { candidates } = value as { candidates: number };
  process.stdout.write(JSON.stringify({ candidates, cpuMs: cpuMs() } satisfies Run));
}

/** Processor time of each candidate, ms, planes known already. */
function timesOf(candidates: readonly Candidate[], maxAreaAng2: number): Float64Array {
  const evaluate = evaluator({ ...SCREEN_DEFAULTS, maxAreaAng2 }, library);
  return Float64Array.from(candidates, (c) => {
    const start = cpuMs();
    evaluate(c);
    return cpuMs() - start;
  });
}

const sum = (xs: ArrayLike<number>): number => Array.from(xs).reduce((s, x) => s + x, 0);
const quantile = (xs: ArrayLike<number>, q: number): number =>
  Array.from(xs).sort((p, r) => p - r)[Math.floor(q * (xs.length - 1))]!;

async function main(): Promise<void> {
  console.log(`${availableParallelism()} cores, Node ${process.version}`);
  console.log(`\none process: ${SMALL.join(' ')}, planes up to 1, strain up to 3 %`);
  line('largest area', 'candidates', 'per s·core', 'mean ms', 'median ms', 'slowest ms');
  const few = SMALL.map((id) => library.get(id)!);
  const pairs = [...candidatesOf({ films: few, substrates: few }, 1)];
  timesOf(pairs.slice(0, 100), 60);
  for (const area of [60, 120, 200]) {
    const times = timesOf(pairs, area);
    const total = sum(times);
    const middle = quantile(times, 0.5);
    line(
      `${area} Å²`,
      String(pairs.length),
      (1000 * pairs.length) / total,
      total / pairs.length,
      middle,
      Math.max(...times),
    );
  }

  console.log(`\nreal shards of the command, the same crystals, ${LIMITS.join(' ')}`);
  line('shards at once', 'candidates', 'wall s', 'cpu s', 'per s·core', 'wall speedup');
  const folder = mkdtempSync(join(tmpdir(), 'epistack-bench-'));
  let alone = 0;
  for (const of of [1, 2]) {
    const start = performance.now();
    const runs = await Promise.all(
      Array.from({ length: of }, (_, i) => shard(i + 1, of, join(folder, `${of}-${i + 1}.jsonl`))),
    );
    const wall = (performance.now() - start) / 1000;
    if (of === 1) alone = wall;
    const cpu = sum(runs.map((r) => r.cpuMs)) / 1000;
    const candidates = sum(runs.map((r) => r.candidates));
    line(String(of), String(candidates), wall, cpu, candidates / cpu, alone / wall);
  }
  rmSync(folder, { recursive: true });

  const all: readonly Material[] = [...library.values()];
  console.log(
    `\nsimulated: shards of a screen of all ${all.length} crystals to 200 Å², planes anew in each`,
  );
  line(
    'shards measured',
    'candidates',
    'mean ms',
    'least ms',
    'slowest ms',
    'speedup',
    'listing ms',
  );
  for (const { maxIndex, of, each } of [
    { maxIndex: 1, of: 10, each: 1 },
    { maxIndex: 1, of: 100, each: 1 },
    { maxIndex: 2, of: 1000, each: 25 },
  ]) {
    const start = cpuMs();
    const many = [...candidatesOf({ films: all, substrates: all }, maxIndex)];
    const listing = cpuMs() - start;
    const work: number[] = [];
    for (let index = 1; index <= of; index += each)
      work.push(sum(timesOf([...shardOf(many, { index, of })], 200)));
    const mean = sum(work) / work.length;
    const slowest = Math.max(...work);
    const name = `${work.length} of ${of}, planes up to ${maxIndex}`;
    line(
      name,
      String(many.length),
      mean,
      Math.min(...work),
      slowest,
      (of * mean) / slowest,
      listing,
    );
  }
  console.log(
    'speedup: all work over that of the slowest shard measured; the number of shards is the best there is.\nEach shard also lists all candidates first, and its process has to start: see the real shards.',
  );
}

const [, , mode, which, out] = process.argv;
await (mode === 'shard' ? runShard(which!, out!) : main());
