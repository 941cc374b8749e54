import type { Match } from '#core/match/match.ts';
import { supercellText } from '#core/match/supercellText.ts';
import { fixed } from '#core/math/decimals.ts';
import { type Cell2, reduceCell, shapeOf } from '#core/math/plane2.ts';

/** A match as JSON. @param number counts from 1 in the order of the list: what `stack --match` takes */
export function matchValue(m: Match, number: number) {
  return {
    number,
    filmMatrix: m.filmMatrix,
    substrateMatrix: m.substrateMatrix,
    filmCell: reducedShape(m.film),
    substrateCell: reducedShape(m.substrate),
    filmVectors: m.film,
    substrateVectors: m.substrate,
    filmRows: shapeOfRows(m.film),
    substrateRows: shapeOfRows(m.substrate),
    filmArea: m.filmAreaAng2,
    substrateArea: m.substrateAreaAng2,
    mismatch: m.mismatch,
    strain: m.strain,
    twistDeg: degrees(m.twistRad),
    maxStrain: m.maxStrain,
    repeats: m.repeats,
    ...(m.mirror ? { mirror: true } : {}),
  };
}

const degrees = (rad: number): number => (rad * 180) / Math.PI;

/** Lengths and angle of a cell by its rows as they are, without reduction. */
function shapeOfRows(cell: Cell2): { a: number; b: number; gamma: number } {
  const { aAng, bAng, gammaRad } = shapeOf(cell);
  return { a: aAng, b: bAng, gamma: degrees(gammaRad) };
}

/** Gauss-reduced, the angle folded to at most 90°, as `slab` gives its cell. */
function reducedShape(cell: Cell2): { a: number; b: number; gamma: number } {
  const { aAng, bAng, gammaRad } = shapeOf(reduceCell(cell).cell);
  return { a: aAng, b: bAng, gamma: degrees(Math.min(gammaRad, Math.PI - gammaRad)) };
}

/** Lines of a table. @param first number of the first match */
export function matchTable(matches: readonly Match[], first = 1): readonly string[] {
  if (matches.length === 0) return [];
  const percent = (x: number) => fixed(100 * x, 2).padStart(7);
  const rows = matches.map((m, i) => [
    String(first + i).padStart(5),
    m.substrateAreaAng2.toFixed(2).padStart(9),
    `${supercellText(m.filmMatrix)} on ${supercellText(m.substrateMatrix)}`,
    `${percent(m.mismatch.a)}${percent(m.mismatch.b)}${fixed(m.mismatch.gammaDeg, 2).padStart(8)}`,
    percent(m.maxStrain),
    fixed(degrees(m.twistRad), 2).padStart(8),
    m.repeats === 1 ? '' : `   ${m.repeats} × a smaller one`,
    m.mirror ? '   mirror image of the film' : '',
  ]);
  const width = Math.max(...rows.map((r) => r[2]!.length), 20);
  const line = ([number, area, pair, misfit, strain, twist, ...notes]: readonly string[]) =>
    `${number} ${area}   ${pair!.padEnd(width)} ${misfit}${strain}${twist}${notes.join('')}`;
  return [
    line([
      '    #',
      '  area Å²',
      'film on substrate',
      '  a %    b %    γ °   ',
      ' strain',
      ' twist °',
    ]),
    ...rows.map(line),
  ];
}
