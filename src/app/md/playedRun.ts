import { closeSource, growSource, playerStore, setSource, show } from '#app/player/player.ts';
import { type Analyst, analyst, memorySource } from '#app/trajectory/memorySource.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { RunPlan } from '#engines/lammps/runPlan.ts';
import { partsOf } from './runParts.ts';
import { type Md, mdStore } from './runStore.ts';

let worker: Analyst | null = null;
let shownOf: Structure | null = null;
let shownAxis: RunPlan['axis'] | null = null;

/**
 * Plays the run that is being made on the page: it becomes the player's source at its first snapshot and grows with
 * the run. While the last frame is shown, each new frame is shown when it arrives.
 * @returns stops watching
 */
export function watchMd(): () => void {
  return mdStore.subscribe((md, before) => {
    if (md.frames !== before.frames && md.count > 0) follow(md, before.count);
    else if (md.status === 'idle' && before.status !== 'idle' && isMd()) closeSource();
    else if (md.result !== before.result && isMd()) growSource(sourceOf(md));
  });
}

const isMd = (): boolean => playerStore.getState().source?.kind === 'md';

function follow(md: Md, countBefore: number): void {
  const { structure } = md.built!;
  const { frame, playing } = playerStore.getState();
  const { axis } = md.plan!;
  // When the dynamics of a script begins, its frames start over.
  if (
    !isMd() ||
    shownOf !== structure ||
    shownAxis !== axis ||
    countBefore === 0 ||
    md.count < countBefore
  ) {
    worker = analyst();
    shownOf = structure;
    shownAxis = axis;
    setSource(sourceOf(md), md.count - 1);
    return;
  }
  const wasLast = frame === countBefore - 1;
  growSource(sourceOf(md));
  if (wasLast && !playing) show(md.count - 1);
}

const sourceOf = (md: Md): TrajectorySource => memorySource(partsOf(md, 'run made here'), worker!);
