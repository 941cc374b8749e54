import { type Arguments, numberOption, optional, UsageError } from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { packagedLibrary } from '#cli/library.ts';
import { checkNamed, screenCrystals } from '#cli/screen/screenCrystals.ts';
import { energies, energiesHelp, energyOptions } from '#cli/screen/screenEnergies.ts';
import { openResults, type Results } from '#cli/screen/screenFile.ts';
import { rank, rankOptions } from '#cli/screen/screenRank.ts';
import { budgetOption, shardOption } from '#cli/screen/searchTime.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { readOptions } from '#cli/trajectoryFile.ts';
import { modelHelp } from '#cli/universal/universalModel.ts';
import { checkWritable } from '#cli/writing/draftFile.ts';
import { writeAndWait } from '#cli/writing/standardOutput.ts';
import type { FormKind } from '#core/recipe/crystals/imported.ts';
import { candidatesOf, shardOf } from '#core/screen/candidates.ts';
import { evaluator } from '#core/screen/evaluate.ts';
import { isRefused, lineText, type ScreenLine } from '#core/screen/line.ts';
import {
  checkScreenSettings,
  headerOf,
  SCREEN_DEFAULTS,
  type ScreenCrystals,
  type ScreenSettings,
} from '#core/screen/settings.ts';

const searchOptions = {
  films: 'string',
  substrates: 'string',
  'max-index': 'string',
  'max-area': 'string',
  'max-strain': 'string',
  'max-atoms': 'string',
  thickness: 'string',
  keep: 'string',
  cell: 'string',
  ordered: 'string',
  types: 'string',
  budget: 'string',
  shard: 'string',
  out: 'string',
} as const;
const options = {
  ...searchOptions,
  rank: 'boolean',
  ...rankOptions,
  energy: 'boolean',
  ...energyOptions,
  json: 'boolean',
} as const;
const help = `screen CRYSTALS… [--films LIST] [--substrates LIST] [--max-index 1] [--max-area 200] [--max-strain 0.03]
        [--max-atoms N] [--thickness 10] [--keep 3] [--budget SECONDS] [--shard i/n] [--out FILE.jsonl]
        [--ordered majority] [--types Cd,S]
  Every distinct film plane on every distinct substrate plane up to an index (of an interface and its mirror
  image one), one JSON line each: least
  strain, smallest area and what lies between on their Pareto front (--keep matches), atoms of two slabs
  --thickness Å thick, Tasker types, and a recipe as a link that build and the page open.
  CRYSTALS: files, folders (all structure files in them), preset:ID, or a .json list of those; each is film
  and substrate of all others. --films and --substrates, comma-separated, choose one side. Miller indices are
  those of the conventional cell (--cell given|primitive for others). --ordered majority takes disordered crystals with the most frequent
  atom on each place; they are left out or refused without it. --types: the element of each LAMMPS type, for dumps without.
  With --out an existing file is gone on with: what is done is skipped, a torn last line is done again.
  --shard i/n takes every n-th candidate; --budget stops after a time and says what is left.
screen --rank FILE… [--by strain|area|atoms|energy|adhesion|interface] [--top N] [--csv FILE] [--recipes DIR] [--json]
  One table of all shards, the same whatever order they ran in; recipes of the best to build or export.
${energiesHelp}
${modelHelp}`;

export const command = {
  name: 'screen',
  summary: 'many films on many substrates, one line of JSON each, and their ranking',
  options,
  help,
  run,
} satisfies Command;

function run(args: Arguments): CommandAnswer | Promise<CommandAnswer> {
  const way = args.values['rank'] ? 'rank' : args.values['energy'] ? 'energy' : 'search';
  if (args.values['rank'] && args.values['energy'])
    throw new UsageError('--rank makes a table, --energy what it is of: one of them');
  const other = Object.keys(WAYS).find(
    (name) => args.values[name] !== undefined && !WAYS[name]!.includes(way),
  );
  if (other !== undefined)
    throw new UsageError(
      `--${other} is for ${WAYS[other]!.map((w) => WAY_NAMES[w]).join(' and ')}${way === 'search' ? '' : `, not for --${way}`}`,
    );
  return way === 'rank' ? rank(args) : way === 'energy' ? energies(args) : search(args);
}

type Way = 'search' | 'rank' | 'energy';
const WAY_NAMES: Readonly<Record<Way, string>> = {
  search: 'a search',
  rank: '--rank',
  energy: '--energy',
};
const waysOf = (options: object, ways: readonly Way[]): Record<string, readonly Way[]> =>
  Object.fromEntries(Object.keys(options).map((name) => [name, ways]));
/** What each option is for. */
const WAYS: Readonly<Record<string, readonly Way[]>> = {
  ...waysOf(searchOptions, ['search']),
  ...waysOf(rankOptions, ['rank']),
  ...waysOf(energyOptions, ['energy']),
  ...waysOf({ by: 0, top: 0 }, ['rank', 'energy']),
  ...waysOf({ out: 0, shard: 0, budget: 0 }, ['search', 'energy']),
};

