import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as screen } from '#cli/commands/screen.ts';
import { build } from '#core/recipe/build.ts';
import { recipeOfLink } from '#core/recipe/share.ts';
import type { FoundLine } from '#core/screen/line.ts';
import { adhesion } from '#engines/dynamics/adhesion.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { library } from '../../helpers/library.ts';
import { randomModel } from '../../helpers/randomModel.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-energies-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);
const model = file('nequix-own.nqx');
writeFileSync(model, randomModel(5));
const run = async (...args: string[]) => screen.run(readArguments(args, screen.options));
const found = file('screen.jsonl');
const energies = (out: string, ...args: string[]) =>
  run(
    ...['--energy', found, '--out', file(out), '--model', model],
    ...['--steps', '2', ...args],
  ) as Promise<{ value: Record<string, number> }>;
const linesOf = (name: string) => readFileSync(file(name), 'utf8').trimEnd().split('\n');

test('the best of a screen: work of adhesion at the best registry, in shards, taken up again', async () => {
  await run(
    'preset:MoS2',
    'preset:WS2',
    '--max-area',
    '20',
    '--max-strain',
    '0.05',
    '--thickness',
    '3',
    '--out',
    found,
  );
  const { value: whole } = await energies('whole.jsonl', '--top', '2');
  expect(whole).toMatchObject({ candidates: 2, done: 2, left: 0 });
  const [header, ...lines] = linesOf('whole.jsonl').map((text) => JSON.parse(text));
  expect(header.energies).toMatchObject({ by: 'strain', forceEvAng: 0.003, maxSteps: 2 });

  // The link is of the place that was computed.
  const network = readyNetwork(randomModel(5));
  const line = lines.find((l) => 'matches' in l) as FoundLine;
  const [match] = line.matches;
  const built = build(recipeOfLink(line.link!), library);
  const work = match!.adhesion!;
  expect(built.slabs[1]!.separationAng).toBeCloseTo(work.d0, 3);
  const steps = adhesion(network, {
    structure: built.structure,
    frozen: null,
    lower: 0,
    separationAng: work.d0,
    separationsAng: [-0.2, -0.1, 0, 0.1, 0.2].map((d) => work.d0 + d),
    relax: null,
  });
  let next = steps.next();
  while (next.done !== true) next = steps.next();
  expect(next.value.rigidEvAng2 * 16.02176634).toBeCloseTo(work.rigid, 3);
  // Two shards, one of them torn, hold the same lines.
  await energies('a.jsonl', '--top', '2', '--shard', '1/2');
  truncateSync(file('a.jsonl'), readFileSync(file('a.jsonl')).length - 40);
  await energies('a.jsonl', '--top', '2', '--shard', '1/2');
  await energies('b.jsonl', '--top', '2', '--shard', '2/2');
  const shards = [...linesOf('a.jsonl').slice(1), ...linesOf('b.jsonl').slice(1)].sort();
  expect(shards).toEqual(linesOf('whole.jsonl').slice(1).sort());

  // The table: strongest first, with its unit; not together with the search itself.
  const { value: table, text } = await run(
    '--rank',
    file('a.jsonl'),
    file('b.jsonl'),
    '--by',
    'adhesion',
    '--csv',
    file('t.csv'),
  );
  const works = (table as { rows: { adhesion: { relaxed: number } }[] }).rows.map(
    (r) => r.adhesion.relaxed,
  );
  expect(works).toEqual([...works].sort((p, q) => q - p));
  expect(text).toMatch(/adhesion J\/m²/);
  expect(readFileSync(file('t.csv'), 'utf8').split('\n')[0]).toMatch(
    /work_of_adhesion_relaxed_J_per_m2/,
  );
  await expect(run('--rank', found, file('a.jsonl'))).rejects.toThrow(/differ in energies/);
  await expect(energies('a.jsonl', '--by', 'area')).rejects.toThrow(/a\.jsonl/);
}, 180_000);

test('what does not go together is a mistake of the line', async () => {
  appendFileSync(file('none.jsonl'), '');
  for (const wrong of [
    ['--energy', '--rank', found],
    ['--energy', found],
    ['--energy', '--out', file('x.jsonl')],
    ['--energy', found, '--out', file('x.jsonl'), '--by', 'adhesion'],
    ['--energy', found, '--out', file('x.jsonl'), '--max-area', '3'],
    ['--rank', found, '--model', model],
    ['preset:MoS2', '--force', '0.1'],
  ])
    await expect(run(...wrong)).rejects.toThrow(UsageError);
});
