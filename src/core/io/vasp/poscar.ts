import { composition, formula, type Structure } from '#core/crystal/structure.ts';
import type { AtomsFile } from '#core/io/atomsFile.ts';
import { inRightHandedOrder, rightHanded } from '#core/io/rightHanded.ts';
import { pseudoLabel, speciesOf } from '#core/io/species.ts';
import { checkedStructure } from '#core/io/text/limits.ts';
import {
  fixedDecimals,
  oneLine,
  parseNumber,
  refuse,
  splitLines,
  words,
} from '#core/io/text/text.ts';
import { inverse, mulRow, row } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { expandSpecies, parseVaspHeader, threeNumbers, vaspElement } from './vaspHeader.ts';

const FORMAT = 'POSCAR';

/**
 * Reads a POSCAR or CONTCAR. Positions are not wrapped, a left-handed cell stays so, velocities are
 * left out.
 * @param symbols the elements in the order of the counts, for a file of VASP 4 that does not name them
 * @throws `needs-symbols` when they are missing; `parse` with the line; `unknown-element`, `bad-lattice`, `too-large`
 * @see https://www.vasp.at/wiki/index.php/POSCAR
 */
export function readPoscar(text: string, symbols: readonly string[] = []): AtomsFile {
  const lines = splitLines(text);
  const header = parseVaspHeader(FORMAT, lines, 1, symbols);
  let at = header.rows;
  const selective = /^\s*s/i.test(lines[at] ?? '');
  if (selective) at++;
  const mode = (lines[at] ?? '').trim()[0]?.toLowerCase();
  if (mode !== 'd' && mode !== 'c' && mode !== 'k')
    refuse(
      FORMAT,
      at + 1,
      selective ? '"Direct" or "Cartesian"' : '"Direct", "Cartesian" or "Selective dynamics"',
    );
  const first = at + 1;
  const { atoms, lattice, scale } = header;
  // Before the arrays: a count that the file cannot hold allocates nothing.
  if (lines.length - first < atoms)
    refuse(
      FORMAT,
      lines.length,
      `${atoms} positions; the file ends after ${lines.length - first} lines of them`,
    );

  const numbers = expandSpecies(header);
  const xyz = new Float64Array(3 * atoms);
  const frozen = selective ? new Uint8Array(3 * atoms) : null;
  const warnings = [...header.warnings];
  let contradicted = 0;
  for (let i = 0; i < atoms; i++) {
    const line = lines[first + i]!;
    const v = threeNumbers(
      FORMAT,
      line,
      first + i + 1,
      `the position of atom ${i + 1} of ${atoms}`,
    );
    const remark = words(line).slice(3);
    if (frozen) readFlags(remark.splice(0, 3), frozen, i, first + i + 1);
    const named = vaspElement(remark[0] ?? '');
    if (named !== undefined && named !== numbers[i] && contradicted === 0)
      contradicted = first + i + 1;
    xyz.set(
      mode === 'd' ? mulRow(v, lattice) : [v[0] * scale[0], v[1] * scale[1], v[2] * scale[2]],
      3 * i,
    );
  }
  if (contradicted > 0)
    warnings.push(
      `line ${contradicted}: the symbol after the position is not the header's; the header is used`,
    );
  const after = words(lines[first + atoms] ?? '')
    .slice(0, 3)
    .map(parseNumber);
  if (after.length === 3 && !after.includes(undefined))
    warnings.push(
      `line ${first + atoms + 1}: a position more than the ${atoms} that the counts sum to; what follows is left out`,
    );
  else if (lines.slice(first + atoms).some((line) => /[1-9]/.test(line)))
    warnings.push('what follows the positions (velocities) is left out');
  const structure = checkedStructure(FORMAT, { lattice, numbers, xyz }, (i) => first + i + 1);
  return { format: 'poscar', title: header.title, structure, frozen, spaceGroup: null, warnings };
}

/** Three Fortran logicals: T or F, .TRUE. or .FALSE.; F means fixed. */
function readFlags(flags: readonly string[], frozen: Uint8Array, atom: number, line: number): void {
  for (let k = 0; k < 3; k++) {
    const flag = /^\.?([tf])/i.exec(flags[k] ?? '')?.[1]?.toLowerCase();
    if (flag === undefined)
      refuse(FORMAT, line, 'three flags T or F after the position (selective dynamics)');
    frozen[3 * atom + k] = flag === 'f' ? 1 : 0;
  }
}

