import { setImmediate } from 'node:timers/promises';
import { type Arguments, numberOption, optional, StoppedError, UsageError } from '#cli/args.ts';
import { packagedLibrary } from '#cli/library.ts';
import { StopAsked, untilStopped } from '#cli/md/untilStopped.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { modelOf, modelOptions } from '#cli/universal/universalModel.ts';
import { checkWritable } from '#cli/writing/draftFile.ts';
import { EpistackError } from '#core/errors.ts';
import { type Built, build } from '#core/recipe/build.ts';
import { FILM_STEP } from '#core/recipe/edits/match.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { linkOf } from '#core/recipe/share.ts';
import type { ScreenLine } from '#core/screen/line.ts';
import type { Ranked } from '#core/screen/rank.ts';
import { energiesHeader } from '#core/screen/settings.ts';
import { J_M2_PER_EV_ANG2 } from '#engines/dynamics/joules.ts';
import { type BestInterface, bestInterface } from '#engines/properties/bestInterface.ts';
import type { Network } from '#engines/universal/network.ts';
import { potentialNote } from '#engines/universal/potentialNote.ts';
import { builtNotes } from '#engines/universal/trust.ts';
import { openResults } from './screenFile.ts';
import { linesWithLinks, merge, rankBy, recipeIn, TOP } from './screenRank.ts';
import { budgetOption, shardOption } from './searchTime.ts';

export const energyOptions = {
  ...modelOptions,
  force: 'string',
  steps: 'string',
} as const;

/** Tighter than for positions, as for the work of adhesion of one interface. */
const FORCE_EV_ANG = 0.003;
const MAX_STEPS = 2000;

export const energiesHelp = `screen --energy FILE… --out FILE.jsonl [--top ${TOP}] [--by strain|area|atoms|energy] [--model FILE] [--d3 bj|zero|none] [--force ${FORCE_EV_ANG}]
        [--steps ${MAX_STEPS}] [--shard i/n] [--budget SECONDS]
  Of the best --top candidates of finished shards the work of adhesion by a universal machine-learned potential (see
  "adhesion"), in J/m², at the best registry: the shift of lowest rigid energy on a 4 × 4 grid of the shifts that differ, at the
  best d0 of it, atoms of both sides and of the interface relaxed; and the interface energy, surface energies of both slabs
  against their strained bulks less the work of adhesion, where both slabs are of whole formulas. One line each, as above,
  with "adhesion" in its match and the recipe of that registry; restarted and sharded like the search. --rank of these files
  with --by adhesion puts the strongest first, with --by interface the lowest interface energy.`;

/** Computes the energies of the best candidates of a screen. */
export async function energies(args: Arguments): Promise<CommandAnswer> {
  const startMs = performance.now();
  const paths = args.positionals;
  if (paths.length === 0) throw new UsageError('--energy needs the files of results');
  const out = optional(args, 'out');
  if (out === null || out === '-') throw new UsageError('--energy needs --out FILE.jsonl');
  const by = rankBy(args);
  if (by === 'adhesion' || by === 'interface')
    throw new UsageError('--by says what is computed first: strain, area, atoms or energy');
  const top = numberOption(args, 'top', true) ?? TOP;
  if (top < 1) throw new UsageError(`--top is a number of candidates, not ${top}`);
  const forceEvAng = numberOption(args, 'force', false) ?? FORCE_EV_ANG;
  if (!(forceEvAng > 0)) throw new UsageError(`--force is over 0 eV/Å, not ${forceEvAng}`);
  const maxSteps = numberOption(args, 'steps', true) ?? MAX_STEPS;
  if (maxSteps < 1) throw new UsageError(`--steps is a count, not ${maxSteps}`);
  const [budgetMs, shard] = [budgetOption(args), shardOption(args)];
  checkWritable(out);
  const { network, name, engine, engineText } = await modelOf(args);
  const merged = merge(paths, by);
  const header = energiesHeader(
    merged.header,
    {
      model: name.sha256,
      ...(name.dispersion === 'none' ? {} : { dispersion: name.dispersion }),
      by,
      forceEvAng,
      maxSteps,
      bulks: 'normal free',
    },
    potentialNote(name.name, name.dispersion),
  );
  const mine = merged.rows.slice(0, top).filter((_, i) => i % shard.of === shard.index - 1);
  const results = openResults(out, header, (text) => void process.stderr.write(`${text}\n`));
  const left = mine.filter(({ line }) => !results.done.has(line.key));
  const links = linesWithLinks(left, paths);
  let done = 0;
  const stopped = await untilStopped(async (signal) => {
    for (const row of left) {
      // At least one, so that a series of short runs makes progress.
      if (done > 0 && performance.now() - startMs > budgetMs) return;
      const of = { row, recipe: recipeIn(links.get(row.line.key)!, row.match) };
      results.append(await lineOf(of, network, { forceEvAng, maxSteps }, signal));
      done++;
    }
  });
  results.close();
  if (stopped instanceof StopAsked)
    throw new StoppedError(
      `stopped by ${stopped.name} after ${done} candidates, which are in ${out}`,
      stopped.exitCode,
    );
  const value = {
    out,
    shard: `${shard.index}/${shard.of}`,
    candidates: mine.length,
    skipped: mine.length - left.length,
    done,
    left: left.length - done,
    engine,
  };
  return {
    value,
    text: `shard ${value.shard}: ${mine.length} candidates, ${value.skipped} were there, ${done} done now, ${value.left} left${value.left > 0 ? ': run the same again to go on' : ''}\n${engineText}\n`,
  };
}

interface Asked {
  readonly row: Ranked;
  readonly recipe: Built['recipe'];
}

/** Decimals are cut above the rounding of 32 bits. */
const rounded = (x: number, digits: number): number => Number(x.toFixed(digits)) + 0;

async function lineOf(
  { row: { line, match }, recipe }: Asked,
  network: Network,
  relax: { readonly forceEvAng: number; readonly maxSteps: number },
  signal: AbortSignal,
): Promise<ScreenLine> {
  try {
    const built = build(recipe, packagedLibrary());
    const found = await stepped(bestInterface(network, built, relax), signal);
    const { adhesion } = found;
    const notes = [...builtNotes(built), ...found.notes];
    const posed = poseFilm(
      FILM_STEP,
      { shift: found.shift, separationAng: rounded(found.separationAng, 3) },
      true,
    )(recipe);
    const inJm2 = (evAng2: number): number => rounded(evAng2 * J_M2_PER_EV_ANG2, 5);
    return {
      ...line,
      matches: [
        {
          ...match,
          adhesion: {
            relaxed: inJm2(adhesion.relaxedEvAng2!),
            rigid: inJm2(adhesion.rigidEvAng2),
            interface: found.interfaceEvAng2 === null ? null : inJm2(found.interfaceEvAng2),
            d0: rounded(found.separationAng, 3),
            shift: [rounded(found.shift[0], 6), rounded(found.shift[1], 6)],
            converged: found.converged,
            ...(notes.length > 0 ? { notes } : {}),
          },
        },
      ],
      link: linkOf(posed),
    };
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return { key: line.key, refused: error.message };
  }
}

async function stepped(
  steps: Generator<void, BestInterface, void>,
  signal: AbortSignal,
): Promise<BestInterface> {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    // A signal arrives only between turns of the event loop.
    await setImmediate();
    signal.throwIfAborted();
  }
}
