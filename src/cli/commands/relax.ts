import { setImmediate } from 'node:timers/promises';
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
import { StopAsked, untilStopped } from '#cli/md/untilStopped.ts';
import { namingOptions } from '#cli/optionNames.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { modelHelp, networkOf } from '#cli/universalModel.ts';
import { fixed } from '#core/math/decimals.ts';
import { build } from '#core/recipe/build.ts';
import { relaxedRecipe, rigidRecipe } from '#core/recipe/edits/relaxed.ts';
import { frozenForRun } from '#core/recipe/freeze.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import { type FireStep, fire } from '#engines/universal/fire.ts';
import { POTENTIAL_NOTE } from '#engines/universal/potential.ts';

/** What is asked for without --force: positions are settled to some 0.01 Å. */
const FORCE_EV_ANG = 0.01;
const MAX_STEPS = 1000;

const options = {
  model: 'string',
  force: 'string',
  steps: 'string',
  ...freezeOptions,
  ...builtOptions,
} as const;
const help = `relax RECIPE [--model FILE] [--force ${FORCE_EV_ANG}] [--steps ${MAX_STEPS}] [--freeze B,T] [--freeze-beyond Å] [--out FILE] [--format F] [--recipe FILE] [--json]
  Moves the atoms of a stack by a universal machine-learned potential (Nequix: PBE without dispersion, 89
  elements) until no force is larger than --force eV/Å, or --steps are done, by FIRE in the fixed cell, and reports
  the relaxed stack as "build" does. ${FREEZE_HELP}.
  --out writes the structure, --recipe the document with the relaxed positions, which the page opens. Ctrl C keeps
  the positions so far.
${modelHelp}`;

/** `epistack relax`: relaxed positions of a stack by the universal potential. */
export const command = {
  name: 'relax',
  summary: 'relax a stack by a universal potential',
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
  const recipe = withFreeze(readRecipe(single(args, 'RECIPE')), args);
  const built = build(recipe, packagedLibrary());
  const frozen = namingOptions(
    args,
    { 'frozen planes, bottom': 'freeze', 'frozen planes, top': 'freeze' },
    () => frozenForRun(built),
  );
  const network = networkOf(args);
  const { structure } = built;
  const settings = { forceEvAng, maxSteps, frozen };

  let first: FireStep | null = null;
  let last: FireStep | null = null;
  const stopped = await untilStopped(async (signal) => {
    for (const step of fire(
      structure.xyz,
      (xyz) => evaluate(network, { ...structure, xyz }),
      settings,
    )) {
      first ??= step;
      last = step;
      // A signal arrives only between turns of the event loop.
      await setImmediate();
      signal.throwIfAborted();
    }
  });
  const [start, end] = [first as FireStep | null, last as FireStep | null];
  if (start === null || end === null)
    throw new StoppedError('stopped before the first step; nothing is written', 130);
  const engine = `${POTENTIAL_NOTE}; ${network.kernels.name}`;
  const how = end.converged ? 'converged' : 'not converged';
  const note = `${POTENTIAL_NOTE}, ${how} in ${end.step} steps, largest force ${end.maxForceEvAng.toFixed(4)} eV/Å`;
  const answer = builtAnswer(relaxedStack(recipe, end.xyz, note), args);
  if (stopped instanceof StopAsked)
    throw new StoppedError(
      `stopped by ${stopped.name} after ${end.step} steps${(optional(args, 'out') ?? optional(args, 'recipe')) ? '; the positions so far are written' : ''}`,
      stopped.exitCode,
    );
  const relaxation = {
    steps: end.step,
    converged: end.converged,
    maxForce: end.maxForceEvAng,
    energyBefore: start.energyEv,
    energy: end.energyEv,
    engine,
  };
  const lines = [
    `relaxed by ${engine}`,
    `${how} in ${end.step} steps; largest force ${end.maxForceEvAng.toFixed(4)} eV/Å`,
    `energy ${fixed(end.energyEv, 4)} eV, before ${fixed(start.energyEv, 4)} eV`,
  ];
  return {
    value: { ...answer.value, relaxation },
    text: answer.text === '' ? '' : `${lines.join('\n')}\n\n${answer.text}`,
  };
}

/** Displacements are counted from the rigid stack. */
const relaxedStack = (recipe: Recipe, xyz: Float64Array, note: string): Recipe =>
  relaxedRecipe(build(rigidRecipe(recipe), packagedLibrary()), xyz, note);
