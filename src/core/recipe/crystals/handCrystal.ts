import {
  atomsOfSites,
  CLASH_ANG,
  type FreeCell,
  freeConstants,
  fullCell,
  specialPosition,
  unitCellStructure,
} from '#core/crystal/crystal.ts';
import { atomicNumber } from '#core/crystal/elements.ts';
import { operationsFromHall } from '#core/crystal/hall.ts';
import { latticeFromParameters } from '#core/crystal/lattice.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import { type SpaceGroupSetting, settingOfHall, shortSymbol } from '#core/crystal/spaceGroups.ts';
import { composition } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { mulRow } from '#core/math/mat3.ts';
import { norm, sub, type Vec3 } from '#core/math/vec3.ts';
import { type CrystalForm, keptFraction } from './imported.ts';

/** A crystal as a person types it. */
export interface HandSpec {
  /** Hall symbol of the setting. */
  readonly hall: string;
  /** The free constants of the space group, Å and degrees. */
  readonly cell: FreeCell;
  readonly sites: readonly { readonly symbol: string; readonly xyz: Vec3 }[];
}

/** "1/3", "-1/8", "0.25", "½"; undefined for anything else. */
export function parseFraction(text: string): number | undefined {
  const clean = text
    .trim()
    .replaceAll('−', '-')
    .replace(',', '.')
    .normalize('NFKC')
    .replace('⁄', '/');
  const [, top, bottom] =
    /^([+-]?(?:\d{1,9}(?:\.\d{0,15})?|\.\d{1,15}))(?:\/(\d{1,4}))?$/.exec(clean) ?? [];
  if (top === undefined) return undefined;
  const value = Number(top) / (bottom === undefined ? 1 : Number(bottom));
  return Number.isFinite(value) ? value : undefined;
}

/** Lattice vectors that a recipe can hold, Å. */
export const MIN_LENGTH_ANG = 0.5;
export const MAX_LENGTH_ANG = 500;

/**
 * Whether lattice constants can be typed for a setting by its number alone: not for monoclinic settings
 * with another unique axis than b, nor for rhombohedral axes.
 */
export const hasUsualAxes = ({ number, setting }: SpaceGroupSetting): boolean =>
  setting !== 'R' && (number < 3 || number > 15 || setting.includes('b'));

/**
 * Checks what was typed. Sites within rounding of a special position are moved onto it.
 * @throws `bad-lattice`, `unknown-element`, `atoms-overlap` with the sites and their distance
 */
export function handForm(spec: HandSpec): { form: CrystalForm; notes: readonly string[] } {
  const setting = settingOfHall(spec.hall);
  if (setting === undefined || !hasUsualAxes(setting))
    throw new EpistackError({
      code: 'bad-lattice',
      reason: `"${spec.hall.slice(0, 40)}" is no setting with b unique or hexagonal axes`,
    });
  if (spec.sites.length === 0)
    throw new EpistackError({ code: 'bad-lattice', reason: 'no site is occupied' });
  const { number, hall } = setting;
  const full = fullCell(number, spec.cell);
  for (const key of ['a', 'b', 'c'] as const)
    if (!(full[key] >= MIN_LENGTH_ANG && full[key] <= MAX_LENGTH_ANG))
      throw new EpistackError({
        code: 'bad-lattice',
        reason: `${key} = ${full[key]} Å is not between ${MIN_LENGTH_ANG} and ${MAX_LENGTH_ANG} Å`,
      });
  const lattice = latticeFromParameters(full);
  const operations = operationsFromHall(hall);
  const notes: string[] = [];
  const sites = spec.sites.map(({ symbol, xyz }, i) => {
    if (atomicNumber(symbol) === undefined)
      throw new EpistackError({ code: 'unknown-element', symbol: symbol.slice(0, 40) });
    if (!xyz.every((x) => Math.abs(x) <= 10))
      throw new EpistackError({
        code: 'bad-lattice',
        reason: `site ${i + 1} (${symbol}): fractions of the cell, not ${xyz.join(', ')}`,
      });
    const at = specialPosition(xyz, operations, lattice);
    const movedAng = norm(mulRow(sub(at, xyz), lattice));
    if (movedAng > 1e-6)
      notes.push(
        `site ${i + 1} (${symbol}) is moved by ${movedAng.toPrecision(1)} Å onto the special position that it misses by rounding`,
      );
    const [x, y, z] = at.map(keptFraction);
    return { symbol, xyz: [x!, y!, z!] as const, species: 0 };
  });
  const spaceGroup = { number, symbol: shortSymbol(setting.symbol), hall };
  // Its keys are those that the space group leaves free.
  const cell = Object.fromEntries(
    freeConstants(number).map((key) => [key, spec.cell[key]]),
  ) as unknown as FreeCell;
  const { numbers, frac, siteOf } = atomsOfSites(hall, lattice, sites);
  const { xyz } = unitCellStructure({ name: '', lattice, numbers, frac, charges: null });
  refuseOverlaps(lattice, xyz, (i) => `${sites[siteOf[i]!]!.symbol} of site ${siteOf[i]! + 1}`);
  const axes = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const counts = composition(numbers);
  return { form: { kind: 'given', spaceGroup, cell, sites, counts, axes }, notes };
}

/** @throws `atoms-overlap` */
function refuseOverlaps(
  lattice: Float64Array,
  xyz: Float64Array,
  nameOf: (i: number) => string,
): void {
  forEachPair(lattice, xyz, CLASH_ANG, (i, j, _, distanceAng) => {
    throw new EpistackError({ code: 'atoms-overlap', pair: [nameOf(i), nameOf(j)], distanceAng });
  });
}
