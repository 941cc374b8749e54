import { MASS_U } from '#core/crystal/elements.ts';
import { cellParameters, latticeFromParameters } from '#core/crystal/lattice.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { rightHanded } from '#core/io/rightHanded.ts';
import { speciesOf } from '#core/io/species.ts';
import { ascii } from '#core/io/text/comment.ts';
import { fixedDecimals } from '#core/io/text/text.ts';
import { det, inverse, mul, mulRow, row } from '#core/math/mat3.ts';

/**
 * The cell in the axes that LAMMPS wants: a along x, b in the xy plane.
 * @returns `box`, rows; `turn` with position in the box = row position · turn
 * @throws `bad-lattice` for a left-handed cell, which no rotation brings there
 */
export function lammpsBox(lattice: ArrayLike<number>): { box: Float64Array; turn: Float64Array } {
  if (!(det(lattice) > 0))
    throw new EpistackError({
      code: 'bad-lattice',
      reason: 'a, b, c are left-handed; LAMMPS needs a right-handed cell',
    });
  const box = latticeFromParameters(cellParameters(lattice));
  return { box, turn: mul(inverse(lattice), box) };
}

/** A tilt below this is rounding, Å. */
const NO_TILT_ANG = 1e-9;

/**
 * A data file of style `atomic`: elements, cell and positions, no potential; of style `charge` with the charges of all
 * atoms, where they are known. The element of each type stands behind its mass. A left-handed cell has a and b exchanged.
 * @see https://docs.lammps.org/read_data.html
 */
export function writeLammpsData(
  structure: Structure,
  options: {
    readonly title?: string;
    readonly charges?: Float64Array;
    /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; each is a type of its own. */
    readonly valencesE?: Float64Array | null;
  } = {},
): string {
  const { numbers, xyz } = structure;
  const charges = options.charges?.every(Number.isFinite) ? options.charges : null;
  const { box, turn } = lammpsBox(rightHanded(structure.lattice));
  const { species, of } = speciesOf(numbers, options.valencesE ?? null);
  // LAMMPS wants tilts of at most half an edge: the same lattice with b and c a whole number of edges over.
  const xy = reduced(box[3]!, box[0]!);
  const yz = reduced(box[7]!, box[4]!);
  const ySteps = Math.round((box[7]! - yz) / box[4]!);
  const xz = reduced(box[6]! - ySteps * box[3]!, box[0]!);
  const tilts = [xy, xz, yz];
  return [
    // Longer first lines are cut by LAMMPS, and read on as something else.
    ascii(options.title ?? '').slice(0, 200) || 'written by Epistack',
    '',
    `${numbers.length} atoms`,
    `${species.length} atom types`,
    '',
    ...['x', 'y', 'z'].map((k, i) => `0.0 ${fixedDecimals(box[4 * i]!, 10)} ${k}lo ${k}hi`),
    ...(tilts.some((t) => Math.abs(t) > NO_TILT_ANG)
      ? [`${tilts.map((t) => fixedDecimals(t, 10)).join(' ')} xy xz yz`]
      : []),
    '',
    'Masses',
    '',
    ...species.map(
      ({ number, symbol, valenceE }, k) =>
        `${k + 1} ${MASS_U[number]} # ${symbol}${valenceE === null ? '' : ` of nuclear charge ${valenceE} e`}`,
    ),
    '',
    charges === null ? 'Atoms # atomic' : 'Atoms # charge',
    '',
    ...Array.from(of, (kind, i) => {
      const at = mulRow(row(xyz, i), turn).map((x) => fixedDecimals(x, 10));
      const q = charges === null ? '' : `${charges[i]} `;
      return `${i + 1} ${kind + 1} ${q}${at.join(' ')}`;
    }),
    '',
  ].join('\n');
}

/** Exactly half an edge is allowed, and stays: γ = 120° is not to become 60°. */
const reduced = (tilt: number, edge: number): number =>
  Math.abs(tilt) < edge / 2 + NO_TILT_ANG ? tilt : tilt - Math.round(tilt / edge) * edge;
