import { trueMinus } from '#core/math/decimals.ts';
import { hypot } from '#core/math/hypot.ts';
import { type Cell2, type IntMat2, inverse2, mul2 } from '#core/math/plane2.ts';

/**
 * A supercell as it is written everywhere: "2×1" for repeats along both vectors, else the rows of its matrix,
 * "(2 1; 0 1)".
 */
export function supercellText([[a, b], [c, d]]: IntMat2): string {
  if (b === 0 && c === 0 && a > 0 && d > 0) return `${a}×${d}`;
  return trueMinus(`(${a} ${b}; ${c} ${d})`);
}

/** Relative error within which lengths and angles are one. */
const SAME = 1e-6;

/**
 * The name in Wood's notation, "(√2 × √2)R45°", where there is one: both vectors turned by one angle and each longer
 * by the root of a whole number.
 * @param supercell rows: its vectors
 * @returns null where only the matrix says what it is
 * @see Wood, J. Appl. Phys. 35, 1306 (1964)
 */
export function woodName(matrix: IntMat2, supercell: Cell2): string | null {
  const cell = mul2(inverse2(matrix), supercell);
  const [first, second] = [0, 1].map((k) => {
    const [[x, y], [u, v]] = [cell[k]!, supercell[k]!];
    return { turnRad: Math.atan2(x * v - y * u, x * u + y * v), ratio: hypot(u, v) / hypot(x, y) };
  }) as [Turn, Turn];
  const apart = first.turnRad - second.turnRad;
  const factors = [rootText(first.ratio), rootText(second.ratio)];
  if (Math.abs(Math.atan2(Math.sin(apart), Math.cos(apart))) > SAME || factors.includes(null))
    return null;
  const degrees = Math.abs((first.turnRad * 180) / Math.PI);
  const turn = degrees < 0.005 ? '' : `R${Number(degrees.toFixed(2))}°`;
  return `(${factors.join(' × ')})${turn}`;
}

interface Turn {
  readonly turnRad: number;
  readonly ratio: number;
}

function rootText(ratio: number): string | null {
  const square = Math.round(ratio * ratio);
  if (!(Math.abs(ratio * ratio - square) < SAME * square)) return null;
  const root = Math.round(Math.sqrt(square));
  return root * root === square ? String(root) : `√${square}`;
}
