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
  'reason' | 'loss' | 'progress' | 'input' | 'built' | 'frames' | 'count' | 'ran' | 'plan'
>;

/** Explains the failure of a run to the user; `what` keeps the message of LAMMPS. */
export function adviceFor(md: FailedMd): Advice {
  const reason = md.reason ?? 'no reason was given';
  const lost = /Lost atoms: original (\d+) current (\d+)/.exec(reason);
  if (lost !== null)
    return {
      what: `${Number(lost[1]) - Number(lost[2])} of ${lost[1]} atoms flew out of the cell (${reason})`,
      where: whereOf(md),
      todo: calmer(md),
    };
  if (/non-numeric|\bnan\b|out of range atoms|bond atoms|simulation unstable/i.test(reason))
    return {
      what: `a position or a force is no number any more (${reason})`,
      where: whereOf(md),
      todo: calmer(md),
    };
  if (md.loss === 'start' || /cannot be loaded|the server answered/.test(reason))
    return {
      what: reason,
      where: null,
      todo: 'Check the connection and run again: LAMMPS is fetched from where this page came from.',
    };
  if (md.loss === 'death' || /memory|too large|allocat|out of bounds/i.test(reason))
    return {
      what: reason,
      where: whereOf(md),
      todo: 'Take snapshots less often, run shorter, or make the supercell smaller. The input files run in an ordinary LAMMPS, which has more memory.',
    };
  if (/reset timestep with active dump/.test(reason))
    return {
      what: reason,
      where: whereOf(md),
      todo: 'Leave reset_timestep out of the script.',
    };
  if (md.ran?.kind === 'custom')
    return {
      what: reason,
      where: whereOf(md),
      todo: 'Mend the script: the message is of LAMMPS and names the command. The input before it (box, potential, snapshots) is in the input files.',
    };
  return {
    what: reason,
    where: whereOf(md),
    todo: 'Run again; if it happens again, save the input files and try them in an ordinary LAMMPS.',
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
