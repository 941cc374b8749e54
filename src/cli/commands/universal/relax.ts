import {
  type Arguments,
  numberOption,
  optional,
  StoppedError,
  single,
  UsageError,
} from '#cli/args.ts';
import { builtAnswer, builtOptions, checkBuiltOut } from '#cli/build/builtAnswer.ts';
import { FREEZE_HELP, freezeOptions, withFreeze } from '#cli/build/freezeOption.ts';
import type { Command } from '#cli/command.ts';
import { readRecipe } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import { type MdSubject, particleSubject, readParticle } from '#cli/md/mdSubject.ts';
import { StopAsked, untilStopped } from '#cli/md/untilStopped.ts';
import { isNanocrystal } from '#cli/nanocrystal/nanocrystalFile.ts';
import { particleAnswer } from '#cli/nanocrystal/particleAnswer.ts';
import { namingOptions } from '#cli/optionNames.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { modelHelp, modelOf, modelOptions } from '#cli/universal/universalModel.ts';
import { fixed } from '#core/math/decimals.ts';
import {
  displacementsAng,
  relaxedNanocrystal,
} from '#core/nanocrystal/positions/relaxedNanocrystal.ts';
import { build } from '#core/recipe/build.ts';
import { relaxedStack } from '#core/recipe/edits/moved.ts';
import { frozenForRun } from '#core/recipe/freeze.ts';
import { closingOf, filmsOf, type Recipe } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { ALONE_GAP_ANG } from '#engines/dynamics/alone.ts';
import type { CellMoves } from '#engines/dynamics/relaxation.ts';
import { universalInput } from '#engines/dynamics/universalInput.ts';
import { runUniversal, type UniversalRow } from '#engines/dynamics/universalRun.ts';
import { MEV_PER_KCAL_MOL } from '#engines/lammps/energyDrift.ts';
import type { RelaxDegrees } from '#engines/lammps/protocolSettings.ts';
import type { Protocol } from '#engines/lammps/protocols.ts';
import { potentialNote } from '#engines/universal/potentialNote.ts';
import { trustNotes } from '#engines/universal/trust.ts';

/** What is asked for without --force: positions are settled to some 0.01 Å. */
const FORCE_EV_ANG = 0.01;
const MAX_STEPS = 1000;

const options = {
  ...modelOptions,
  move: 'string',
  force: 'string',
  steps: 'string',
  ...freezeOptions,
  ...builtOptions,
} as const;
const stepsText = (count: number): string => (count === 1 ? '1 step' : `${count} steps`);

const help = `relax RECIPE [--model FILE] [--d3 bj|zero|none] [--force ${FORCE_EV_ANG}] [--steps ${MAX_STEPS}] [--move atoms|d0|c] [--freeze B,T] [--freeze-beyond Å] [--out FILE] [--format F] [--recipe FILE] [--json]
  Moves the atoms of a stack or of a nanocrystal by a universal machine-learned potential (Nequix: PBE without dispersion, 89
  elements) until no force is larger than --force eV/Å, or --steps are done, by L-BFGS in the fixed cell, and reports
  the relaxed stack as "build" does. --move d0 first moves each film as a whole along c, which changes its d0 in the
  document; --move c also changes the length of c, of a superlattice. A stack that repeats within its cell is relaxed
  as one of its repeats. ${FREEZE_HELP}.
  A nanocrystal (its recipe, link or preset) is relaxed alone, with ${ALONE_GAP_ANG / 10} nm between its images, and moved and turned
  back onto its place at the end; 5,000 atoms take some 10 s a step and 0.6 GB, in proportion.
  --out writes the structure, --recipe the document with the relaxed positions, which the page opens. Ctrl C keeps
  the positions so far.
${modelHelp}`;

