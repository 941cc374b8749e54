import { atomicNumber } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { oneLine, parseCount, refuse } from '#core/io/text/text.ts';
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
import type { Site } from './orbits.ts';

/** Largest deviation from 1 of an occupancy that still means a full site. */
const FULL_OCCUPANCY = 1e-3;

/** A site with what CIF says of it besides its place. */
export interface CifSite extends Site {
  /** Type symbol as printed. */
  readonly type: string | undefined;
  /** Charge in the type symbol ("Pb2+"), e. */
  readonly chargeE: number | undefined;
  /** Atoms of this site in the cell. */
  readonly multiplicity: number | undefined;
}

export const FRACT = '_atom_site_fract_x';

export const holdsSites = (block: CifBlock): boolean =>
  [FRACT, '_atom_site_cartn_x'].some(
    (tag) => block.items.has(tag) || block.loops.some((loop) => loop.tags.includes(tag)),
  );

/**
 * The atom sites of a block as printed, before symmetry.
 * @throws `parse` with the line; `partial-occupancy`, `unknown-element`
 */
export function readSites(block: CifBlock, warnings: string[]): CifSite[] {
  const loop = loopWith(block, FRACT);
  refuseMacromolecule(block, loop);
  if (loop === undefined)
    refuse(
      CIF,
      block.line,
      `fractional coordinates (${FRACT}): Cartesian ones need an orientation that CIF does not fix`,
    );
  const columns = {
    label: column(loop, '_atom_site_label'),
    type: column(loop, '_atom_site_type_symbol'),
    occupancy: column(loop, '_atom_site_occupancy'),
    flag: column(loop, '_atom_site_calc_flag'),
    disorder: column(loop, '_atom_site_disorder_group'),
    multiplicity:
      column(loop, '_atom_site_site_symmetry_multiplicity') ??
      column(loop, '_atom_site_symmetry_multiplicity'),
    xyz: ['x', 'y', 'z'].map((axis) => coordinateColumn(loop, `_atom_site_fract_${axis}`)),
  };
  const sites: CifSite[] = [];
  const partial: string[] = [];
  let dummies = 0;
  let deuterium = false;
  const rows = loop.values.length / loop.tags.length;
  for (let i = 0; i < rows; i++) {
    if (/^dum/i.test(columns.flag?.[i]?.text ?? '')) {
      dummies++;
      continue;
    }
    const line = columns.xyz[0]![i]!.line;
    const type = columns.type?.[i];
    const name = oneLine((columns.label?.[i] ?? type)?.text ?? `site ${i + 1}`).slice(0, 40);
    const [x, y, z] = columns.xyz.map((c) => cifNumber(c[i]));
    if (x === undefined || y === undefined || z === undefined)
      refuse(CIF, line, `three fractional coordinates of ${name}`);
    const group = columns.disorder?.[i];
    // Group 0 is how some programs write "none".
    const disordered = isGiven(group) && group.text.trim() !== '0';
    if (!isFull(columns.occupancy?.[i], name) || disordered) partial.push(name);
    const symbol = isGiven(type) ? elementOfType(type) : elementOfLabel(name, line);
    deuterium ||= symbol === 'D';
    sites.push({
      label: name,
      z: atomicNumber(symbol === 'D' ? 'H' : symbol)!,
      at: [x, y, z],
      line,
      type: isGiven(type) ? type.text.trim() : undefined,
      chargeE: isGiven(type) ? chargeOfType(type.text) : undefined,
      multiplicity: parseCount(columns.multiplicity?.[i]?.text.trim()),
    });
  }
  if (partial.length > 0)
    throw new EpistackError({ code: 'partial-occupancy', sites: partial.slice(0, 20) });
  if (sites.length === 0) refuse(CIF, loop.line, 'atom sites');
  if (dummies > 0) warnings.push(`${dummies} dummy sites are left out`);
  if (deuterium) warnings.push('deuterium is read as hydrogen');
  return sites;
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

/** No oxidation state is beyond it: a larger number is a slip. */
const MAX_STATE_E = 9;

/** "Pb2+" is 2, "Br1-" and "Br-" are −1, "Fe+3" is 3; undefined without a sign. */
function chargeOfType(text: string): number | undefined {
  const [, before, sign, after] = /^[A-Za-z]{1,2}(\d*)([+-])(\d*)$/.exec(text.trim()) ?? [];
  if (sign === undefined || (before !== '' && after !== '')) return undefined;
  const size = Number(before || after || '1');
  return size > MAX_STATE_E ? undefined : sign === '-' ? -size : size;
}

const coordinateColumn = (loop: CifLoop, tag: string): readonly CifValue[] =>
  column(loop, tag) ?? refuse(CIF, loop.line, `${tag} beside ${FRACT}`);

function isFull(value: CifValue | undefined, name: string): boolean {
  if (!isGiven(value)) return true;
  const occupancy = cifNumber(value);
  if (occupancy === undefined || occupancy < 0 || occupancy > 1 + FULL_OCCUPANCY)
    refuse(CIF, value.line, `an occupancy of ${name} from 0 to 1`);
  return occupancy >= 1 - FULL_OCCUPANCY;
}

const titleCase = (letters: string): string =>
  letters[0]!.toUpperCase() + letters.slice(1).toLowerCase();
const isElement = (symbol: string): boolean => symbol === 'D' || atomicNumber(symbol) !== undefined;

/** "Cs1+", "O2-", "Fe+3", "CS": a type symbol is an element and a charge. */
function elementOfType({ text, line }: CifValue): string {
  const letters = /^([A-Za-z]{1,2})\d*[+-]?\d*$/.exec(text.trim())?.[1];
  const symbol = letters === undefined ? '' : titleCase(letters);
  if (!isElement(symbol)) throw unknownElement(oneLine(text).slice(0, 40), line);
  return symbol;
}

/** "Cd0", "O1A", "H12": a label begins with the element, in the case it is printed. */
function elementOfLabel(label: string, line: number): string {
  const [one, two] = [label.slice(0, 1), label.slice(0, 2)];
  if (/^[A-Z][a-z]/.test(two) && isElement(two)) return two;
  const pair = /^[A-Z]{2}/.test(two) && isElement(titleCase(two));
  if (/^[A-Z]/.test(one) && isElement(one)) {
    if (pair)
      refuse(
        CIF,
        line,
        `_atom_site_type_symbol: the label ${label} may mean ${one} or ${titleCase(two)}`,
      );
    return one;
  }
  if (pair) return titleCase(two);
  throw unknownElement(label, line);
}

const unknownElement = (symbol: string, line: number) =>
  new EpistackError({ code: 'unknown-element', symbol, at: { format: CIF, line } });
