import { fixed } from '#core/math/decimals.ts';
import type { InterfaceOrientation } from './interfaceOrientation.ts';
import { poleText } from './poles.ts';
import type { Parallel } from './relation.ts';
import type { AxisAngle } from './rotation.ts';

export const RELATION_ABOUT =
  'Both crystals without their strain. The frame of each crystal has x along a and z along c*; R takes components in the film’s frame to components in the substrate’s, so that its columns are the film’s axes seen from the substrate. As a motion it turns the substrate’s axes onto the film’s: axis and angle, Euler angles (Bunge: φ1 about z, Φ about the new x, φ2 about the new z) and the unit quaternion (scalar first) are those of that motion. Disorientation: the least angle among S R F, S and F the proper rotations of the Laue classes of substrate and film.';

/** "(1 1 1) ∥ (0 1 1)", the film's indices first. */
export function parallelText(
  of: InterfaceOrientation,
  { kind, film, substrate }: Omit<Parallel, 'deviationDeg'>,
): string {
  return `${poleText(of.film!.crystal, kind, film)} ∥ ${poleText(of.substrate.crystal, kind, substrate)}`;
}

/** "0°", "2.41°"; rounding is no deviation. */
export const degrees = (deg: number, digits = 2): string =>
  Math.abs(deg) < 1e-6 ? '0°' : `${fixed(deg, digits)}°`;

export const axisText = ({ axis, angleDeg }: AxisAngle): string =>
  angleDeg < 1e-6
    ? '0°'
    : `${degrees(angleDeg)} about (${axis.map((x) => fixed(x, 4)).join(', ')})`;

/** The relation of an interface, line by line. */
export function orientationText(of: InterfaceOrientation): readonly string[] {
  const { film, substrate, relation, along } = of;
  if (film === null || relation === null)
    return [
      `${substrate.name} ${poleText(substrate.crystal, 'plane', substrate.plane)}: a crystal alone`,
    ];
  const { matrix, axisAngle, disorientation, euler, quaternion, planes, directions } = relation;
  const named = (p: Parallel) => `  ${parallelText(of, p)}   ${degrees(p.deviationDeg)} apart`;
  return [
    `${film.name} on ${substrate.name}, film first:`,
    `  ${parallelText(of, { kind: 'plane', film: film.plane, substrate: substrate.plane })}   the interface`,
    along === null
      ? '  no simple directions of the interface are parallel'
      : `${named(along)}, in the interface`,
    'R, film to substrate:',
    ...[0, 1, 2].map(
      (i) => `  ${[0, 1, 2].map((k) => fixed(matrix[3 * i + k]!, 6).padStart(9)).join(' ')}`,
    ),
    `turn: ${axisText(axisAngle)}`,
    `disorientation: ${axisText(disorientation)} in the substrate’s frame, or an axis that symmetry makes alike`,
    `Euler angles (Bunge): φ1 ${fixed(euler.phi1, 2)}°, Φ ${fixed(euler.Phi, 2)}°, φ2 ${fixed(euler.phi2, 2)}°`,
    `quaternion: ${quaternion.map((x) => fixed(x, 6)).join(', ')}`,
    'parallel planes:',
    ...planes.map(named),
    'parallel directions:',
    ...directions.map(named),
  ];
}