/** `epistack relax`: relaxed positions of a stack or a nanocrystal by the universal potential. */
export const command = {
  name: 'relax',
  summary: 'relax a stack or a nanocrystal by a universal potential',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  checkBuiltOut(args);
  const forceEvAng = numberOption(args, 'force', false) ?? FORCE_EV_ANG;
  if (!(forceEvAng > 0)) throw new UsageError(`--force is over 0 eV/Å, not ${forceEvAng}`);
  const maxSteps = numberOption(args, 'steps', true) ?? MAX_STEPS;
  if (maxSteps < 0) throw new UsageError(`--steps is a count, not ${maxSteps}`);
  const path = single(args, 'RECIPE');
  const subject = isNanocrystal(path) ? particle(path, args) : stack(path, args);
  const { network, name, engine, engineText } = await modelOf(args);
  const minimise = { forceEvAng, degrees: subject.degrees };
  const protocol: Protocol = {
    timestepFs: 1,
    snapshotSteps: 1,
    stages: [
      { kind: 'minimise', forceKcalMolAng: 0, maxIterations: maxSteps, universal: minimise },
    ],
  };
  const { structure, frozen, alone } = subject;
  const input = universalInput(structure, protocol, { model: name, seed: 1, frozen, alone });

  const seen: { first: UniversalRow | null; last: UniversalRow | null; end: Reached | null } = {
    first: null,
    last: null,
    end: null,
  };
  const stopped = await untilStopped((signal) =>
    runUniversal(network, input, {
      signal,
      onThermo: (row) => {
        seen.first ??= row;
        seen.last = row;
      },
      onSnapshot: (_step, xyz, { moves }) => {
        seen.end = { xyz, moves };
      },
    }),
  );
  const { first, last, end } = seen;
  if (first === null || last === null || end === null)
    throw new StoppedError('stopped before the first step; nothing is written', 130);
  const maxForce = last.maxForceEvAng!;
  const converged = maxForce <= forceEvAng && !(stopped instanceof StopAsked);
  const how = converged ? 'converged' : 'not converged';
  const note = `${potentialNote(name.name, name.dispersion)}; model ${name.sha256.slice(0, 8)}, ${MOVED[minimise.degrees]}, ${how} in ${stepsText(last.step)}, largest force ${maxForce.toFixed(4)} eV/Å`;
  const answer = subject.answer(end, note);
  if (stopped instanceof StopAsked)
    throw new StoppedError(
      `stopped by ${stopped.name} after ${stepsText(last.step)}${(optional(args, 'out') ?? optional(args, 'recipe')) ? '; the positions so far are written' : ''}`,
      stopped.exitCode,
    );
  const [energyBefore, energy] = [first, last].map(
    (row) => (row.potentialKcalMol * MEV_PER_KCAL_MOL) / 1000,
  ) as [number, number];
  const notes = trustNotes(structure, subject);
  const relaxation = {
    steps: last.step,
    converged,
    maxForce,
    energyBefore,
    energy,
    ...(input.repeat === null ? {} : { repeats: input.repeat.count }),
    engine,
    ...(notes.length > 0 ? { notes } : {}),
  };
  const lines = [
    `relaxed by ${engineText}`,
    `${how} in ${stepsText(last.step)}; largest force ${maxForce.toFixed(4)} eV/Å`,
    `energy ${fixed(energy, 4)} eV, before ${fixed(energyBefore, 4)} eV`,
    ...(input.repeat === null
      ? []
      : [
          `its atoms repeat ${input.repeat.count} times: one repeat of ${input.computed.structure.numbers.length} atoms was relaxed`,
        ]),
    ...notes.map((note) => `note: ${note}`),
  ];
  return {
    value: { ...answer.value, relaxation },
    text: answer.text === '' ? '' : `${lines.join('\n')}\n\n${answer.text}`,
  };
}

/** What is relaxed, and how it is answered with the positions that were reached. */
interface Subject
  extends Pick<MdSubject, 'structure' | 'frozen' | 'alone' | 'chargeE' | 'valencesE'> {
  readonly degrees: RelaxDegrees;
  readonly answer: (end: Reached, note: string) => CommandAnswer & { readonly value: object };
}

function stack(path: string, args: Arguments): Subject {
  const recipe = withFreeze(readRecipe(path), args);
  const built = build(recipe, packagedLibrary());
  return {
    structure: built.structure,
    frozen: namingOptions(
      args,
      { 'frozen planes, bottom': 'freeze', 'frozen planes, top': 'freeze' },
      () => frozenForRun(built),
    ),
    alone: false,
    chargeE: reportOf(built).charge,
    valencesE: built.byHand?.valencesE ?? null,
    degrees: degreesFrom(args, recipe),
    answer: ({ xyz, moves }, note) =>
      builtAnswer(relaxedStack(recipe, packagedLibrary(), xyz, note, moves), args),
  };
}

function particle(path: string, args: Arguments): Subject {
  if ((optional(args, 'move') ?? 'atoms') !== 'atoms')
    throw new UsageError('--move is for a stack: all atoms of a nanocrystal move');
  const { recipe, built } = readParticle(path, args);
  return {
    ...particleSubject(built),
    degrees: 'atoms',
    answer: ({ xyz }, note) => {
      const displaced = displacementsAng(recipe, built, xyz);
      return particleAnswer(relaxedNanocrystal(recipe, displaced, note), args, [], displaced);
    },
  };
}

/** Where a relaxation has come to. */
interface Reached {
  readonly xyz: Float64Array;
  readonly moves: CellMoves | null;
}

const MOVED: Readonly<Record<RelaxDegrees, string>> = {
  atoms: 'relaxed',
  d0: 'films relaxed as a whole, then all atoms',
  c: 'relaxed with c',
};

function degreesFrom(args: Arguments, recipe: Recipe): RelaxDegrees {
  const move = optional(args, 'move') ?? 'atoms';
  if (move !== 'atoms' && move !== 'd0' && move !== 'c')
    throw new UsageError(`--move is atoms, d0 or c, not "${move}"`);
  if (move === 'd0' && filmsOf(recipe).length === 0)
    throw new UsageError('--move d0 moves films, and this stack has none');
  if (move === 'c' && closingOf(recipe).kind !== 'superlattice')
    throw new UsageError(
      '--move c is for a superlattice: where there is vacuum, c is no length of the crystal',
    );
  return move;
}
