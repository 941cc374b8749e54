import { useMemo } from 'react';
import type { Match } from '#core/match/match.ts';
import { fixed } from '#core/math/decimals.ts';
import type { Vec2 } from '#core/math/plane2.ts';
import { usePointed } from '#ui/find/pointedMatch.ts';
import { cornersOf, latticePoints, overlayOf } from './matchGeometry.ts';
import './cells.css';

const [WIDTH, HEIGHT] = [280, 232];
const MARGIN = 18;
/** A small cell is drawn no larger than this, px an Å, so that its neighbours are seen. */
const MAX_SCALE = 13;
/** More lattice points than this are a grey field that says nothing. */
const MAX_POINTS = 900;

/** Both cells of the pointed match, the film's (dashed) on the substrate's, with the two lattices. */
export function MatchesCells({
  filmColor,
  substrateColor,
}: {
  readonly filmColor: string;
  readonly substrateColor: string;
}) {
  const match = usePointed();
  if (match === null)
    return (
      <div className="cells empty">
        <p className="about">
          Point at a match: both cells are drawn here, as they lie on each other.
        </p>
      </div>
    );
  return <Drawing match={match} filmColor={filmColor} substrateColor={substrateColor} />;
}

function Drawing({
  match,
  filmColor,
  substrateColor,
}: {
  readonly match: Match;
  readonly filmColor: string;
  readonly substrateColor: string;
}) {
  const view = useMemo(() => layout(match), [match]);
  return (
    <svg
      className="cells"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`The film's cell, dashed, on the substrate's: ${fixed(match.filmAreaAng2, 1)} Å² on ${fixed(match.substrateAreaAng2, 1)} Å², film turned by ${fixed((match.twistRad * 180) / Math.PI, 2)}°`}
    >
      {view.substratePoints.map((p) => (
        <circle key={`s ${p}`} cx={p[0]} cy={p[1]} r={2.2} fill={substrateColor} opacity={0.4} />
      ))}
      {view.filmPoints.map((p) => (
        <circle
          key={`f ${p}`}
          cx={p[0]}
          cy={p[1]}
          r={2.6}
          fill="none"
          stroke={filmColor}
          opacity={0.65}
        />
      ))}
      <polygon
        points={view.substrate.join(' ')}
        fill={substrateColor}
        fillOpacity={0.1}
        stroke={substrateColor}
        strokeWidth={1.8}
      />
      <polygon
        points={view.film.join(' ')}
        fill={filmColor}
        fillOpacity={0.08}
        stroke={filmColor}
        strokeWidth={1.8}
        strokeDasharray="6 4"
      />
      <g className="scalebar" transform={`translate(10 ${HEIGHT - 8})`}>
        <path d={`M0.5 -5V0H${view.barPx}V-5`} fill="none" stroke="currentColor" />
        <text x={view.barPx + 5} y={0}>
          {view.barAng} Å
        </text>
      </g>
    </svg>
  );
}

function layout(match: Match) {
  const overlay = overlayOf(match);
  const corners = [...cornersOf(overlay.film), ...cornersOf(overlay.substrate)];
  const [xs, ys] = [corners.map((p) => p[0]), corners.map((p) => p[1])];
  const [x0, x1] = [Math.min(...xs), Math.max(...xs)];
  const [y0, y1] = [Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    MAX_SCALE,
    (WIDTH - 2 * MARGIN) / (x1 - x0),
    (HEIGHT - 2 * MARGIN - 10) / (y1 - y0),
  );
  const middle = [(x0 + x1) / 2, (y0 + y1) / 2] as const;
  // Two decimals of a pixel: short text, and equal points have equal keys.
  const put = (p: Vec2): Vec2 => [
    Math.round(100 * (WIDTH / 2 + (p[0] - middle[0]) * scale)) / 100,
    Math.round(100 * (HEIGHT / 2 - 5 - (p[1] - middle[1]) * scale)) / 100,
  ];
  const [halfX, halfY] = [WIDTH / 2 / scale, HEIGHT / 2 / scale];
  const frame = [
    middle[0] - halfX,
    middle[1] - halfY,
    middle[0] + halfX,
    middle[1] + halfY,
  ] as const;
  const barAng = [1, 2, 5, 10, 20, 50, 100].find((l) => l * scale >= 36) ?? 200;
  return {
    film: cornersOf(overlay.film).map(put),
    substrate: cornersOf(overlay.substrate).map(put),
    filmPoints: latticePoints(overlay.filmPrimitive, frame, MAX_POINTS).map(put),
    substratePoints: latticePoints(overlay.substratePrimitive, frame, MAX_POINTS).map(put),
    barAng,
    barPx: barAng * scale,
  };
}
