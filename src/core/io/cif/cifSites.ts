import { pseudoHydrogenNote } from '#core/io/atomsFile.ts';
import { elementInFile, isotopeNotes } from '#core/io/isotopes.ts';
import { pseudoLabel } from '#core/io/species.ts';
import { MAX_COORDINATE_ANG } from '#core/io/text/limits.ts';
import { oneLine, parseCount, refuse } from '#core/io/text/text.ts';
import { row } from '#core/math/mat3.ts';
import { norm } from '#core/math/vec3.ts';
import { type CifRow, FULL_OCCUPANCY, sharedPlaces } from './cifDisorder.ts';
import {
  chargeOfType,
  elementOfLabel,
  elementOfType,
  MAX_STATE_E,
  type ReadElement,
} from './cifElements.ts';
import { printedFormula } from './cifFormula.ts';
import {
  CIF,
  type CifBlock,
  type CifLoop,
  type CifValue,
  cifNumber,
  column,
  isGiven,
  loopWith,
} from './cifText.ts';

export const FRACT = '_atom_site_fract_x';

export const holdsSites = (block: CifBlock): boolean =>
  [FRACT, '_atom_site_cartn_x'].some(
    (tag) => block.items.has(tag) || block.loops.some((loop) => loop.tags.includes(tag)),
  );

/**
 * The atom sites of a block as printed, before symmetry. Rows on one place are one site: an ordered one where they
 * are one element and their occupancies sum to 1, else one that they share.
 * @throws `parse` with the line; `partial-occupancy` where the amounts are not known, `unknown-element`
 */
export function readSites(
  block: CifBlock,
  lattice: Float64Array,
  warnings: string[],
): readonly CifRow[] {
  const loop = loopWith(block, FRACT);
  refuseMacromolecule(block, loop);
  if (loop === undefined)
    refuse(
      CIF,
      block.line,
      `fractional coordinates (${FRACT}): Cartesian ones need an orientation that CIF does not fix`,
    );
  const { rows, dummies, defaulted } = readRows(block, loop, lattice);
  const isWhole = (row: CifRow) => row.occupancy >= 1 - FULL_OCCUPANCY && row.alternative === null;
  const whole = rows.filter((row) => row.element !== null && isWhole(row));
  const { merged, shared } = sharedPlaces(
    rows.filter((row) => !whole.includes(row)),
    lattice,
  );
  const sites = rows.flatMap((row): CifRow[] => {
    const others = shared.get(row);
    if (others !== undefined) return [{ ...row, shared: others }];
    return whole.includes(row) || merged.has(row) ? [row] : [];
  });
  if (sites.length === 0) refuse(CIF, loop.line, 'at least one atom in the table of sites');
  if (dummies > 0) warnings.push(`${dummies} dummy sites are left out`);
  if (defaulted > 0) warnings.push(`${defaulted} coordinates are given as ".", which stands for 0`);
  for (const [row, others] of merged)
    warnings.push(
      `${[row, ...others].map((r) => r.label).join(' and ')} are one element on one place, and their occupancies sum to 1: one site`,
    );
  const guessed = (how: ReadElement['guess']) => sites.filter((row) => row.element?.guess === how);
  const told = (row: CifRow) => `${row.label} as ${row.element?.symbol ?? ''}`;
  if (guessed('by-formula').length > 0)
    warnings.push(`read by the formula: ${guessed('by-formula').slice(0, 5).map(told).join(', ')}`);
  if (guessed('against-formula').length > 0)
    warnings.push(
      `read by their labels, although the file's formula does not hold them: ${guessed('against-formula').slice(0, 5).map(told).join(', ')}`,
    );
  warnings.push(...isotopeNotes(rows.flatMap((row) => symbolsIn(row))));
  const pseudo = new Set(
    sites.flatMap(({ z, nuclearChargeE }) =>
      z === 1 && nuclearChargeE !== undefined && nuclearChargeE !== 1
        ? [pseudoLabel(nuclearChargeE)]
        : [],
    ),
  );
  if (pseudo.size > 0) warnings.push(pseudoHydrogenNote([...pseudo]));
  return sites;
}

/** Symbols of who is on the place of a row, those of a mixture too. */
const symbolsIn = ({ element, type }: CifRow): readonly string[] =>
  element === null ? ((type ?? '').match(/[A-Z][a-z]?/g) ?? []) : [element.symbol];

