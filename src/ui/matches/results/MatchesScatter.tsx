import { useCallback, useMemo } from 'react';
import type { Match } from '#core/match/match.ts';
import { pointAt, pointedStore } from '#ui/find/pointedMatch.ts';
import { type Across, AXIS_TITLES, pointText } from '#ui/find/strainAxes.ts';
import { Scatter } from '#ui/kit/scatter/Scatter.tsx';
import { frontOf, type MatchRow } from './matchRows.ts';

interface MatchesScatterProps {
  readonly rows: readonly MatchRow[];
  readonly across: Across;
  readonly onChoose: (match: Match) => void;
}

export const SIZE: Readonly<Record<Across, (row: MatchRow) => number>> = {
  area: (row) => row.match.substrateAreaAng2,
  atoms: (row) => row.match.atoms,
};

/** Strain against size of every match. A repeat of a smaller cell is a smaller dot, a mirror image a ring. */
export function MatchesScatter({ rows, across, onChoose }: MatchesScatterProps) {
  const size = SIZE[across];
  const points = useMemo(() => ({ x: rows.map(size), y: rows.map((r) => r.strain) }), [rows, size]);
  const front = useMemo(() => frontOf(rows, size).map((row) => rows.indexOf(row)), [rows, size]);
  const mark = useCallback(
    (at: number) => {
      const { match } = rows[at]!;
      return match.mirror ? 'ring' : match.repeats > 1 ? 'small' : 'dot';
    },
    [rows],
  );
  const pointed = useMemo(
    () => ({
      now: () => {
        const { match } = pointedStore.getState();
        const at = match === null ? -1 : rows.findIndex((r) => r.match === match);
        return at < 0 ? null : at;
      },
      subscribe: pointedStore.subscribe,
    }),
    [rows],
  );
  return (
    <Scatter
      name={`Largest strain against ${across}: ${rows.length} matches, ${front.length} on the Pareto front`}
      points={points}
      titles={AXIS_TITLES[across]}
      front={front}
      text={(at) => {
        const { match, strain } = rows[at]!;
        return `${pointText(across, size(rows[at]!), strain)}${match.mirror ? ', mirror image' : ''}`;
      }}
      mark={mark}
      pointed={pointed}
      onPoint={(at) => pointAt(rows[at]!.match)}
      onChoose={(at) => onChoose(rows[at]!.match)}
    />
  );
}