export interface PoscarOptions {
  /** The formula when it is missing or blank. */
  readonly title?: string;
  readonly coordinates?: 'direct' | 'cartesian';
  /** 3N, 1 = fixed along that row of the cell; null or absent writes no selective dynamics. */
  readonly frozen?: Uint8Array | null;
  /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; absent or null: there is none. */
  readonly valencesE?: Float64Array | null;
}

/**
 * A POSCAR with 16 decimals. Atoms keep their order unless a species would need two blocks
 * ({@link speciesOrder}); positions are not wrapped. A left-handed cell has a and b exchanged.
 */
export function writePoscar(structure: Structure, options: PoscarOptions = {}): string {
  const { numbers, xyz } = structure;
  const { coordinates = 'direct', frozen = null, valencesE = null } = options;
  const lattice = rightHanded(structure.lattice);
  // Flags stand along the rows of the cell, and go with them.
  const rows = inRightHandedOrder(structure.lattice, [0, 1, 2]);
  const order = speciesOrder(numbers, valencesE);
  const toFile = coordinates === 'direct' ? inverse(lattice) : null;
  const out = [
    vaspTitle(options.title ?? '', numbers, valencesE),
    '1.0',
    ...vaspCellAndSpecies(lattice, numbers, valencesE),
  ];
  if (frozen) out.push('Selective dynamics');
  out.push(coordinates === 'direct' ? 'Direct' : 'Cartesian');
  for (const i of order) {
    const cart = row(xyz, i);
    const flags = frozen ? ` ${rows.map((k) => (frozen[3 * i + k] ? ' F' : ' T')).join('')}` : '';
    out.push(numbersLine(toFile ? mulRow(cart, toFile) : cart, 16) + flags);
  }
  return `${out.join('\n')}\n`;
}

/**
 * The order in which a VASP file holds the atoms: each species in one block, blocks by first
 * appearance, atoms within a block as before.
 * @param valencesE N nuclear charges of pseudo-hydrogen, as {@link speciesOf} takes them
 * @returns N indices, `written[k] = atoms[order[k]]`; the identity when the blocks are there already
 */
export function speciesOrder(
  numbers: ArrayLike<number>,
  valencesE: ArrayLike<number> | null = null,
): Uint32Array {
  const { species, of } = speciesOf(numbers, valencesE);
  const blocks: number[][] = species.map(() => []);
  for (const [i, kind] of of.entries()) blocks[kind]!.push(i);
  return Uint32Array.from(blocks.flat());
}

/**
 * Three rows of the cell, symbols, counts: five lines, for atoms in {@link speciesOrder}. Two kinds of pseudo-hydrogen
 * are two blocks of H, "Zn S H H": POTCAR tells them apart.
 */
export function vaspCellAndSpecies(
  lattice: ArrayLike<number>,
  numbers: ArrayLike<number>,
  valencesE: ArrayLike<number> | null,
): string[] {
  const { species } = speciesOf(numbers, valencesE);
  return [
    ...[0, 1, 2].map((i) => numbersLine(row(lattice, i), 16)),
    species.map(({ symbol }) => symbol).join(' '),
    species.map(({ atoms }) => atoms).join(' '),
  ];
}

/**
 * One line that VASP takes as a title; the formula for a blank one. Pseudo-hydrogen is H in the line of symbols: behind
 * the title stands which block is which.
 */
export function vaspTitle(
  title: string,
  numbers: ArrayLike<number>,
  valencesE: ArrayLike<number> | null,
): string {
  const blocks = speciesOf(numbers, valencesE).species.map(({ symbol, valenceE }) =>
    valenceE === null ? symbol : pseudoLabel(valenceE),
  );
  const named = oneLine(title) || formula(composition(numbers));
  return valencesE === null ? named : `${named} | blocks: ${blocks.join(' ')}`;
}

/** Three numbers that never touch, aligned while they are short. */
export const numbersLine = (v: Vec3, digits: number): string =>
  v.map((x) => ` ${fixedDecimals(x, digits).padStart(digits + 4)}`).join('');
