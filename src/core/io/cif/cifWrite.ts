import { SYMBOLS } from '#core/crystal/elements.ts';
import { cellParameters } from '#core/crystal/lattice.ts';
import { composition, formula, type Structure } from '#core/crystal/structure.ts';
import { ascii } from '#core/io/text/comment.ts';
import { fixedDecimals, oneLine } from '#core/io/text/text.ts';
import { det, inverse, mulRow, row } from '#core/math/mat3.ts';
import { formatSymop, type Symop } from './symop.ts';

/** Symmetry of a structure in its own axes: what a file needs to list one atom of each orbit. */
export interface CifSymmetry {
  readonly number: number;
  readonly symbol: string;
  /** The whole group, in fractions of the structure's rows. */
  readonly operations: readonly Symop[];
  /** One atom of each orbit, ascending. */
  readonly representatives: readonly number[];
}

/**
 * The symmetry, if CIF can say it: an operation that in the axes of a supercell has a coefficient beyond ±1 ("-x-2y")
 * is not understood by readers. Null otherwise: then all atoms are listed.
 */
export const writableSymmetry = (symmetry: CifSymmetry): CifSymmetry | null =>
  symmetry.operations.every(({ rotation }) => rotation.every((r) => Math.abs(r) <= 1))
    ? symmetry
    : null;

export interface CifWriteOptions {
  readonly title?: string;
  /** Absent: P 1, all atoms listed. */
  readonly symmetry?: CifSymmetry | null;
  /** Name of each layer, as the local item `_epistack_slab` of each atom. */
  readonly layers?: readonly string[];
  /** 3N; as the local item `_epistack_fixed`: "xyz", "z", "." */
  readonly frozen?: Uint8Array | null;
  /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; as the local item `_epistack_nuclear_charge`. */
  readonly valencesE?: Float64Array | null;
}

/**
 * A CIF with 10 decimals or more. CIF keeps lengths and angles, not the orientation: what is
 * read back is turned. A left-handed cell is written with all three vectors reversed, which is the
 * same crystal in the same hand; written as it stands it would be read as the mirror image.
 */
export function writeCif(structure: Structure, options: CifWriteOptions = {}): string {
  const { lattice, numbers, xyz, layer } = structure;
  const { layers, frozen = null, valencesE = null } = options;
  const symmetry = options.symmetry ? writableSymmetry(options.symmetry) : null;
  const counts = composition(numbers);
  const title = ascii(oneLine(options.title ?? '')) || formula(counts);
  const p = cellParameters(lattice);
  const hand = det(lattice) < 0 ? -1 : 1;
  const toFile = inverse(lattice);
  const seen = new Map<string, number>();
  const listed = symmetry === null ? Array.from(numbers.keys()) : symmetry.representatives;
  const sites = listed.map((i) => {
    const symbol = SYMBOLS[numbers[i]!]!;
    const k = (seen.get(symbol) ?? 0) + 1;
    seen.set(symbol, k);
    const at = mulRow(row(xyz, i), toFile).map((f) => fixedDecimals(hand * f, 12).padStart(15));
    const slab = layers ? `  ${quoted(ascii(layers[layer[i]!]!))}` : '';
    const charge = valencesE ? `  ${Number.isNaN(valencesE[i]!) ? '.' : valencesE[i]}` : '';
    return `  ${symbol}${k}  ${symbol}  ${at.join(' ')}  1${slab}${frozen ? `  ${fixedAxes(frozen, i)}` : ''}${charge}`;
  });
  return [
    `data_${title.replace(/[^A-Za-z0-9.+-]+/g, '_').slice(0, 60)}`,
    ...(hand < 0 ? ['# left-handed cell: written with its three vectors reversed'] : []),
    `_chemical_name_common  ${quoted(title)}`,
    `_chemical_formula_sum  ${quoted(
      Object.keys(counts)
        .sort()
        .map((s) => `${s}${counts[s]}`)
        .join(' '),
    )}`,
    ...(['a', 'b', 'c'] as const).map((k) => `_cell_length_${k}  ${fixedDecimals(p[k], 12)}`),
    ...(['alpha', 'beta', 'gamma'] as const).map(
      (k) => `_cell_angle_${k}  ${fixedDecimals(p[k], 12)}`,
    ),
    `_cell_volume  ${fixedDecimals(Math.abs(det(lattice)), 8)}`,
    ...symmetryLines(symmetry, hand),
    'loop_',
    ...['label', 'type_symbol', 'fract_x', 'fract_y', 'fract_z', 'occupancy'].map(
      (t) => `_atom_site_${t}`,
    ),
    ...(layers ? ['_atom_site_epistack_slab'] : []),
    ...(frozen ? ['_atom_site_epistack_fixed'] : []),
    ...(valencesE ? ['_atom_site_epistack_nuclear_charge'] : []),
    ...sites,
    '',
  ].join('\n');
}

/** With the three vectors reversed, x becomes −x: translations change their sign, rotations do not. */
function symmetryLines(symmetry: CifSymmetry | null, hand: number): string[] {
  if (symmetry === null)
    return [
      "_symmetry_space_group_name_H-M  'P 1'",
      '_symmetry_Int_Tables_number  1',
      'loop_\n_symmetry_equiv_pos_as_xyz',
      "  'x, y, z'",
    ];
  return [
    `# the group is ${symmetry.symbol} (${symmetry.number}); its operations stand in the axes of this cell`,
    `_symmetry_Int_Tables_number  ${symmetry.number}`,
    'loop_\n_symmetry_equiv_pos_as_xyz',
    ...symmetry.operations.map(({ rotation, translation: [x, y, z] }) => {
      const op = { rotation, translation: [hand * x, hand * y, hand * z] as const };
      return `  '${formatSymop(op)}'`;
    }),
  ];
}

function fixedAxes(frozen: Uint8Array, i: number): string {
  const axes = [0, 1, 2].filter((k) => frozen[3 * i + k]).map((k) => 'xyz'[k]);
  return axes.length === 0 ? '.' : axes.join('');
}

/** A quote may stand inside as long as no space follows it. */
function quoted(text: string): string {
  const quote = ["'", '"'].find((q) => !text.includes(`${q} `) && !text.endsWith(q));
  return quote === undefined ? `\n;${text}\n;` : `${quote}${text}${quote}`;
}
