import { type BondList, type BondRules, bondsOf, pairName } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { inverse } from '#core/math/mat3.ts';

/**
 * A bond at rest holds in a frame until it is longer than this multiple of its length there: half-way to where the next
 * neighbours stand in dense crystals, √2 to 1.63 times as far, and beyond all but the rarest swings of a hot solid.
 */
export const HOLDS_TO = 1.25;

/** Whether a bond by rule that was so long at rest still holds. */
export const holds = (nowAng: number, restAng: number): boolean => nowAng <= HOLDS_TO * restAng;

/** Sticks at rest that a frame may stretch, with their lengths. */
interface AtRest {
  readonly charges: ArrayLike<number>;
  readonly rules: BondRules;
  readonly bonds: BondList;
  readonly ang: Float64Array;
  /** 3 per bond: from one atom to where the structure lists the other, in cells. */
  readonly step: Float64Array;
}

const known = new WeakMap<Structure, AtRest>();

/** Found once for all frames. */
function atRest(rest: Structure, charges: ArrayLike<number>, rules: BondRules): AtRest {
  const before = known.get(rest);
  if (before?.charges === charges && before.rules === rules) return before;
  const { numbers } = rest;
  const all = bondsOf(rest, charges, rules);
  // A length that somebody has typed is exact.
  const kept = [...all.a.keys()].filter(
    (k) => rules[pairName(numbers[all.a[k]!]!, numbers[all.b[k]!]!)] === undefined,
  );
  const bonds = {
    a: Uint32Array.from(kept, (k) => all.a[k]!),
    b: Uint32Array.from(kept, (k) => all.b[k]!),
    image: Int16Array.from(kept.flatMap((k) => [...all.image.subarray(3 * k, 3 * k + 3)])),
  };
  const step = stepsOf(bonds, rest);
  const ang = lengthsOf(step, bonds.image, rest.lattice);
  const found = { charges, rules, bonds, ang, step };
  known.set(rest, found);
  return found;
}

/** From the first atom of each bond to the second where it is listed, in cells. */
function stepsOf({ a, b }: BondList, { lattice, xyz }: Structure): Float64Array {
  const inv = inverse(lattice);
  const out = new Float64Array(3 * a.length);
  for (let k = 0; k < a.length; k++) {
    const [p, q] = [3 * a[k]!, 3 * b[k]!];
    const [x, y, z] = [xyz[q]! - xyz[p]!, xyz[q + 1]! - xyz[p + 1]!, xyz[q + 2]! - xyz[p + 2]!];
    for (let c = 0; c < 3; c++) out[3 * k + c] = x * inv[c]! + y * inv[3 + c]! + z * inv[6 + c]!;
  }
  return out;
}

function lengthsOf(
  step: Float64Array,
  image: ArrayLike<number>,
  lattice: ArrayLike<number>,
): Float64Array {
  const out = new Float64Array(step.length / 3);
  for (let k = 0; k < out.length; k++) {
    const u = step[3 * k]! + image[3 * k]!;
    const v = step[3 * k + 1]! + image[3 * k + 1]!;
    const w = step[3 * k + 2]! + image[3 * k + 2]!;
    const x = u * lattice[0]! + v * lattice[3]! + w * lattice[6]!;
    const y = u * lattice[1]! + v * lattice[4]! + w * lattice[7]!;
    const z = u * lattice[2]! + v * lattice[5]! + w * lattice[8]!;
    out[k] = Math.sqrt(x * x + y * y + z * z);
  }
  return out;
}

/** Cells that a bond reaches are told apart up to half of so many each way. */
const CELLS = 256;

/**
 * Sticks of a frame: those at rest that hold, in the order of rest, then those that the rule gives anew.
 * @param rest the same atoms at rest
 */
export function bondsOfFrame(
  frame: Structure,
  rest: Structure,
  charges: ArrayLike<number>,
  rules: BondRules,
): BondList {
  const { bonds, ang, step } = atRest(rest, charges, rules);
  const now = stepsOf(bonds, frame);
  // An atom that a frame lists on the other side of the cell keeps its bonds.
  const moved = Int16Array.from(bonds.image, (n, c) => n - Math.round(now[c]! - step[c]!));
  const nowAng = lengthsOf(now, moved, frame.lattice);
  const [a, b, image]: [number[], number[], number[]] = [[], [], []];
  const held = new Set<number>();
  const put = (of: BondList, images: Int16Array, k: number) => {
    a.push(of.a[k]!);
    b.push(of.b[k]!);
    image.push(images[3 * k]!, images[3 * k + 1]!, images[3 * k + 2]!);
  };
  const count = frame.numbers.length;
  const codeOf = (of: BondList, images: Int16Array, k: number): number =>
    (((of.a[k]! * count + of.b[k]!) * CELLS + images[3 * k]!) * CELLS + images[3 * k + 1]!) *
      CELLS +
    images[3 * k + 2]!;
  for (let k = 0; k < bonds.a.length; k++) {
    if (!holds(nowAng[k]!, ang[k]!)) continue;
    put(bonds, moved, k);
    held.add(codeOf(bonds, moved, k));
  }
  const byRule = bondsOf(frame, charges, rules);
  for (let k = 0; k < byRule.a.length; k++)
    if (!held.has(codeOf(byRule, byRule.image, k))) put(byRule, byRule.image, k);
  return { a: Uint32Array.from(a), b: Uint32Array.from(b), image: Int16Array.from(image) };
}
