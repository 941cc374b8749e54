import { SYMBOLS } from '#core/crystal/elements.ts';
import { cellParameters, latticeFromParameters } from '#core/crystal/lattice.ts';
import { composition, formula, type Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { det, inverse, mulRow, row } from '#core/math/mat3.ts';
import { FRACT, holdsSites, readSites } from './cifSites.ts';
import {
  CIF,
  type CifBlock,
  cifNumber,
  column,
  isGiven,
  item,
  loopWith,
  parseCifText,
} from './cifText.ts';
import type { AtomsFile, SpaceGroupLabel } from './document.ts';
import { checkCell, checkedStructure } from './limits.ts';
import { expandSites } from './orbits.ts';
import { fitsCell, isGroup, isIdentity, parseSymop, type Symop } from './symop.ts';
import { fixed, oneLine, parseCount, refuse } from './text.ts';

/** Operations of the largest space group in a cell that holds four lattice points. */
const MAX_OPERATIONS = 192;
/** Relative misfit of formulas; printed ones are rounded. */
const FORMULA_TOLERANCE = 0.02;

const SYMOP_TAGS = ['_space_group_symop_operation_xyz', '_symmetry_equiv_pos_as_xyz'] as const;

export interface CifOptions {
  /** Name of the data block, without "data_"; the first that holds atom sites when left out. */
  readonly block?: string;
}

/** Names of the data blocks that hold atom sites, in order. @throws `parse` */
export const cifBlocks = (text: string): string[] =>
  parseCifText(text)
    .filter(holdsSites)
    .map((b) => b.name);

/**
 * Reads one data block: all atoms of the cell, a along x and b in the xy plane. The operations that
 * the file lists are applied (see `expandSites`); a space group named without them is refused.
 * @throws `parse` with the line; `partial-occupancy`, `unknown-element`, `bad-lattice`, `too-large`
 */
export function readCif(text: string, options: CifOptions = {}): AtomsFile {
  const blocks = parseCifText(text);
  const block = chooseBlock(blocks, options.block);
  const warnings: string[] = [];
  const holding = blocks.filter(holdsSites).map((b) => b.name);
  if (options.block === undefined && holding.length > 1)
    warnings.push(
      `${holding.length} data blocks hold atoms; ${block.name} was read, not ${holding.slice(1, 6).join(', ')}`,
    );

  const lattice = readCell(block);
  const spaceGroup = readSpaceGroup(block);
  const operations = readOperations(block, spaceGroup, lattice, warnings);
  const sites = readSites(block, warnings);
  const orbits = expandSites(lattice, sites, operations);
  warnings.push(...orbits.warnings);
  warnings.push(...formulaWarning(block, orbits.numbers));

  const xyz = new Float64Array(orbits.fractions.length);
  for (let i = 0; i < orbits.numbers.length; i++)
    xyz.set(mulRow(row(orbits.fractions, i), lattice), 3 * i);
  const lineOf = (i: number) => sites[orbits.siteOf[i]!]!.line;
  const structure = checkedStructure(CIF, { lattice, numbers: orbits.numbers, xyz }, lineOf);
  const named = item(block, '_chemical_name_common', '_chemical_name_systematic');
  const title = oneLine(named?.text ?? block.name);
  return { format: 'cif', title, structure, frozen: null, spaceGroup, warnings };
}

function chooseBlock(blocks: readonly CifBlock[], name: string | undefined): CifBlock {
  const names =
    blocks
      .map((b) => b.name)
      .slice(0, 20)
      .join(', ') || 'none';
  const chosen = name === undefined ? blocks.find(holdsSites) : blocks.find((b) => b.name === name);
  if (chosen === undefined)
    refuse(
      CIF,
      1,
      name === undefined
        ? `a data block with ${FRACT} (blocks: ${names})`
        : `the block ${name} (blocks: ${names})`,
    );
  return chosen;
}

function readCell(block: CifBlock): Float64Array {
  const read = (tag: string): number => {
    const value = block.items.get(tag);
    const number = cifNumber(value);
    if (number === undefined) refuse(CIF, value?.line ?? block.line, `a number for ${tag}`);
    return number;
  };
  const lattice = latticeFromParameters({
    a: read('_cell_length_a'),
    b: read('_cell_length_b'),
    c: read('_cell_length_c'),
    alpha: read('_cell_angle_alpha'),
    beta: read('_cell_angle_beta'),
    gamma: read('_cell_angle_gamma'),
  });
  checkCell(lattice);
  return lattice;
}

function readSpaceGroup(block: CifBlock): SpaceGroupLabel | null {
  const symbol = item(
    block,
    '_space_group_name_h-m_alt',
    '_symmetry_space_group_name_h-m',
    '_space_group_name_hall',
    '_symmetry_space_group_name_hall',
  );
  const printed = item(block, '_space_group_it_number', '_symmetry_int_tables_number');
  const number = parseCount(printed?.text.trim());
  if (symbol === undefined && number === undefined) return null;
  return {
    number: number !== undefined && number >= 1 && number <= 230 ? number : null,
    symbol: symbol === undefined ? null : oneLine(symbol.text),
  };
}

const isP1 = ({ number, symbol }: SpaceGroupLabel): boolean =>
  (number === null || number === 1) &&
  (symbol === null || /^p1(11)?$/i.test(symbol.replace(/[\s_]/g, '')));

/** @throws `parse` when there are none for a group other than P1, or when they are no whole group */
function readOperations(
  block: CifBlock,
  spaceGroup: SpaceGroupLabel | null,
  lattice: Float64Array,
  warnings: string[],
): Symop[] {
  const name = spaceGroup?.symbol ?? `space group ${spaceGroup?.number}`;
  const tag = SYMOP_TAGS.find((t) => loopWith(block, t) !== undefined);
  const loop = tag === undefined ? undefined : loopWith(block, tag);
  const texts = (tag && loop ? (column(loop, tag) ?? []) : []).filter(isGiven);
  if (texts.length === 0) {
    if (spaceGroup !== null && !isP1(spaceGroup))
      refuse(
        CIF,
        block.line,
        `symmetry operations (${SYMOP_TAGS[0]}): the file names ${name} and lists none`,
      );
    if (spaceGroup === null)
      warnings.push('no space group and no operations in the file: read as P 1');
    return [parseSymop('x,y,z')!];
  }
  if (texts.length > MAX_OPERATIONS)
    throw new EpistackError({
      code: 'too-large',
      what: 'symmetry operations',
      count: texts.length,
      limit: MAX_OPERATIONS,
    });
  const operations = texts.map(
    (value) =>
      parseSymop(value.text) ?? refuse(CIF, value.line, 'an operation such as -x+1/2, y, z'),
  );
  if (!isGroup(operations))
    refuse(
      CIF,
      loop?.line ?? block.line,
      'all operations of the group: these do not close, one is missing or wrong',
    );
  if (!operations.every((op) => fitsCell(op, lattice)))
    warnings.push('the symmetry operations do not fit the lengths and angles of the cell');
  if (spaceGroup !== null && !isP1(spaceGroup) && operations.every(isIdentity))
    warnings.push(
      `the file names ${name} but lists the identity alone: read as P 1, with the atoms listed`,
    );
  return operations;
}

/** Compares proportions only: files disagree on whether the sum is of a formula unit or the cell. */
function formulaWarning(block: CifBlock, numbers: Uint8Array): string[] {
  const printed = item(block, '_chemical_formula_sum')?.text.trim();
  if (printed === undefined || printed.length > 200) return [];
  const expected = new Map<string, number>();
  for (const term of printed.split(/\s+/)) {
    const [, symbol, count] = /^([A-Z][a-z]?)(\d*\.?\d*)$/.exec(term) ?? [];
    if (symbol === undefined) return [];
    const element = symbol === 'D' ? 'H' : symbol;
    expected.set(element, (expected.get(element) ?? 0) + (count ? Number(count) : 1));
  }
  const found = new Map(Object.entries(composition(numbers)));
  const units = numbers.length / [...expected.values()].reduce((sum, n) => sum + n, 0);
  const agrees = [...new Set([...expected.keys(), ...found.keys()])].every((symbol) => {
    const [n, m] = [found.get(symbol) ?? 0, (expected.get(symbol) ?? 0) * units];
    return Math.abs(n - m) <= FORMULA_TOLERANCE * Math.max(n, m);
  });
  return agrees
    ? []
    : [
        `the sites give ${formula(composition(numbers))}, not in the proportions of the file's formula ${oneLine(printed)}`,
      ];
}

/**
 * A CIF in P 1 with 10 decimals or more. CIF keeps lengths and angles, not the orientation: what is
 * read back is turned. A left-handed cell is written with all three vectors reversed, which is the
 * same crystal in the same hand; written as it stands it would be read as the mirror image.
 */
export function writeCif(structure: Structure, options: { readonly title?: string } = {}): string {
  const { lattice, numbers, xyz } = structure;
  const counts = composition(numbers);
  const title = ascii(oneLine(options.title ?? '')) || formula(counts);
  const p = cellParameters(lattice);
  const hand = det(lattice) < 0 ? -1 : 1;
  const toFile = inverse(lattice);
  const seen = new Map<string, number>();
  const sites = Array.from(numbers, (z, i) => {
    const symbol = SYMBOLS[z]!;
    const k = (seen.get(symbol) ?? 0) + 1;
    seen.set(symbol, k);
    const at = mulRow(row(xyz, i), toFile).map((f) => fixed(hand * f, 12).padStart(15));
    return `  ${symbol}${k}  ${symbol}  ${at.join(' ')}  1`;
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
    ...(['a', 'b', 'c'] as const).map((k) => `_cell_length_${k}  ${fixed(p[k], 12)}`),
    ...(['alpha', 'beta', 'gamma'] as const).map((k) => `_cell_angle_${k}  ${fixed(p[k], 12)}`),
    `_cell_volume  ${fixed(Math.abs(det(lattice)), 8)}`,
    "_symmetry_space_group_name_H-M  'P 1'",
    '_symmetry_Int_Tables_number  1',
    'loop_\n_symmetry_equiv_pos_as_xyz',
    "  'x, y, z'",
    'loop_',
    ...['label', 'type_symbol', 'fract_x', 'fract_y', 'fract_z', 'occupancy'].map(
      (t) => `_atom_site_${t}`,
    ),
    ...sites,
    '',
  ].join('\n');
}

/** CIF 1.1 is ASCII. */
const ascii = (text: string): string => text.replace(/[^ -~]+/g, '?');

/** A quote may stand inside as long as no space follows it. */
function quoted(text: string): string {
  const quote = ["'", '"'].find((q) => !text.includes(`${q} `) && !text.endsWith(q));
  return quote === undefined ? `\n;${text}\n;` : `${quote}${text}${quote}`;
}
