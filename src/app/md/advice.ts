import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Md } from './runStore.ts';

/** What went wrong, where in the run, and what the user can do. */
export interface Advice {
  readonly what: string;
  readonly where: string | null;
  readonly todo: string;
}

type FailedMd = Pick<
  Md,
  'reason' | 'loss' | 'fault' | 'progress' | 'input' | 'built' | 'frames' | 'count' | 'ran' | 'plan'
>;

/** Explains the failure of a run to the user; `what` keeps the message of the engine. */
export function adviceFor(md: FailedMd): Advice {
  const reason = md.reason ?? 'no reason was given';
  const isUniversal = md.input?.engine === 'universal';
  if (md.loss === 'start' || md.fault?.kind === 'not-loaded')
    return {
      what: reason,
      where: null,
      todo:
        md.input?.engine === 'lammps' && md.input.build === 'full'
          ? 'The full LAMMPS is no part of what this page keeps for use offline: connect and run again, or save the input files and run them in an ordinary LAMMPS.'
          : `Check the connection and run again: ${isUniversal ? 'the engine' : 'LAMMPS'} is fetched from where this page came from.`,
    };
  if (md.loss === 'death' || md.fault?.kind === 'memory')
    return {
      what: reason,
      where: whereOf(md),
      todo: isUniversal
        ? 'Make the supercell smaller; the terminal runs the same with all the memory of the computer.'
        : 'Take snapshots less often, run shorter, or make the supercell smaller. The input files run in an ordinary LAMMPS, which has more memory.',
    };
  if (md.fault !== null)
    switch (md.fault.kind) {
      case 'lost-atoms':
        return {
          what: `${md.fault.lost} of ${md.fault.of} atoms flew out of the cell (${reason})`,
          where: whereOf(md),
          todo: calmer(md),
        };
      case 'not-a-number':
        return {
          what: `a position or a force is no number any more (${reason})`,
          where: whereOf(md),
          todo: calmer(md),
        };
      case 'reset-timestep':
        return {
          what: reason,
          where: whereOf(md),
          todo: 'Leave reset_timestep out of the script.',
        };
      default:
        return md.fault satisfies never;
    }
  if (md.ran?.kind === 'custom')
    return {
      what: reason,
      where: whereOf(md),
      todo: 'Mend the script: the message is of LAMMPS and names the command. The input before it (box, potential, snapshots) is in the input files.',
    };
  return {
    what: reason,
    where: whereOf(md),
    todo: isUniversal
      ? 'Look at Checks for atoms that are too close, and run again.'
      : 'Run again; if it happens again, save the input files and try them in an ordinary LAMMPS.',
  };
}

function calmer({ ran, progress }: FailedMd): string {
  const heats = ran !== null && ran.kind !== 'relax';
  return [
    'Look at Checks for atoms that are too close',
    ...(heats && progress?.stage !== 'minimise'
      ? [
          `take a shorter time step than ${progress?.timestepFs ?? ran.timestepFs} fs (1 fs suits these ions) or a lower temperature`,
        ]
      : []),
    ...(ran?.kind === 'relax' ? ['widen d₀'] : ['run Relax first and take its positions over']),
  ]
    .join('; ')
    .concat('. What came before the failure is kept.');
}

function whereOf({ progress, built, frames, count, plan }: FailedMd): string | null {
  if (progress === null) return null;
  const at =
    progress.stage === 'minimise'
      ? `while relaxing, after iteration ${progress.step}`
      : `after step ${progress.step} (${progress.ps.toFixed(3)} ps)`;
  const numbers = built?.structure.numbers;
  if (numbers === undefined || plan === null || count < 2) return at;
  // The atom that had moved most before it failed.
  const width = 3 * numbers.length;
  const last = frames.subarray((count - 1) * width, count * width);
  let [atom, farthest] = [0, -1];
  for (let i = 0; i < numbers.length; i++) {
    const moved = Math.hypot(...[0, 1, 2].map((k) => last[3 * i + k]! - frames[3 * i + k]!));
    if (moved > farthest) [atom, farthest] = [i, moved];
  }
  return `${at}; in the last snapshot ${SYMBOLS[numbers[atom]!]} ${atom + 1} had gone farthest, ${farthest.toFixed(2)} Å`;
}
