import { gcd } from '#core/math/integer.ts';
import { type Mat3, mul, transpose } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';

/** A symmetry operation on fractional columns: x′ = rotation · x + translation. */
export interface Symop {
  /** 3×3 row-major, entries −1, 0, 1, determinant ±1. */
  readonly rotation: Int8Array;
  readonly translation: Vec3;
}

/** Translations of the space groups are twenty-fourths: halves, thirds, quarters, sixths, eighths. */
const STEPS = 24;
/** Most that a printed translation such as .333 may be off the fraction that it stands for. */
const ROUNDING = 5e-4;

/** Longest component: a row of letters cannot overflow the Int8Array. */
const MAX_COMPONENT = 40;

/**
 * Reads "-x+1/2, y, z+3/4": fractions or decimals, any order of terms, either case.
 * @returns null for anything that is no operation of a lattice
 */
export function parseSymop(text: string): Symop | null {
  const parts = text.toLowerCase().replace(/\s+/g, '').split(',');
  if (parts.length !== 3) return null;
  const rotation = new Int8Array(9);
  const translation: number[] = [];
  for (let i = 0; i < 3; i++) {
    const shift = parseComponent(parts[i]!, rotation.subarray(3 * i, 3 * i + 3));
    if (shift === null) return null;
    translation.push(rational(shift));
  }
  if (rotation.some((r) => Math.abs(r) > 1) || Math.abs(determinant(rotation)) !== 1) return null;
  return { rotation, translation: translation as [number, number, number] };
}

/** Adds the letters of one component to its row. @returns the constant, or null */
function parseComponent(text: string, row: Int8Array): number | null {
  const term = /([+-]?)(?:([xyz])|(\d+(?:\.\d*)?|\.\d+)(?:\/(\d+))?)/y;
  if (text === '' || text.length > MAX_COMPONENT) return null;
  let shift = 0;
  for (let at = 0; at < text.length; at = term.lastIndex) {
    term.lastIndex = at;
    const [, sign, letter, number, denominator = '1'] = term.exec(text) ?? [];
    // A sign may be left out before the first term only: "x1/2" and "2x" are nothing we know.
    if (sign === undefined || (at > 0 && sign === '')) return null;
    const factor = sign === '-' ? -1 : 1;
    if (letter !== undefined) row['xyz'.indexOf(letter)]! += factor;
    else shift += (factor * Number(number)) / Number(denominator);
  }
  return Math.abs(shift) < 100 ? shift : null;
}

function rational(shift: number): number {
  const nearest = Math.round(shift * STEPS) / STEPS;
  return Math.abs(nearest - shift) < ROUNDING ? nearest : shift;
}

/** "-x+1/2, y, z": fractions for twenty-fourths, else 12 decimals. `parseSymop` reads it back. */
export const formatSymop = ({ rotation, translation }: Symop): string =>
  translation
    .map((t, i) => {
      const letters = [0, 1, 2].map(
        (k) => ['-', '', '+'][rotation[3 * i + k]! + 1]! + (rotation[3 * i + k] ? 'xyz'[k] : ''),
      );
      return letters.join('').replace(/^\+/, '') + formatShift(t);
    })
    .join(', ');

function formatShift(t: number): string {
  const wrapped = t - Math.floor(t);
  const steps = Math.round(wrapped * STEPS);
  if (Math.abs(steps / STEPS - wrapped) > 1e-9) return `+${wrapped.toFixed(12)}`;
  if (steps % STEPS === 0) return '';
  const divisor = gcd(steps, STEPS);
  return `+${steps / divisor}/${STEPS / divisor}`;
}

/** Images are left where they fall: nothing is wrapped into the cell. */
export function applySymop({ rotation: r, translation: t }: Symop, v: Vec3): Vec3 {
  return [
    r[0]! * v[0] + r[1]! * v[1] + r[2]! * v[2] + t[0],
    r[3]! * v[0] + r[4]! * v[1] + r[5]! * v[2] + t[1],
    r[6]! * v[0] + r[7]! * v[1] + r[8]! * v[2] + t[2],
  ];
}

/** Whether nothing moves, up to a lattice vector. */
export const isIdentity = (op: Symop): boolean => operationKey(op) === operationKey(IDENTITY);

const IDENTITY: Symop = {
  rotation: Int8Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  translation: [0, 0, 0],
};

/**
 * Whether the operations, up to lattice vectors, are a whole group. A list with a line missing is
 * not, and would leave atoms out.
 */
export function isGroup(ops: readonly Symop[]): boolean {
  const known = new Set(ops.map(operationKey));
  return (
    ops.length > 0 && ops.every((a) => ops.every((b) => known.has(operationKey(compose(a, b)))))
  );
}

/** Relative misfit of a metric that printed digits explain. */
const METRIC_TOLERANCE = 0.01;

/** Whether an operation keeps all lengths and angles of a cell: Rᵀ·G·R = G, G the metric. */
export function fitsCell({ rotation }: Symop, lattice: Mat3): boolean {
  const metric = mul(lattice, transpose(lattice));
  const turned = mul(mul(transpose(rotation), metric), rotation);
  return turned.every((g, k) => {
    const [i, j] = [Math.floor(k / 3), k % 3];
    const scale = Math.sqrt(metric[4 * i]! * metric[4 * j]!);
    return Math.abs(g - metric[k]!) <= METRIC_TOLERANCE * scale;
  });
}

/** `applySymop(compose(a, b), v) = applySymop(a, applySymop(b, v))` */
export function compose(a: Symop, b: Symop): Symop {
  const rotation = new Int8Array(9);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 3; k++)
        rotation[3 * i + j]! += a.rotation[3 * i + k]! * b.rotation[3 * k + j]!;
  return { rotation, translation: applySymop(a, b.translation) };
}

/** Equal for operations that differ by lattice vectors, or by less than the printed digits. */
function operationKey({ rotation, translation }: Symop): string {
  const bins = 1 / (2 * ROUNDING);
  const wrapped = translation.map((t) => Math.round((t - Math.floor(t)) * bins) % bins);
  return `${rotation.join()};${wrapped.join()}`;
}

const determinant = (m: Int8Array): number =>
  m[0]! * (m[4]! * m[8]! - m[5]! * m[7]!) -
  m[1]! * (m[3]! * m[8]! - m[5]! * m[6]!) +
  m[2]! * (m[3]! * m[7]! - m[4]! * m[6]!);
