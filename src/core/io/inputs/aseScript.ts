import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { Periodic } from '#core/io/atomsFile.ts';
import { speciesOf } from '#core/io/species.ts';
import { ascii, commentLines, splitFrozen } from '#core/io/text/comment.ts';

export interface AseOptions {
  readonly comments: readonly string[];
  /** Kept in `atoms.info`. */
  readonly info: Readonly<Record<string, string>>;
  /** 3N, 1 = fixed along x, y, z. */
  readonly frozen?: Uint8Array | null;
  /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; absent or null: there is none. */
  readonly valencesE?: Float64Array | null;
  /** Starting moments in Bohr magnetons by element, others 0; null: none. */
  readonly moments: Readonly<Record<string, number>> | null;
  /** Along a, b, c; absent: all three. */
  readonly periodic?: Periodic;
  /** Name of each layer; `atoms.get_tags()` are indices into it. */
  readonly layers: readonly string[];
}

/**
 * A Python script for ASE: run alone it writes `structure.extxyz`, imported it gives `atoms`, with the
 * layers as tags and the frozen atoms as constraints. Numbers keep every bit.
 * @see https://wiki.fysik.dtu.dk/ase/ase/atoms.html
 */
export function writeAse(structure: Structure, options: AseOptions): string {
  const { lattice, numbers, xyz, layer } = structure;
  const { frozen = null, layers } = options;
  const { whole, partly } = splitFrozen(frozen);
  const pbc = options.periodic?.includes(false)
    ? `(${options.periodic.map((p) => (p ? 'True' : 'False')).join(', ')})`
    : 'True';
  const triple = (from: ArrayLike<number>, i: number) =>
    `(${[0, 1, 2].map((k) => from[3 * i + k]! + 0).join(', ')})`;
  const imports = [
    ...(partly.length > 0 ? ['FixCartesian'] : []),
    ...(whole.length > 0 ? ['FixAtoms'] : []),
  ].sort();
  return [
    ...commentLines('#', options.comments),
    'from ase import Atoms',
    ...(imports.length > 0 ? [`from ase.constraints import ${imports.join(', ')}`] : []),
    '',
    '# symbol, position in Angstrom, layer',
    'SITES = [',
    ...Array.from(numbers, (z, i) => `    ("${SYMBOLS[z]}", ${triple(xyz, i)}, ${layer[i]}),`),
    ']',
    `LAYERS = ${JSON.stringify(layers.map(ascii))}`,
    '',
    'atoms = Atoms(',
    '    symbols=[site[0] for site in SITES],',
    '    positions=[site[1] for site in SITES],',
    '    tags=[site[2] for site in SITES],',
    `    cell=[${[0, 1, 2].map((i) => triple(lattice, i)).join(', ')}],`,
    `    pbc=${pbc},`,
    ')',
    ...Object.entries(options.info).map(
      ([key, value]) => `atoms.info[${JSON.stringify(key)}] = ${JSON.stringify(ascii(value))}`,
    ),
    ...valenceLines(numbers, options.valencesE ?? null),
    ...momentLines(options.moments),
    ...constraintLines(frozen, whole, partly),
    '',
    'if __name__ == "__main__":',
    '    for tag, name in enumerate(LAYERS):',
    '        print(name, (atoms.get_tags() == tag).sum(), "atoms")',
    '    atoms.write("structure.extxyz")',
    '',
  ].join('\n');
}

function valenceLines(numbers: Uint8Array, valencesE: Float64Array | null): string[] {
  if (valencesE === null) return [];
  const { species, of } = speciesOf(numbers, valencesE);
  const pseudo = species.flatMap(({ valenceE }, k) => {
    const atoms = [...of.keys()].filter((i) => of[i] === k);
    return valenceE === null ? [] : [`    ${valenceE}: [${atoms.join(', ')}],`];
  });
  return [
    '# pseudo-hydrogen: nuclear charge in e, and its atoms. Each needs a pseudopotential of its own.',
    'PSEUDO_HYDROGEN = {',
    ...pseudo,
    '}',
    'charges = atoms.get_atomic_numbers().astype(float)',
    'for charge, indices in PSEUDO_HYDROGEN.items():',
    '    charges[indices] = charge',
    'atoms.set_array("nuclear_charge_e", charges)',
  ];
}

function momentLines(moments: AseOptions['moments']): string[] {
  if (moments === null) return [];
  return [
    `MOMENTS = ${JSON.stringify(moments)}  # Bohr magnetons, to start with`,
    'atoms.set_initial_magnetic_moments([MOMENTS.get(site[0], 0) for site in SITES])',
  ];
}

function constraintLines(
  frozen: Uint8Array | null,
  whole: readonly number[],
  partly: readonly number[],
): string[] {
  if (frozen === null || whole.length + partly.length === 0) return [];
  const mask = (i: number) =>
    `(${[0, 1, 2].map((k) => (frozen[3 * i + k] ? 'True' : 'False')).join(', ')})`;
  return [
    'atoms.set_constraint([',
    ...(whole.length > 0 ? [`    FixAtoms(indices=[${whole.join(', ')}]),`] : []),
    ...partly.map((i) => `    FixCartesian(${i}, mask=${mask(i)}),`),
    '])',
  ];
}
