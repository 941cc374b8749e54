import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { Periodic } from '#core/io/atomsFile.ts';
import { ascii, commentLines, splitFrozen } from '#core/io/text/comment.ts';

export interface AseOptions {
  readonly comments: readonly string[];
  /** Kept in `atoms.info`. */
  readonly info: Readonly<Record<string, string>>;
  /** 3N, 1 = fixed along x, y, z. */
  readonly frozen?: Uint8Array | null;
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
