import { canStand, type Dislocations } from '#core/match/misfit/misfitLattices.ts';
import { fixed } from '#core/math/decimals.ts';
import { type Cell2, shapeOf } from '#core/math/plane2.ts';

/** "38.9 Å = 3.89 nm"; the second from 10 Å on. */
export function lengthWords(ang: number): string {
  if (!Number.isFinite(ang)) return 'without end';
  const digits = ang < 100 ? 2 : 1;
  return ang < 10
    ? `${fixed(ang, 2)} Å`
    : `${fixed(ang, digits)} Å = ${fixed(ang / 10, digits)} nm`;
}

/** Lengths and angle of a plane cell. */
export function cellWords(cell: Cell2): string {
  const { aAng, bAng, gammaRad } = shapeOf(cell);
  return `${lengthWords(aAng)} by ${lengthWords(bAng)}, γ = ${fixed((gammaRad * 180) / Math.PI, 1)}°`;
}

/** Burgers vectors by the angle between them and their line, degrees. */
function kindOf({ angleRad }: Dislocations): string {
  const deg = (angleRad * 180) / Math.PI;
  if (deg > 89.5) return 'edge';
  return deg < 0.5 ? 'screw' : `mixed, ${fixed(deg, 0)}° to the line`;
}

/** Spacing and Burgers vector of a family, and whether it is drawn, or why not. */
export function dislocationWords(family: Dislocations): string {
  const { spacingAng, burgersAng, inCell } = family;
  const widthAng = inCell * spacingAng;
  const of = `${lengthWords(spacingAng)} apart, b = ${fixed(burgersAng, 2)} Å (${kindOf(family)})`;
  const reason = canStand(family);
  switch (reason) {
    case 'yes':
      return `${of}: ${fixed(inCell, 1)} in the cell, which is ${lengthWords(widthAng)} wide across them.`;
    case 'none':
      return 'none: film and substrate fit along this way.';
    case 'cores':
      return `${of}: nearer than 3.8 b, where cores would touch. None is drawn.`;
    case 'cell':
      return `${of}: the cell is ${lengthWords(widthAng)} wide across them, and holds none. None is drawn.`;
    default:
      return reason satisfies never;
  }
}

export const DISLOCATIONS_DEFINED =
  'Spacing b/|f|: where the film, relaxed to its own lattice, would be out of step by one of its in-plane lattice vectors b, drawn half-way between. Assumed: whole vectors in the plane of the interface. Dislocations of the 60° kind take up half as much and stand twice as dense. Drawn in the cell itself, not in its repeated images.';

export const MOIRE_DEFINED =
  'Reciprocal vectors of the moiré are the differences of those of the two lattices, unstrained and turned as they lie.';
export const COINCIDENCE_DEFINED =
  'Points of both lattices as built, strained to the cell that they share, from one corner.';
