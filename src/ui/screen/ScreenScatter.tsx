import { useMemo } from 'react';
import { pointAtRow } from '#app/screen/screening.ts';
import { type ScreenPoints, screeningStore } from '#app/screen/screeningStore.ts';
import { type Across, AXIS_TITLES, pointText } from '#ui/find/strainAxes.ts';
import { Scatter } from '#ui/kit/scatter/Scatter.tsx';

interface ScreenScatterProps {
  readonly points: ScreenPoints;
  readonly across: Across;
  readonly onChoose: (row: number) => void;
}

const POINTED = {
  now: () => screeningStore.getState().pointed?.at ?? null,
  subscribe: screeningStore.subscribe,
};

/** Strain against size of every candidate shown. */
export function ScreenScatter({ points, across, onChoose }: ScreenScatterProps) {
  const { sizes, strains } = points;
  const plotted = useMemo(() => ({ x: sizes, y: strains }), [sizes, strains]);
  const front = useMemo(() => [...points.front], [points.front]);
  return (
    <Scatter
      name={`Largest strain against ${across}: ${sizes.length} candidates, ${front.length} on the Pareto front`}
      points={plotted}
      titles={AXIS_TITLES[across]}
      front={front}
      text={(row) => pointText(across, sizes[row]!, strains[row]!)}
      pointed={POINTED}
      onPoint={(row) => void pointAtRow(row)}
      onChoose={onChoose}
    />
  );
}
