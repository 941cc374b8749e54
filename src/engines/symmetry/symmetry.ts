import init, {
  analyze_cell,
  type MoyoCell,
  type MoyoDataset,
  space_group_type,
} from '@spglib/moyo-wasm';
import { wrap01 } from '#core/crystal/crystal.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import type { CifSymmetry } from '#core/io/cif/cifWrite.ts';
import { det, inverse, mulRow } from '#core/math/mat3.ts';

export interface SpaceGroup {
  readonly number: number;
  /** Short Hermann–Mauguin symbol of the standard setting, without spaces: "Pm-3m", "P6_3mc". */
  readonly symbol: string;
  /** 1–530: the setting in which the cell was given a standard form. */
  readonly hallNumber: number;
  readonly symprecAng: number;
}

/** Far above the rounding of files (0.3333 of a 10 Å edge is off by 0.0003 Å), far below a real distortion. */
const SYMPREC_ANG = 0.01;

/**
 * A perfect supercell has up to as many pure translations as atoms of its rarest element, and the
 * search grows with nearly the fourth power of that: 125 took 0.35 s, 216 took 3 s, 1000 minutes.
 */
const MAX_TRANSLATIONS = 216;

let loaded: Promise<unknown> | undefined;

/**
 * Loads the engine; later calls do nothing.
 * @param wasm bytes or address of `@spglib/moyo-wasm/moyo_wasm_bg.wasm`. A bundler finds the file by itself; Node,
 * which cannot fetch files, has to pass the bytes
 */
export async function loadSymmetry(wasm?: Uint8Array<ArrayBuffer> | URL): Promise<void> {
  // A failed load must not be remembered: the next call may bring the bytes, or the network be back.
  loaded ??= init(wasm && { module_or_path: wasm }).catch((cause: unknown) => {
    loaded = undefined;
    throw refusal(
      `cannot load moyo_wasm_bg.wasm (${String(cause)}); outside a browser pass its bytes`,
    );
  });
  await loaded;
}

/**
 * Space group of a crystal. Synchronous inside: call it from a worker, on the unit cell if one is known.
 * @param options.symprecAng how far an image may miss an atom and still count as symmetric, Å
 * @throws `too-large` for more atoms than a perfect supercell can be searched with, `engine` when no
 *   group is found at this tolerance
 * @see moyo, github.com/spglib/moyo, by the authors of spglib
 */
export async function findSpaceGroup(
  structure: Structure,
  options: { readonly symprecAng?: number } = {},
): Promise<SpaceGroup> {
  const symprecAng = options.symprecAng ?? SYMPREC_ANG;
  const found = await analyse(structure, symprecAng);
  return {
    number: found.number,
    symbol: shortSymbol(found.number),
    hallNumber: found.hall_number,
    symprecAng,
  };
}

/**
 * Operations in the structure's own axes, and one atom of each orbit.
 * @throws as {@link findSpaceGroup}
 */
export async function findOperations(
  structure: Structure,
  options: { readonly symprecAng?: number } = {},
): Promise<CifSymmetry> {
  const found = await analyse(structure, options.symprecAng ?? SYMPREC_ANG);
  return {
    number: found.number,
    symbol: shortSymbol(found.number),
    // moyo's matrices are column-major.
    operations: found.operations.map(({ rotation: r, translation }) => ({
      rotation: Int8Array.of(r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]),
      translation,
    })),
    representatives: [...new Set(found.orbits)].sort((p, q) => p - q),
  };
}

/** A crystal in the axes that the tables give its group: symmetrised, the same crystal in the same hand. */
export interface StandardForms {
  readonly group: SpaceGroup;
  /** Right-handed; atoms in [0, 1), those of one orbit not in sequence. */
  readonly conventional: StandardCell;
  /** The smallest cell, as moyo reduces it; the conventional one where the lattice has no centring. */
  readonly primitive: StandardCell;
}

export interface StandardCell {
  /** Rows, Å. */
  readonly lattice: Float64Array;
  readonly numbers: Uint8Array;
  /** 3N fractions. */
  readonly frac: Float64Array;
  /** 3×3, det > 0: `lattice = axes · input lattice`, up to a rotation and to what symmetrising moved. */
  readonly axes: Float64Array;
  /** In fractions of the input: `frac = (input frac − origin) · axes⁻¹`, up to lattice vectors. */
  readonly origin: readonly [number, number, number];
}

/**
 * The conventional and the primitive cell of a crystal in its standard setting.
 * @param structure right-handed; what distinguishes two atoms is their number alone
 * @throws as {@link findSpaceGroup}; `engine` when a cell comes back in the other hand
 */
export async function standardForms(
  structure: Structure,
  options: { readonly symprecAng?: number } = {},
): Promise<StandardForms> {
  const symprecAng = options.symprecAng ?? SYMPREC_ANG;
  const found = await analyse(structure, symprecAng);
  const group: SpaceGroup = {
    number: found.number,
    symbol: shortSymbol(found.number),
    hallNumber: found.hall_number,
    symprecAng,
  };
  return {
    group,
    conventional: standardCell(found.std_cell, found.std_linear, found.std_origin_shift),
    primitive: standardCell(
      found.prim_std_cell,
      found.prim_std_linear,
      found.prim_std_origin_shift,
    ),
  };
}

/** @param linear P of x = P·x_std + p, column-major, which makes it the axes by rows */
function standardCell(
  cell: MoyoCell,
  linear: readonly number[],
  origin: readonly [number, number, number],
): StandardCell {
  const lattice = Float64Array.from(cell.lattice.basis);
  const axes = Float64Array.from(linear);
  if (!(det(lattice) > 0 && det(axes) > 0))
    throw refusal('the standard cell is a mirror image of the one given');
  return {
    lattice,
    axes,
    origin,
    numbers: Uint8Array.from(cell.numbers),
    frac: Float64Array.from(cell.positions.flat(), wrap01),
  };
}

const shortSymbol = (number: number): string =>
  space_group_type(number).hm_short.replaceAll(' ', '');

async function analyse(structure: Structure, symprecAng: number): Promise<MoyoDataset> {
  if (!(symprecAng > 0)) throw refusal(`a tolerance of ${symprecAng} Å is not positive`);
  const rarest = rarestCount(structure.numbers);
  // moyo panics on an empty cell, and a panic leaves the wasm instance unusable.
  if (rarest === 0) throw refusal('the cell is empty');
  if (rarest > MAX_TRANSLATIONS)
    throw new EpistackError({
      code: 'too-large',
      what: 'space-group search, atoms of the rarest element',
      count: rarest,
      limit: MAX_TRANSLATIONS,
    });
  await loadSymmetry();
  try {
    return analyze_cell(JSON.stringify(moyoCell(structure)), symprecAng, 'Standard');
  } catch (error) {
    throw refusal(`no space group found within ${symprecAng} Å (${String(error)})`);
  }
}

function moyoCell({ lattice, numbers, xyz }: Structure): MoyoCell {
  const toFrac = inverse(lattice);
  const positions = Array.from(numbers, (_, i): [number, number, number] => [
    ...mulRow([xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!], toFrac),
  ]);
  const [a, b, c, d, e, f, g, h, i] = lattice;
  return {
    lattice: { basis: [a!, b!, c!, d!, e!, f!, g!, h!, i!] },
    positions,
    numbers: [...numbers],
  };
}

function rarestCount(numbers: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const z of numbers) counts[z]!++;
  return counts.reduce((least, n) => (n > 0 && (least === 0 || n < least) ? n : least), 0);
}

const refusal = (reason: string) => new EpistackError({ code: 'engine', engine: 'moyo', reason });
