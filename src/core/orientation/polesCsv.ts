import { csvRemark, csvRow } from '#core/io/text/csv.ts';
import { mulCol } from '#core/math/mat3.ts';
import type { InterfaceOrientation } from './interfaceOrientation.ts';
import { orientationText } from './orientationText.ts';
import { type PoleKind, polesOf, poleText } from './poles.ts';
import { sidesOf } from './stereogram.ts';

const DEGREE = Math.PI / 180;

/** A line from the upper side: ρ from z, φ from x towards y; degrees. */
export function anglesOf([x, y, z]: readonly [number, number, number]): {
  readonly rhoDeg: number;
  readonly phiDeg: number;
} {
  const sign =
    z < -1e-9 || (Math.abs(z) <= 1e-9 && (y < -1e-9 || (Math.abs(y) <= 1e-9 && x < 0))) ? -1 : 1;
  const across = Math.hypot(x, y);
  const phi = across < 1e-9 ? 0 : Math.atan2(sign * y, sign * x) / DEGREE;
  return {
    rhoDeg: Math.atan2(across, Math.abs(z)) / DEGREE,
    phiDeg: phi < -1e-9 ? phi + 360 : Math.abs(phi),
  };
}

/** All poles of both crystals with the angles at which they stand; the relation stands in remarks above the table. */
export function polesCsv(of: InterfaceOrientation, kind: PoleKind, maxIndex: number): string {
  const rows = sidesOf(of)
    .toReversed()
    .flatMap(([side, { crystal, name, turn }]) =>
      polesOf(crystal, kind, maxIndex).map((pole) => {
        const { rhoDeg, phiDeg } = anglesOf(mulCol(turn, pole.along));
        return csvRow([
          name,
          side,
          poleText(crystal, kind, pole.indices),
          poleText(crystal, kind, pole.family, 'family'),
          Number(rhoDeg.toFixed(4)),
          Number(phiDeg.toFixed(4)),
        ]);
      }),
    );
  return [
    ...orientationText(of).map(csvRemark),
    csvRemark(`ρ: from z, φ: from x towards y; ${of.frame}`),
    csvRow(['crystal', 'slab', kind, 'family', 'ρ, °', 'φ, °']),
    ...rows,
  ].join('');
}