async function search(args: Arguments): Promise<CommandAnswer> {
  const startMs = performance.now();
  const named = optional(args, 'out');
  const out = named === '-' ? null : named;
  if (out === null && args.values['json'])
    throw new UsageError('the answer on standard output is lines of JSON already: use --out');
  const budgetMs = budgetOption(args);
  const shard = shardOption(args);
  const settings = settingsOf(args);
  if (out !== null) checkWritable(out);
  const crystals = await crystalsOf(args);
  const header = headerOf(settings, crystals);
  const mine = [...shardOf(candidatesOf(crystals, settings.maxIndex), shard)];
  const results = out === null ? standardOutput() : fileOutput(openResults(out, header, note));
  if (out === null) await results.write(lineText(header));
  const evaluate = evaluator(settings, packagedLibrary());
  const left = mine.filter((c) => !results.done.has(c.key));
  const skipped = mine.length - left.length;
  let [done, refused, matched] = [0, 0, 0];
  for (const candidate of left) {
    // At least one, so that a series of short runs makes progress.
    if (done > 0 && performance.now() - startMs > budgetMs) break;
    const line = evaluate(candidate);
    if (!(await results.write(lineText(line), line))) break;
    done++;
    if (isRefused(line)) refused++;
    else if (line.matches.length > 0) matched++;
    progress(skipped + done, mine.length);
  }
  results.close();
  const value = {
    out,
    shard: `${shard.index}/${shard.of}`,
    candidates: mine.length,
    skipped,
    done,
    withMatches: matched,
    refused,
    left: left.length - done,
    films: crystals.films.length,
    substrates: crystals.substrates.length,
  };
  const summary = summaryText(value);
  if (out !== null) return { value, text: summary };
  process.stderr.write(summary);
  return { value, text: '' };
}

interface Output {
  readonly done: ReadonlySet<string>;
  /** @returns false when the reader has closed the pipe */
  readonly write: (text: string, line?: ScreenLine) => Promise<boolean>;
  readonly close: () => void;
}

const standardOutput = (): Output => ({
  done: new Set(),
  // Waits for the reader, and sees a pipe that was closed (`| head`).
  write: (text) => writeAndWait(`${text}\n`),
  close: () => undefined,
});

const fileOutput = ({ done, append, close }: Results): Output => ({
  done,
  write: async (_text, line) => {
    append(line!);
    return true;
  },
  close,
});

const note = (text: string): void => void process.stderr.write(`${text}\n`);

/** Progress for a terminal only; a log file gets no such line. */
function progress(at: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${at} of ${of}${at === of ? '\n' : ''}`);
}

function summaryText(v: {
  readonly shard: string;
  readonly candidates: number;
  readonly skipped: number;
  readonly done: number;
  readonly withMatches: number;
  readonly refused: number;
  readonly left: number;
}): string {
  const parts = [
    `shard ${v.shard}: ${v.candidates} candidates`,
    ...(v.skipped > 0 ? [`${v.skipped} were there`] : []),
    `${v.done} done now (${v.withMatches} with matches${v.refused > 0 ? `, ${v.refused} refused` : ''})`,
    `${v.left} left${v.left > 0 ? ': run the same again to go on' : ''}`,
  ];
  return `${parts.join(', ')}\n`;
}

async function crystalsOf(args: Arguments): Promise<ScreenCrystals> {
  const [films, substrates] = [listOption(args, 'films'), listOption(args, 'substrates')];
  const both = args.positionals;
  if (films !== null && substrates !== null && both.length > 0)
    throw new UsageError(`"${both[0]}" is neither film nor substrate: both lists are given`);
  if (both.length === 0 && (films === null || substrates === null))
    throw new UsageError('give CRYSTALS, or both --films and --substrates');
  const kind = cellOption(args);
  const ordered = readOptions(args);
  checkNamed([...both, ...(films ?? []), ...(substrates ?? [])]);
  const all = await screenCrystals(both, kind, note, ordered);
  return {
    films: films === null ? all : await screenCrystals(films, kind, note, ordered),
    substrates: substrates === null ? all : await screenCrystals(substrates, kind, note, ordered),
  };
}

function listOption(args: Arguments, name: string): readonly string[] | null {
  const text = optional(args, name);
  if (text === null) return null;
  const items = text.split(',').map((s) => s.trim());
  if (items.includes('')) throw new UsageError(`--${name} takes a comma-separated list`);
  return items;
}

function settingsOf(args: Arguments): ScreenSettings {
  const number = (name: string, whole = false) => numberOption(args, name, whole);
  const d = SCREEN_DEFAULTS;
  return checkScreenSettings({
    maxIndex: number('max-index', true) ?? d.maxIndex,
    maxAreaAng2: number('max-area') ?? d.maxAreaAng2,
    maxStrain: number('max-strain') ?? d.maxStrain,
    maxAtoms: number('max-atoms', true),
    thicknessAng: number('thickness') ?? d.thicknessAng,
    keep: number('keep', true) ?? d.keep,
  });
}

function cellOption(args: Arguments): FormKind {
  const asked = optional(args, 'cell') ?? 'conventional';
  const kind = (['given', 'conventional', 'primitive'] as const).find((k) => k === asked);
  if (kind === undefined)
    throw new UsageError(`--cell is given, conventional or primitive, not "${asked}"`);
  return kind;
}
