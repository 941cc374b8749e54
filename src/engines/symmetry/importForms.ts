import { type Alignment, alignAxes } from '#core/crystal/alignAxes.ts';
import { crystalFromSites, unitCellStructure, wrap01 } from '#core/crystal/crystal.ts';
import { atomicNumber } from '#core/crystal/elements.ts';
import { operationsFromHall } from '#core/crystal/hall.ts';
import { keptAxes, LAST_OF_FREE_AXES, shortestMonoclinic } from '#core/crystal/monoclinic.ts';
import {
  allSettings,
  type SpaceGroupSetting,
  settingsOfNumber,
  shortSymbol,
} from '#core/crystal/spaceGroups.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { describe, EpistackError } from '#core/errors.ts';
import { det, inverse, mul, mulCol, mulRow, row } from '#core/math/mat3.ts';
import { add, norm, sub, type Vec3 } from '#core/math/vec3.ts';
import { hasUsualAxes } from '#core/recipe/crystals/handCrystal.ts';
import {
  areGivenAxes,
  axesText,
  type CrystalForm,
  type FormSite,
  freeCellOf,
  keptFraction,
  P1,
  type Species,
} from '#core/recipe/crystals/imported.ts';
import { type SpaceGroup, type StandardCell, standardForms } from './symmetry.ts';

/** Symmetrised positions meet their images far closer than this; two atoms never are so close. */
const SAME_ANG = 0.05;
/** More than symmetrising changes a cell vector at any tolerance. */
const MAX_STRETCH_ANG = 0.5;
/** Smallest shift of an atom that is reported. */
const MOVED_ANG = 1e-3;

export interface FormsFound {
  readonly group: SpaceGroup | null;
  readonly forms: readonly CrystalForm[];
  readonly notes: readonly string[];
}

/**
 * The conventional and the primitive cell of a crystal. Each is built again from what would be kept and
 * laid over the given atoms: one that does not return them all, in the same hand, is not offered.
 * @param speciesOf N, species of each atom: atoms of different species are different to the symmetry
 * @param search null leaves the symmetry alone
 */
export async function standardFormsOf(
  structure: Structure,
  species: readonly Species[],
  speciesOf: Uint8Array,
  search: { readonly symprecAng: number } | null | undefined,
): Promise<FormsFound> {
  if (search === null)
    return {
      group: null,
      forms: [],
      notes: ['the symmetry was not looked for: the axes stay as given'],
    };
  // From 1, as moyo counts nothing from 0.
  const coded = { ...structure, numbers: speciesOf.map((s) => s + 1) };
  try {
    const standard = await standardForms(coded, search);
    const { group } = standard;
    const notes: string[] = [];
    const { setting, cell: standardCell } = usualCell(
      standard.conventional,
      allSettings()[group.hallNumber - 1]!,
    );
    const spaceGroup = { number: group.number, symbol: symbolIn(setting), hall: setting.hall };
    const conventional: CrystalForm = {
      kind: 'conventional',
      spaceGroup,
      cell: freeCellOf(group.number, standardCell.lattice),
      sites: representatives(standardCell, spaceGroup.hall, species),
      counts: countsOf(standardCell, species),
      axes: standardCell.axes,
    };
    const primitive: CrystalForm = {
      kind: 'primitive',
      spaceGroup: P1,
      cell: freeCellOf(1, standard.primitive.lattice),
      sites: Array.from(standard.primitive.numbers, (_, i) =>
        siteAt(standard.primitive, i, species),
      ),
      counts: countsOf(standard.primitive, species),
      axes: standard.primitive.axes,
    };
    const forms: CrystalForm[] = [];
    for (const [form, cell] of [
      [conventional, standardCell],
      [primitive, standard.primitive],
    ] as const) {
      const centred = standard.primitive.numbers.length < standard.conventional.numbers.length;
      if (form.kind === 'primitive' && !centred) continue;
      const movedAng = farthestMoved(form, cell, coded, species);
      if (!(movedAng <= 2 * group.symprecAng + SAME_ANG)) {
        notes.push(`the ${form.kind} cell did not give the same atoms back and is not offered`);
        continue;
      }
      forms.push(form);
      if (form.kind === 'conventional' && movedAng > MOVED_ANG)
        notes.push(
          `to be exactly ${spaceGroup.symbol}, atoms of the conventional cell are moved by up to ${movedAng.toPrecision(2)} Å; "as given" leaves them`,
        );
    }
    const shrink = 1 / det(standard.primitive.axes);
    const centring = standard.conventional.numbers.length / standard.primitive.numbers.length;
    if (Math.round(shrink) > Math.round(centring))
      notes.push(`the given cell holds ${Math.round(shrink)} primitive cells: it is a supercell`);
    if (forms.length > 0 && !areGivenAxes(conventional.axes))
      notes.push(`conventional axes in the given ones: ${axesText(conventional.axes)}`);
    return { group, forms, notes };
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return {
      group: null,
      forms: [],
      notes: [`the symmetry was not found (${describe(error.failure)}): the axes stay as given`],
    };
  }
}

/**
 * The conventional cell. Where symmetry leaves a choice, the given cell is kept if it is in a setting of the tables,
 * else the shortest axes are taken; of what is left, those nearest to the given ones.
 */
function usualCell(
  cell: StandardCell,
  standard: SpaceGroupSetting,
): { readonly cell: StandardCell; readonly setting: SpaceGroupSetting } {
  const { number, hall } = standard;
  let usual = cell;
  if (number <= LAST_OF_FREE_AXES) {
    const others = settingsOfNumber(number).filter((s) => hasUsualAxes(s) && s.hall !== hall);
    const kept = keptAxes(hall, cell.axes, [standard, ...others]);
    if (kept !== null) return { cell: inAxes(cell, kept), setting: kept.setting };
    if (number > 2) usual = inAxes(cell, shortestMonoclinic(hall, cell.lattice));
  }
  return { cell: inAxes(usual, alignAxes(hall, usual.axes, usual.lattice)), setting: standard };
}

