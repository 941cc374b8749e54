import type { Structure } from '#core/crystal/structure.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import type { Cart } from '#core/math/vec3.ts';
import { NO_NUMBER } from '#render/style.ts';
import type { SceneBlock, SceneBonds, SceneImages } from '#render/types.ts';
import { ONE_CELL } from './block.ts';
import { extentOf } from './extent.ts';

/** Texels a row of the data textures. Eight million atoms fit before a height of 16,384. */
export const TEXTURE_WIDTH = 512;

/** The spheres of the picture: every atom in order, then the images that complete it. */
export interface DrawnAtoms {
  readonly count: number;
  /** Atom that each sphere shows. */
  readonly source: Uint32Array;
  /** 3 per sphere: cells away from its atom. */
  readonly shift: Int16Array;
  /** Subtracted from all positions before they become float32, Å. */
  readonly origin: Cart;
  /** Of the frame that is drawn, 3×3 rows, Å. */
  readonly lattice: Float64Array;
  /** 4 per sphere: position less `origin` and radius, Å. Padded to whole texture rows. */
  readonly spheres: Float32Array;
  /** The cells in which all of it is drawn again. */
  readonly block: SceneBlock;
}

/** Array of `count` RGBA texels, padded to whole rows. */
export const texels = (count: number): Float32Array<ArrayBuffer> =>
  new Float32Array(4 * TEXTURE_WIDTH * Math.max(1, Math.ceil(count / TEXTURE_WIDTH)));

/** Lays out the spheres of a structure; positions and radii are still zero. */
export function layOutAtoms(
  structure: Structure,
  images: SceneImages,
  block: SceneBlock = ONE_CELL,
): DrawnAtoms {
  const atoms = structure.numbers.length;
  const count = atoms + images.atom.length;
  const source = new Uint32Array(count);
  for (let i = 0; i < atoms; i++) source[i] = i;
  source.set(images.atom, atoms);
  const shift = new Int16Array(3 * count);
  shift.set(images.cells, 3 * atoms);
  return {
    count,
    source,
    shift,
    origin: extentOf(structure.xyz).middle,
    lattice: Float64Array.from(structure.lattice),
    spheres: texels(count),
    block,
  };
}

/** Writes a frame. @param xyz 3N Cartesian, Å: the structure's own or a trajectory's */
export function writePositions(drawn: DrawnAtoms, xyz: ArrayLike<number>): void {
  const { source, shift, origin, lattice, spheres } = drawn;
  for (let k = 0; k < drawn.count; k++) {
    const i = 3 * source[k]!;
    const [u, v, w] = [shift[3 * k]!, shift[3 * k + 1]!, shift[3 * k + 2]!];
    for (let x = 0; x < 3; x++)
      spheres[4 * k + x] =
        xyz[i + x]! - origin[x]! + u * lattice[x]! + v * lattice[3 + x]! + w * lattice[6 + x]!;
  }
}

/** @param radiiAng per atom */
export function writeRadii(drawn: DrawnAtoms, radiiAng: Float32Array): void {
  for (let k = 0; k < drawn.count; k++) drawn.spheres[4 * k + 3] = radiiAng[drawn.source[k]!]!;
}

/**
 * The cells of each sphere as the shader reads them: 128 for the structure's own. An image farther away than a byte
 * holds is drawn in every copy of the cell. The fourth byte is the mark that an atom has among wires.
 * @param marks per atom, index of its shape
 */
export function packShifts(
  { spheres, shift, count, source }: DrawnAtoms,
  marks: ArrayLike<number>,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(spheres.length);
  for (let k = 0; k < count; k++) {
    out[4 * k + 3] = marks[source[k]!]!;
    for (let x = 0; x < 3; x++)
      out[4 * k + x] = 128 + Math.max(-128, Math.min(MOST_CELLS, shift[3 * k + x]!));
  }
  return out;
}

/** RGBA bytes per sphere, padded to whole rows. @param colors 3 per atom, sRGB 0..1, NaN for {@link NO_NUMBER} */
export function packColors(drawn: DrawnAtoms, colors: Float32Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(drawn.spheres.length);
  writeColors(drawn, colors, out);
  return out;
}

/** The same into an array that is there. */
export function writeColors(drawn: DrawnAtoms, colors: Float32Array, out: Uint8Array): void {
  for (let k = 0; k < drawn.count; k++) {
    const i = 3 * drawn.source[k]!;
    const isKnown = !Number.isNaN(colors[i]!);
    for (let c = 0; c < 3; c++)
      out[4 * k + c] = isKnown ? Math.round(255 * Math.min(1, Math.max(0, colors[i + c]!))) : 0;
    // The shader takes no opacity: what is not known has stripes.
    out[4 * k + 3] = isKnown ? 255 : 0;
  }
}