function readRows(
  block: CifBlock,
  loop: CifLoop,
  lattice: Float64Array,
): { readonly rows: readonly CifRow[]; readonly dummies: number; readonly defaulted: number } {
  const columns = {
    label: column(loop, '_atom_site_label'),
    type: column(loop, '_atom_site_type_symbol'),
    occupancy: column(loop, '_atom_site_occupancy'),
    flag: column(loop, '_atom_site_calc_flag'),
    nuclear: column(loop, '_atom_site_epistack_nuclear_charge'),
    disorder: column(loop, '_atom_site_disorder_group'),
    multiplicity:
      column(loop, '_atom_site_site_symmetry_multiplicity') ??
      column(loop, '_atom_site_symmetry_multiplicity'),
    xyz: ['x', 'y', 'z'].map((axis) => coordinateColumn(loop, `_atom_site_fract_${axis}`)),
  };
  const printed = printedFormula(block);
  const formula = printed && new Set(printed.keys());
  const longestAng = Math.max(...[0, 1, 2].map((k) => norm(row(lattice, k))));
  const rows: CifRow[] = [];
  let [dummies, defaulted] = [0, 0];
  for (let i = 0; i < loop.values.length / loop.tags.length; i++) {
    if (/^dum/i.test(columns.flag?.[i]?.text ?? '')) {
      dummies++;
      continue;
    }
    const line = columns.xyz[0]![i]!.line;
    const type = columns.type?.[i];
    const label = oneLine((columns.label?.[i] ?? type)?.text ?? `site ${i + 1}`).slice(0, 40);
    const [x, y, z] = columns.xyz.map((c) => {
      // The dictionary's default of a coordinate that is inapplicable.
      if (c[i]!.text !== '.' || c[i]!.quoted) return cifNumber(c[i]);
      defaulted++;
      return 0;
    });
    if (x === undefined || y === undefined || z === undefined)
      refuse(CIF, line, `three fractional coordinates of ${label}`);
    if (!(Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) * longestAng < MAX_COORDINATE_ANG))
      refuse(CIF, line, `a position of ${label} within ${MAX_COORDINATE_ANG} Å`);
    const group = columns.disorder?.[i];
    const element = isGiven(type) ? elementOfType(type) : elementOfLabel(label, line, formula);
    const symbol = element?.symbol ?? '';
    const digits = columns.xyz.map((c) => (/\.(\d*)/.exec(c[i]!.text) ?? ['', ''])[1]!.length);
    rows.push({
      label,
      z: elementInFile(symbol) ?? 0,
      at: [x, y, z],
      line,
      roundingAng: 0.5 * 10 ** -Math.max(...digits) * longestAng,
      type: isGiven(type) ? type.text.trim() : undefined,
      nuclearChargeE: cifNumber(columns.nuclear?.[i]),
      chargeE: isGiven(type) ? chargeOfType(type.text) : undefined,
      multiplicity: parseCount(columns.multiplicity?.[i]?.text.trim()),
      element,
      occupancy: occupancyOf(columns.occupancy?.[i], label),
      // Group 0 is how some programs write "none".
      alternative: isGiven(group) && group.text.trim() !== '0' ? group.text.trim() : null,
    });
  }
  return { rows, dummies, defaulted };
}

/** Files of the macromolecular dictionary give Cartesian atoms of chains, not the sites of a crystal. */
function refuseMacromolecule(block: CifBlock, loop: CifLoop | undefined): void {
  const tags = ['_atom_site_group_pdb', '_atom_site_label_asym_id', '_atom_site_label_comp_id'];
  const line = tags
    .map((t) => block.loops.find((l) => l.tags.includes(t))?.line ?? block.items.get(t)?.line)
    .find((l) => l !== undefined);
  if (line !== undefined && loop === undefined)
    refuse(
      CIF,
      line,
      'the CIF of a crystal, with fractional coordinates: this is an mmCIF of a macromolecule, which Epistack does not read',
    );
}

/** Oxidation states that the file tabulates, by type symbol. */
export function oxidationNumbers(block: CifBlock): ReadonlyMap<string, number> {
  const loop = loopWith(block, '_atom_type_oxidation_number');
  const symbols = loop && column(loop, '_atom_type_symbol');
  const numbers = loop && column(loop, '_atom_type_oxidation_number');
  const found = new Map<string, number>();
  for (const [i, symbol] of (symbols ?? []).entries()) {
    const state = cifNumber(numbers?.[i]);
    if (state !== undefined && Math.abs(state) <= MAX_STATE_E) found.set(symbol.text.trim(), state);
  }
  return found;
}

const coordinateColumn = (loop: CifLoop, tag: string): readonly CifValue[] =>
  column(loop, tag) ?? refuse(CIF, loop.line, `${tag} beside ${FRACT}`);

function occupancyOf(value: CifValue | undefined, name: string): number {
  if (!isGiven(value)) return 1;
  const occupancy = cifNumber(value);
  if (occupancy === undefined || occupancy < 0 || occupancy > 1 + FULL_OCCUPANCY)
    refuse(CIF, value.line, `an occupancy of ${name} from 0 to 1`);
  return occupancy;
}
