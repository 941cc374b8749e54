import {
  type CellParameters,
  checkParameter,
  latticeFromParameters,
} from '#core/crystal/lattice.ts';
import { EpistackError } from '#core/errors.ts';
import type { AtomsFile } from '#core/io/atomsFile.ts';
import { chooseOrder, orderedTitle } from '#core/io/disorder/chooseOrder.ts';
import type { OrderedChoice } from '#core/io/disorder/ordered.ts';
import { checkCell, checkedStructure } from '#core/io/text/limits.ts';
import { located, oneLine, refuse } from '#core/io/text/text.ts';
import { mulRow, row } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { type CifSite, sharedSite } from './cifDisorder.ts';
import { formulaWarning, printedFormula } from './cifFormula.ts';
import { FRACT, holdsSites, oxidationNumbers, readSites } from './cifSites.ts';
import {
  readSpaceGroup,
  type SymmetryChoice,
  settingLabel,
  symmetryChoices,
} from './cifSymmetry.ts';
import { CIF, type CifBlock, cifNumber, item, parseCifText } from './cifText.ts';
import { waterWarning } from './cifWater.ts';
import { expandSites, type Orbits } from './orbits.ts';
import { isSplit, splitSites } from './splitSites.ts';

export interface CifOptions {
  /** Name of the data block, without "data_"; the first that holds atom sites when left out. */
  readonly block?: string;
  /** Which setting, by its Hall symbol, where the file lists no operations and its symbol has several. */
  readonly setting?: string;
  /** How a disordered crystal is ordered; without it, it is refused with the choices that there are. */
  readonly ordered?: OrderedChoice;
}

/** Names of the data blocks that hold atom sites, in order. @throws `parse` */
export const cifBlocks = (text: string): string[] =>
  parseCifText(text)
    .filter(holdsSites)
    .map((b) => b.name);

/**
 * Reads one data block: all atoms of the cell, a along x and b in the xy plane. The operations that
 * the file lists are applied (see `expandSites`); a space group named without them is refused.
 * @throws `parse` with the line; `partial-occupancy`, `atoms-overlap`, `unknown-element`, `bad-lattice`, `too-large`
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
  const choices = symmetryChoices(block, spaceGroup, lattice, warnings, options.setting);
  const sites = readSites(block, lattice, warnings);
  const orbits = expandChoices(block, lattice, sites, choices, warnings);
  for (const loop of block.loops)
    if (loop.raggedLine !== null)
      warnings.push(
        `line ${loop.raggedLine}: the last row of the loop of line ${loop.line} is not whole; nothing was read from it`,
      );
  warnings.push(...orbits.warnings, ...waterWarning(block, lattice, sites, orbits));
  const named = item(block, '_chemical_name_common', '_chemical_name_systematic');
  const title = oneLine(named?.text ?? block.name);
  const lineOf = (site: number) => sites[site]!.line;
  const split = splitSites(sites, orbits);
  if (split.size > 0 || sites.some((site) => site.shared !== undefined)) {
    for (const { full, warning } of split.values()) if (full) warnings.push(warning);
    const { atoms, model, warning } = chooseOrder(
      {
        lattice,
        places: placesOf(orbits),
        siteOf: orbits.siteOf,
        splitOf: orbits.splitOf,
        sites: sites.map((site, s) => split.get(s)?.site ?? sharedSite(site)),
      },
      options.ordered,
    );
    return {
      format: 'cif',
      title: orderedTitle(title, model),
      model: model.name,
      structure: checkedStructure(CIF, atoms, (i) => lineOf(atoms.siteOf[i]!)),
      frozen: null,
      spaceGroup: null,
      warnings: [warning, ...warnings],
    };
  }
  warnings.push(...formulaWarning(block, orbits.numbers));
  const xyz = new Float64Array(orbits.fractions.length);
  for (let i = 0; i < orbits.numbers.length; i++)
    xyz.set(mulRow(row(orbits.fractions, i), lattice), 3 * i);
  const structure = checkedStructure(CIF, { lattice, numbers: orbits.numbers, xyz }, (i) =>
    lineOf(orbits.siteOf[i]!),
  );
  return {
    format: 'cif',
    title,
    structure,
    frozen: null,
    spaceGroup,
    warnings,
    ...statedCharges(block, sites, orbits.siteOf),
  };
}

const placesOf = ({ fractions, numbers }: Orbits): Vec3[] =>
  Array.from(numbers, (_, i) => row(fractions, i));

/**
 * The atoms, by the one way of reading the symmetry that the rest of the file agrees with.
 * @throws `ambiguous-setting` when several agree and give different crystals; what `expandSites` throws
 */
