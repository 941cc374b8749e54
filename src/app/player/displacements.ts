import { createStore } from 'zustand/vanilla';
import type { Asked } from '#app/jobs/asked.ts';
import { WorkerLost } from '#app/jobs/problems.ts';
import { sessionStore } from '#app/look/session.ts';
import type { AverageStructure } from '#core/analysis/motion/average.ts';
import { playerStore } from './player.ts';

/** How displacements of atoms are shown, apart from their colours. No analysis depends on it. */
export interface DisplacementView {
  /** The reference of the displacements. */
  readonly from: 'start' | 'average';
  /** Displacement at the end of the colour scale, Å. */
  readonly fullAng: number;
  /** Lines along the last frames, or from the average position to the present one. */
  readonly lines: 'none' | 'path' | 'average';
  /** Average structure of the frames in the player's range; null until it is needed. */
  readonly average: AverageStructure | null;
  /** Progress from 0 to 1 while the average is computed; null otherwise. */
  readonly averaging: number | null;
  readonly problem: string | null;
  /** Whether the problem is a lost worker; `setDisplacementView({})` then computes the average again. */
  readonly isLost: boolean;
}

const PLAIN = {
  from: 'start',
  fullAng: 2,
  lines: 'none',
  average: null,
  averaging: null,
  problem: null,
  isLost: false,
} as const satisfies DisplacementView;

export const displacementStore = createStore<DisplacementView>()(() => PLAIN);

let asked: Asked<AverageStructure> | null = null;

/** Changes what is shown; the average is computed when it is needed. */
export function setDisplacementView(change: Partial<DisplacementView>): void {
  displacementStore.setState(change);
  const { from, lines, average } = displacementStore.getState();
  const colored = sessionStore.getState().framesBy === 'displacement';
  const needed = lines === 'average' || (colored && from === 'average');
  if (!needed) cancelAverage();
  else if (average === null && asked === null) computeAverage();
}

function computeAverage(): void {
  const { source, range, preparation } = playerStore.getState();
  if (source === null) return;
  displacementStore.setState({ averaging: 0, problem: null, isLost: false });
  const mine = source.ask(
    { kind: 'average', centred: preparation.centred },
    {
      ...(range && { range: { first: range[0], end: range[1] + 1 } }),
      onProgress: (averaging) => displacementStore.setState({ averaging }),
    },
  );
  asked = mine;
  mine.answer.then(
    (average) => {
      if (asked !== mine) return;
      asked = null;
      displacementStore.setState({ average, averaging: null });
    },
    (error: Error) => {
      if (asked !== mine) return;
      asked = null;
      displacementStore.setState({
        averaging: null,
        problem: error.message,
        isLost: error instanceof WorkerLost,
      });
    },
  );
}

function cancelAverage(): void {
  asked?.cancel();
  asked = null;
  if (displacementStore.getState().averaging !== null)
    displacementStore.setState({ averaging: null });
}

// Another trajectory has other atoms; another range or frame of reference has another average.
playerStore.subscribe((p, q) => {
  if (p.opened !== q.opened || p.source === null) {
    cancelAverage();
    displacementStore.setState(PLAIN);
    sessionStore.setState({ framesBy: 'rest' });
  } else if (p.range !== q.range || p.preparation.centred !== q.preparation.centred) {
    cancelAverage();
    displacementStore.setState({ average: null });
    setDisplacementView({});
  }
});

sessionStore.subscribe((now, before) => {
  if (now.framesBy !== before.framesBy) setDisplacementView({});
});
