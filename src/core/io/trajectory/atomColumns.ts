/** A number, or a vector along x, y and z, that a file holds of each atom beside its position. */
export interface AtomColumn {
  /** As the file calls it. Text of a file: never HTML. */
  readonly name: string;
  /** "eV/Å"; "" for a pure number or one whose unit neither the file nor its format tells. */
  readonly unit: string;
  readonly width: 1 | 3;
}

/** Where a decoder puts a column: N · width, NaN where the frame has none. */
export interface ColumnTarget {
  readonly name: string;
  readonly values: Float32Array | Float64Array;
}

/** Smallest and largest of a number over frames: of a vector along x, y, z, and of its length. */
export type ColumnEnds = readonly (readonly [low: number, high: number])[];

/** More columns than this are not offered. */
export const MAX_COLUMNS = 24;

/** What the codes that write them mean by these names: ASE's units in extended XYZ. @see https://ase-lib.org/ase/units.html */
export const XYZ_UNITS: Readonly<Record<string, string>> = {
  forces: 'eV/Å',
  force: 'eV/Å',
  energies: 'eV',
  charge: 'e',
  charges: 'e',
  initial_charges: 'e',
  magmoms: 'μB',
  initial_magmoms: 'μB',
  masses: 'u',
};

/** Of each ionic step of VASP. */
export const VASP_COLUMNS: readonly AtomColumn[] = [{ name: 'forces', unit: 'eV/Å', width: 3 }];

/** The values that are asked for as VASP's forces, NaN until they are found; other columns have none. */
export function vaspForces(
  columns: readonly ColumnTarget[] = [],
): Float32Array | Float64Array | undefined {
  for (const { values } of columns) values.fill(Number.NaN);
  return columns.find(({ name }) => name === VASP_COLUMNS[0]!.name)?.values;
}

/** Of LAMMPS unit styles. @see https://docs.lammps.org/units.html */
const LAMMPS_UNITS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  metal: { f: 'eV/Å', v: 'Å/ps', q: 'e', mass: 'u', mu: 'e Å' },
  real: { f: 'kcal/mol/Å', v: 'Å/fs', q: 'e', mass: 'u', mu: 'e Å' },
};

export const lammpsUnit = (name: string, style: string | undefined): string =>
  LAMMPS_UNITS[style ?? '']?.[name] ?? '';

/** Gathers the columns that any frame has, in the order in which they are met; of one name the first width counts. */
export function columnUnion() {
  const found = new Map<string, AtomColumn>();
  return {
    add(columns: readonly AtomColumn[]): void {
      for (const { name, unit, width } of columns)
        if (!found.has(name) && found.size < MAX_COLUMNS) found.set(name, { name, unit, width });
    },
    list: (): readonly AtomColumn[] => [...found.values()],
  };
}

/** Gathers the ends of columns, and where they have numbers, frame by frame. */
export function columnEnds(columns: readonly AtomColumn[]) {
  const ends = columns.map(({ width }) =>
    Array.from({ length: width === 1 ? 1 : 4 }, (): [number, number] => [Infinity, -Infinity]),
  );
  const inFrames = columns.map(() => 0);
  const isWhole = columns.map(() => true);
  return {
    add(values: readonly ArrayLike<number>[]): void {
      for (const [c, of] of values.entries()) {
        const { width } = columns[c]!;
        let known = 0;
        for (let i = 0; i < of.length; i += width) {
          let square = 0;
          for (let k = 0; k < width; k++) {
            widen(ends[c]![k]!, of[i + k]!);
            square += of[i + k]! ** 2;
          }
          if (width === 3) widen(ends[c]![3]!, Math.sqrt(square));
          // No number, or not all three of a vector, is NaN here.
          if (square < Infinity) known++;
        }
        if (known > 0) inFrames[c]!++;
        if (known < of.length / width) isWhole[c] = false;
      }
    },
    /** Null for a column of which no number was met. */
    ends: (): readonly (ColumnEnds | null)[] =>
      ends.map((of) => (of.every(([low, high]) => low <= high) ? of : null)),
    /** Frames in which some atom has a number, of each column. */
    inFrames: (): readonly number[] => inFrames,
    /** Whether every atom has one in every frame. */
    isWhole: (): readonly boolean[] => isWhole,
  };
}

// A value that is not known widens nothing: no comparison with NaN is true.
function widen(ends: [number, number], x: number): void {
  if (x < ends[0]) ends[0] = x;
  if (x > ends[1]) ends[1] = x;
}