/** Whether there are atoms of which what the colours say is not known. @param colors 3 per atom */
export function lacksNumbers(colors: Float32Array): boolean {
  for (let i = 0; i < colors.length; i += 3) if (Number.isNaN(colors[i]!)) return true;
  return false;
}

const UNKNOWN_RGB = [1, 3, 5].map(
  (k) => Number.parseInt(NO_NUMBER.single.slice(k, k + 2), 16) / 255,
);

/** The colour of an atom where it can have only one, sRGB 0..1. */
export function singleColor(colors: ArrayLike<number>, atom: number): [number, number, number] {
  const [r, g, b] = Number.isNaN(colors[3 * atom]!)
    ? UNKNOWN_RGB
    : [0, 1, 2].map((c) => colors[3 * atom + c]!);
  return [r!, g!, b!];
}

/** Sticks as the shader wants them. */
export interface DrawnBonds {
  readonly count: number;
  /**
   * 4 per stick: sphere it starts at, sphere it points to, cells to move the latter by (one byte an
   * axis, 128 = none), and its length in the structure, Å: negative for a stub, which ends half-way.
   */
  readonly sticks: Float32Array<ArrayBuffer>;
}

/** Cells each way that a byte an axis holds; farther images are neighbours in a cell of extreme shear only. */
const MOST_CELLS = 127;

export const encodeShift = (u: number, v: number, w: number): number =>
  (u + 128) * 65536 + (v + 128) * 256 + (w + 128);

/** The cells that {@link encodeShift} has packed. */
export const shiftOfCode = (code: number): IntVec3 => [
  Math.floor(code / 65536) - 128,
  (Math.floor(code / 256) & 255) - 128,
  (code & 255) - 128,
];

/**
 * Sticks between spheres that are drawn.
 * @param stubs whether a bond to an image that is not drawn becomes two stubs, one from each of its atoms
 */
export function layOutBonds(
  bonds: SceneBonds,
  drawn: DrawnAtoms,
  xyz: ArrayLike<number>,
  stubs: boolean,
): DrawnBonds {
  const images = imagesByAtom(drawn);
  const sticks: number[] = [];
  for (let i = 0; i < bonds.a.length; i++) {
    const [a, b] = [bonds.a[i]!, bonds.b[i]!];
    const cells = [bonds.image[3 * i]!, bonds.image[3 * i + 1]!, bonds.image[3 * i + 2]!] as const;
    const length = separation(xyz, drawn.lattice, a, b, cells);
    for (const end of [
      { from: a, to: b, sign: 1 },
      { from: b, to: a, sign: -1 },
    ]) {
      for (const k of images.get(end.from) ?? [end.from]) {
        const u = drawn.shift[3 * k]! + end.sign * cells[0];
        const v = drawn.shift[3 * k + 1]! + end.sign * cells[1];
        const w = drawn.shift[3 * k + 2]! + end.sign * cells[2];
        const partner = (images.get(end.to) ?? [end.to]).find(
          (m) =>
            drawn.shift[3 * m] === u &&
            drawn.shift[3 * m + 1] === v &&
            drawn.shift[3 * m + 2] === w,
        );
        if (partner !== undefined) {
          // Found from both ends; written once.
          if (end.sign === 1) sticks.push(k, partner, encodeShift(0, 0, 0), length);
        } else if (stubs && k === end.from && Math.max(...[u, v, w].map(Math.abs)) <= MOST_CELLS)
          sticks.push(k, end.to, encodeShift(u, v, w), -length);
      }
    }
  }
  const out = texels(sticks.length / 4);
  out.set(sticks);
  return { count: sticks.length / 4, sticks: out };
}

/** Spheres of the atoms that have images; other atoms show at their own index only. */
function imagesByAtom(drawn: DrawnAtoms): Map<number, number[]> {
  const out = new Map<number, number[]>();
  for (let k = drawn.source.length - 1; k >= 0; k--) {
    const atom = drawn.source[k]!;
    if (k === atom) break;
    const list = out.get(atom);
    if (list) list.push(k);
    else out.set(atom, [atom, k]);
  }
  return out;
}

function separation(
  xyz: ArrayLike<number>,
  lattice: Float64Array,
  a: number,
  b: number,
  cells: readonly [number, number, number],
): number {
  let square = 0;
  for (let x = 0; x < 3; x++) {
    const d =
      xyz[3 * b + x]! -
      xyz[3 * a + x]! +
      cells[0] * lattice[x]! +
      cells[1] * lattice[3 + x]! +
      cells[2] * lattice[6 + x]!;
    square += d * d;
  }
  return Math.sqrt(square);
}