function expandChoices(
  block: CifBlock,
  lattice: Float64Array,
  sites: readonly CifSite[],
  choices: readonly SymmetryChoice[],
  warnings: string[],
): Orbits {
  const [only, second] = choices;
  if (second === undefined) {
    if (only!.setting !== null)
      warnings.push(
        `no operations in the file: those of ${settingLabel(only!.setting)} (${only!.setting.hall}) are applied`,
      );
    return expandSites(lattice, sites, only!.operations);
  }
  let refusal: unknown;
  const tried = choices.flatMap(({ operations, setting }) => {
    try {
      return [{ setting: setting!, orbits: expandSites(lattice, sites, operations) }];
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      refusal ??= error;
      return [];
    }
  });
  if (tried.length === 0) throw refusal;
  const agreeing = tried.filter(({ orbits }) => agrees(block, sites, orbits));
  // A wrong origin puts atoms next to their own images.
  const unsplit = tried.filter(({ orbits }) => !isSplit(orbits));
  const kept = [agreeing, unsplit, tried].find((list) => list.length > 0)!;
  const [first, ...others] = kept;
  if (others.some(({ orbits }) => !sameAtoms(first!.orbits, orbits)))
    throw new EpistackError({
      code: 'ambiguous-setting',
      symbol:
        item(block, '_space_group_name_h-m_alt', '_symmetry_space_group_name_h-m')?.text.slice(
          0,
          80,
        ) ?? `space group ${first!.setting.number}`,
      line: block.line,
      settings: kept.map(({ setting }) => ({ hall: setting.hall, label: settingLabel(setting) })),
    });
  warnings.push(
    `no operations in the file: of ${choices.length} settings, ${settingLabel(first!.setting)} (${first!.setting.hall}) is the one that its sites and formula fit`,
  );
  return first!.orbits;
}

/** Whether the atoms of each site are as many as the file says, and no two are impossibly close. */
function agrees(block: CifBlock, sites: readonly CifSite[], orbits: Orbits): boolean {
  if (orbits.isCrowded || isSplit(orbits)) return false;
  const found = new Uint32Array(sites.length);
  for (const s of orbits.siteOf) found[s]!++;
  if (sites.some((s, i) => s.multiplicity !== undefined && s.multiplicity !== found[i]))
    return false;
  const units = cifNumber(item(block, '_cell_formula_units_z'));
  const printed = printedFormula(block);
  if (printed === null) return true;
  const inUnit = [...printed.values()].reduce((sum, n) => sum + n, 0);
  return units === undefined
    ? formulaWarning(block, orbits.numbers).length === 0
    : Math.abs(orbits.numbers.length - units * inUnit) < 0.5;
}

/** Same order and same places: both settings say the same here. */
const sameAtoms = (a: Orbits, b: Orbits): boolean =>
  a.fractions.length === b.fractions.length &&
  a.fractions.every((x, k) => Math.abs(x - b.fractions[k]!) < 1e-6);

/** Formal charges given in the file, if it gives one for every site. */
function statedCharges(
  block: CifBlock,
  sites: readonly CifSite[],
  siteOf: Uint32Array,
): { statedCharges?: Float64Array } {
  const states = oxidationNumbers(block);
  const charges = sites.map((s) => states.get(s.type ?? '') ?? s.chargeE);
  // All neutral is what programs write that know of no charges.
  if (charges.includes(undefined) || charges.every((q) => q === 0)) return {};
  return { statedCharges: Float64Array.from(siteOf, (s) => charges[s]!) };
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
  const read = (key: keyof CellParameters): number => {
    const tag = `_cell_${key.length > 1 ? 'angle' : 'length'}_${key}`;
    const value = item(block, tag) ?? block.items.get(tag);
    const number = cifNumber(value);
    if (number === undefined) refuse(CIF, value?.line ?? block.line, `a number for ${tag}`);
    located({ format: CIF, line: value!.line }, () => checkParameter(key, number));
    return number;
  };
  const cell = {
    a: read('a'),
    b: read('b'),
    c: read('c'),
    alpha: read('alpha'),
    beta: read('beta'),
    gamma: read('gamma'),
  };
  const firstLine = block.items.get('_cell_length_a')!.line;
  return located({ format: CIF, line: firstLine }, () => {
    const lattice = latticeFromParameters(cell);
    checkCell(lattice);
    return lattice;
  });
}