/** "P2_1/n" where only the full symbol tells the setting; else the short one. */
const symbolIn = ({ standard, symbol, full }: SpaceGroupSetting): string =>
  shortSymbol(standard ? symbol : full.replaceAll(/ 1(?= |$)/g, ''));

function inAxes(cell: StandardCell, { turn, shift }: Alignment): StandardCell {
  const axes = mul(turn, cell.axes);
  const toNew = inverse(turn);
  const frac = new Float64Array(cell.frac.length);
  for (let i = 0; i < cell.numbers.length; i++)
    frac.set(sub(mulRow(row(cell.frac, i), toNew), shift).map(wrap01), 3 * i);
  return {
    numbers: cell.numbers,
    frac,
    axes,
    lattice: mul(turn, cell.lattice),
    origin: add(cell.origin, mulRow(shift, axes)) as StandardCell['origin'],
  };
}

const countsOf = (
  { numbers }: StandardCell,
  species: readonly Species[],
): Record<string, number> => {
  const out: Record<string, number> = {};
  for (const n of numbers) {
    const { symbol } = species[n - 1]!;
    out[symbol] = (out[symbol] ?? 0) + 1;
  }
  return out;
};

const siteAt = (cell: StandardCell, i: number, species: readonly Species[]): FormSite => {
  const [x, y, z] = row(cell.frac, i);
  const index = cell.numbers[i]! - 1;
  return {
    symbol: species[index]!.symbol,
    xyz: [keptFraction(x), keptFraction(y), keptFraction(z)],
    species: index,
  };
};

/** One atom of each orbit, the one nearest the origin as printed. */
function representatives(
  cell: StandardCell,
  hall: string,
  species: readonly Species[],
): readonly FormSite[] {
  const operations = operationsFromHall(hall);
  const taken = new Uint8Array(cell.numbers.length);
  const sites: FormSite[] = [];
  for (let i = 0; i < taken.length; i++) {
    if (taken[i] === 1) continue;
    let best = siteAt(cell, i, species);
    for (const { rotation, translation } of operations) {
      const image = add(mulCol(rotation, row(cell.frac, i)), translation);
      for (let j = i; j < taken.length; j++) {
        if (taken[j] === 1 || cell.numbers[j] !== cell.numbers[i]) continue;
        if (distanceAng(image, row(cell.frac, j), cell.lattice) > SAME_ANG) continue;
        taken[j] = 1;
        const site = siteAt(cell, j, species);
        if (before(site.xyz, best.xyz)) best = site;
      }
    }
    sites.push(best);
  }
  return sites;
}

/** By the sum of the fractions, then x, then y: "(0, 0, 0)" before "(½, ½, 0)". */
function before(p: Vec3, q: Vec3): boolean {
  const key = (v: Vec3) => [v[0] + v[1] + v[2], ...v].map((x) => Math.round(1e6 * x));
  const [a, b] = [key(p), key(q)];
  const at = a.findIndex((x, k) => x !== b[k]);
  return at >= 0 && a[at]! < b[at]!;
}

function distanceAng(p: Vec3, q: Vec3, lattice: ArrayLike<number>): number {
  const d = sub(p, q);
  return norm(
    mulRow([d[0] - Math.round(d[0]), d[1] - Math.round(d[1]), d[2] - Math.round(d[2])], lattice),
  );
}

/**
 * How far the kept crystal's atoms are from the given ones, in Å, laid over each other by the axes: a
 * proper map, as its determinant is positive. Infinite when the counts differ.
 */
function farthestMoved(
  form: CrystalForm,
  cell: StandardCell,
  coded: Structure,
  species: readonly Species[],
): number {
  const kept = unitCellStructure(
    crystalFromSites(
      '',
      form.spaceGroup,
      form.cell,
      form.sites.map((s) => ({ ...s, chargeE: null })),
    ),
  );
  const expected = coded.numbers.length * det(cell.axes);
  if (Math.abs(kept.numbers.length - expected) > 1e-3) return Number.POSITIVE_INFINITY;
  const axes = mul(cell.axes, coded.lattice);
  for (let i = 0; i < 3; i++)
    if (!(Math.abs(norm(row(axes, i)) - norm(row(kept.lattice, i))) < MAX_STRETCH_ANG))
      return Number.POSITIVE_INFINITY;
  const keptFrac = fractions(kept);
  const given = fractions(coded);
  const toForm = inverse(cell.axes);
  const elements = Array.from(coded.numbers, (n) => atomicNumber(species[n - 1]!.symbol));
  let farthest = 0;
  for (let i = 0; i < coded.numbers.length; i++) {
    const at = mulRow(sub(row(given, i), cell.origin), toForm);
    let nearest = Number.POSITIVE_INFINITY;
    for (let j = 0; j < kept.numbers.length && nearest > 1e-9; j++)
      if (kept.numbers[j] === elements[i])
        nearest = Math.min(nearest, distanceAng(at, row(keptFrac, j), kept.lattice));
    farthest = Math.max(farthest, nearest);
  }
  return farthest;
}

function fractions({ lattice, xyz, numbers }: Structure): Float64Array {
  const toFrac = inverse(lattice);
  const out = new Float64Array(xyz.length);
  for (let i = 0; i < numbers.length; i++) out.set(mulRow(row(xyz, i), toFrac), 3 * i);
  return out;
}
