// npm run mutate -- core/analysis --n 40
// Changes sources in small ways and counts which changes the tests notice: docs/mutation.md.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { filesBelow, type ImportGraph, importGraph, testsReaching } from './mutate/importGraph.ts';
import { type Mutant, mutantsOf, mutated } from './mutate/mutants.ts';
import { writeReport } from './mutate/report.ts';
import {
  idOf,
  rankOf,
  readState,
  type State,
  stillThere,
  triedOf,
  type Verdict,
  writeState,
} from './mutate/state.ts';
import { TestRunner } from './mutate/testRunner.ts';

/** Tables of data, and doors to workers that no unit test opens. */
const LEFT_OUT =
  /spaceGroupTable|crystal\/elements|[fF]ormFactors|paper\/tables|\/presets\/presets|\.worker\.ts$|\.d\.ts$/;
/**
 * Of the processor. Tests beyond these together are not run for one mutant, unless they import the file themselves or
 * stand in the folder of test that mirrors the file's.
 */
const BUDGET_MS = 15_000;
/** A mutant may slow a test down so much, and is late beyond it. */
const limitMs = (usualMs: number): number => 8_000 + 5 * usualMs;
/** Taken for a test file that has not passed yet. */
const UNKNOWN_MS = 15_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    n: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    again: { type: 'boolean', default: false },
    lived: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    file: { type: 'string' },
  },
});

const runner = new TestRunner(process.cwd());
/** How long each test file took when it passed. */
const usual = new Map<string, number>();
/** Whether a test file passes on unchanged sources, which is asked when it fails for the first time. */
const sound = new Map<string, boolean>();
/** The test file that caught the last mutant of a source catches the next one, too, as a rule. */
const lastCaughtBy = new Map<string, string>();

async function isSound(file: string, test: string): Promise<boolean> {
  const known = sound.get(test);
  if (known !== undefined) return known;
  const outcome = await runner.run({ file, text: null, test }, 300_000);
  const failure = outcome === 'late' ? outcome : outcome.failure;
  if (failure !== null) console.log(`left out, fails as it is: ${test}: ${failure}`);
  sound.set(test, failure === null);
  return failure === null;
}

const placeOf = ({ file, line, key }: Mutant): string =>
  `${file}:${line} ${key.replace(`${file}: `, '')}`;

async function verdictOn(mutant: Mutant, graph: ImportGraph): Promise<Verdict> {
  const { file } = mutant;
  const text = mutated(readFileSync(file, 'utf8'), mutant);
  const distance = testsReaching(graph, file);
  const order = [...distance.keys()].sort(
    (a, b) =>
      Number(b === lastCaughtBy.get(file)) - Number(a === lastCaughtBy.get(file)) ||
      Number(isBeside(b, file)) - Number(isBeside(a, file)) ||
      distance.get(a)! - distance.get(b)! ||
      (usual.get(a) ?? 0) - (usual.get(b) ?? 0),
  );
  let spentMs = 0;
  for (const test of order) {
    if (spentMs > BUDGET_MS && distance.get(test)! > 1 && !isBeside(test, file)) continue;
    if (sound.get(test) === false) continue;
    const outcome = await runner.run({ file, text, test }, limitMs(usual.get(test) ?? UNKNOWN_MS));
    if (outcome !== 'late' && outcome.failure === null) {
      usual.set(test, outcome.ms);
      spentMs += outcome.cpuMs;
      continue;
    }
    if (!(await isSound(file, test))) continue;
    if (outcome === 'late') return 'late';
    lastCaughtBy.set(file, test);
    if (values.verbose)
      console.log(`${placeOf(mutant)} by ${test}: ${outcome.failure!.slice(0, 200)}`);
    return 'caught';
  }
  return 'lived';
}

/** "core/io" of src/core/io/vasp/poscar.ts. */
const folderOf = (file: string): string => file.split('/').slice(1, 3).join('/');

/** Whether a test stands in test/core/io, for a file of src/core/io. */
const isBeside = (test: string, file: string): boolean =>
  test.startsWith(`test/${folderOf(file)}/`);

async function mutateFolder(folder: string, graph: ImportGraph, state: State): Promise<void> {
  const files = filesBelow('.', `src/${folder}`, /\.ts$/).filter((file) => !LEFT_OUT.test(file));
  const all = files.flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')));
  const results = stillThere(state[folder] ?? {}, all);
  // A folder of types and plain calls alone has no score.
  if (all.length === 0) delete state[folder];
  else state[folder] = results;
  const seed = Number(values.seed);
  const sample = all
    .toSorted((a, b) => rankOf(a, seed) - rankOf(b, seed))
    .slice(0, Number(values.n));
  const open = (
    values.again
      ? all.filter((m) => results[idOf(m)]?.verdict === 'lived')
      : sample.filter((m) => results[idOf(m)] === undefined)
  ).filter((m) => values.file === undefined || m.file.includes(values.file));
  const equivalent = new Map(equivalents().map((e) => [e.key, e.why]));
  const keys = new Set(all.map(({ key }) => key));
  for (const key of equivalent.keys())
    if (key.startsWith(`src/${folder}/`) && !keys.has(key))
      console.log(`in equivalent.json and no mutant any more: ${key}`);
  for (const mutant of open.sort((a, b) => a.file.localeCompare(b.file))) {
    const isKnown = equivalent.has(mutant.key);
    const verdict = isKnown ? 'equivalent' : await verdictOn(mutant, graph);
    const id = idOf(mutant);
    results[id] = triedOf(mutant, verdict, seed, results[id]);
    writeState(state);
    if (verdict !== 'lived') continue;
    console.log(`lived ${placeOf(mutant)}`);
  }
  const lived = Object.values(results).filter((t) => t.verdict === 'lived').length;
  console.log(
    `${folder}: ${lived} of ${Object.keys(results).length} lived, of ${all.length} mutants`,
  );
}

interface Equivalent {
  readonly key: string;
  readonly why: string;
}

const equivalents = (): readonly Equivalent[] =>
  JSON.parse(readFileSync('scripts/mutate/equivalent.json', 'utf8')) as Equivalent[];

const wanted = positionals.length > 0 ? positionals : ['core', 'app'];
const sources = wanted.flatMap((name) => filesBelow('.', `src/${name}`, /\.ts$/));
const folders = [...new Set(sources.map(folderOf))].filter((name) => !name.endsWith('.ts'));
const state = readState();
const graph = importGraph('.');
for (const folder of folders) {
  if (!values.lived) await mutateFolder(folder, graph, state);
  for (const { verdict, at, change } of Object.values(state[folder] ?? {}))
    if (values.lived && verdict === 'lived') console.log(`${at}  ${change}`);
}
writeState(state);
writeReport(state, new Date());
runner.close();
