import { atomicNumber } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { highest, lowest } from '#core/math/extremes.ts';
import { row } from '#core/math/mat3.ts';
import { det2 } from '#core/math/plane2.ts';
import { cross, dot, mapTuple, norm, unit } from '#core/math/vec3.ts';
import type { Built, BuiltSlab } from '#core/recipe/build.ts';
import { closingOf } from '#core/recipe/recipe.ts';
import { dSpacingAng } from '#core/surface/miller.ts';
import type { Surface } from '#core/surface/surface.ts';

/** Atoms by their height alone: along the surface normal nothing else counts. */
export interface Sheets {
  /** Å, above the lowest atom of the layer. */
  readonly heightsAng: Float64Array;
  readonly numbers: Uint8Array;
  /** Atoms per Å² of each sheet; below 0 for atoms that a cut leaves out of a whole period. */
  readonly perAng2: Float64Array;
}

export const NO_SHEETS: Sheets = {
  heightsAng: new Float64Array(),
  numbers: new Uint8Array(),
  perAng2: new Float64Array(),
};

/** One crystal of a stack: a period that repeats upward, and what is added to it at its ends. */
export interface Layer {
  readonly name: string;
  /** Slab of the document, counted from the bottom. */
  readonly slab: number;
  /** Height of its lowest atom above the lowest of the first layer, Å. */
  readonly baseAng: number;
  readonly period: Sheets;
  readonly periodAng: number;
  /** The same without the strain of the stack, Å. */
  readonly ownPeriodAng: number;
  readonly periods: number;
  /** The same with the part of a period that its last planes are. */
  readonly periodsInAll: number;
  /** Planes beyond whole periods, and atoms removed from the top. */
  readonly rest: Sheets;
  /** Atoms removed from the bottom. */
  readonly foot: Sheets;
  /** Lowest to highest atom, Å. */
  readonly thickAng: number;
  /** Indices of the plane whose spacing is the period: (0 0 2) where a face-centred crystal lies on (0 0 1). */
  readonly hkl: readonly [number, number, number];
}

/** A stack as it scatters along its normal. Plain data. */
export interface RodModel {
  /** The crystal that goes on downward without end; heights as those of the first layer. null: none. */
  readonly below: { readonly period: Sheets; readonly periodAng: number } | null;
  /** Bottom to top. */
  readonly layers: readonly Layer[];
  /** Layers from this one on are repeated. */
  readonly repeatFrom: number;
  readonly repeats: number;
  /** Height of one repeat, Å. */
  readonly repeatAng: number;
  /** What was taken to be so, in words. */
  readonly notes: readonly string[];
}

/** What of a stack is scaled up for a scan. */
export interface RodChoices {
  /** Whole periods of each film, in the order of the films; null, or one that is not named: as many planes as it has. */
  readonly filmPeriods: readonly (number | null)[];
  /** How often the films, or all slabs of a superlattice, come one after another. */
  readonly repeats: number;
  /** Whether the substrate goes on downward without end; otherwise its slab alone scatters. */
  readonly isEndless: boolean;
}

export const MOST_PERIODS = 5000;
const MOST_REPEATS = 1000;

/**
 * The stack of a document as layers along its normal. Positions of a relaxation and edits by hand are left out.
 * @throws `setting` for numbers of periods or repeats that cannot be
 */
export function rodModel(built: Built, choices: RodChoices): RodModel {
  const { slabs, recipe, cell } = built;
  const { filmPeriods, repeats, isEndless } = choices;
  const closing = closingOf(recipe);
  const isSuperlattice = closing.kind === 'superlattice';
  checkChoices(choices, slabs.length, isSuperlattice);
  const notes: string[] = [];
  if (recipe.relaxed !== undefined || (recipe.edits?.length ?? 0) > 0)
    notes.push(
      'Of the document, positions of its relaxation and edits by hand are left out: whole planes of the crystals are summed. Write the structure to a file to scan its atoms as they are.',
    );
  let topAng = 0;
  const laid = slabs.map((slab, k) => {
    const n = k === 0 ? null : (filmPeriods[k - 1] ?? null);
    const gapAng =
      k === 0 ? 0 : (recipe.steps[k] as { readonly separationAng: number }).separationAng;
    const layer = layerOf(slab, k, {
      areaAng2: det2(cell) / det2(slab.matrix),
      planes: n === null ? slab.spec.planes : n * slab.slab.surface.planes.length,
      isOpenBelow: k === 0 && isEndless,
    });
    const baseAng = topAng + gapAng;
    topAng = baseAng + layer.thickAng;
    return { ...layer, baseAng };
  });
  const [first] = laid;
  const repeatFrom = isSuperlattice ? 0 : 1;
  const start = laid[repeatFrom]?.baseAng ?? 0;
  const gapAng = isSuperlattice
    ? closing.separationAng
    : ((recipe.steps[slabs.length - 1] as { readonly separationAng?: number }).separationAng ?? 0);
  if (repeats > 1 && !isSuperlattice)
    notes.push(
      `Where the films begin again, the distance is that of the topmost interface, ${gapAng} Å.`,
    );
  return {
    below: isEndless ? { period: first!.downward, periodAng: first!.periodAng } : null,
    layers: laid.map(({ downward: _, ...layer }) => layer),
    repeatFrom,
    repeats,
    repeatAng: topAng - start + gapAng,
    notes,
  };
}

function checkChoices(
  { filmPeriods, repeats }: RodChoices,
  slabs: number,
  isSuperlattice: boolean,
): void {
  const refuse = (field: string, expected: string): never => {
    throw new EpistackError({ code: 'setting', field, expected });
  };
  if (filmPeriods.length > slabs - 1)
    refuse('film periods', `at most ${slabs - 1} numbers, one for each film`);
  for (const n of filmPeriods)
    if (n !== null && !(Number.isInteger(n) && n >= 1 && n <= MOST_PERIODS))
      refuse('film periods', `whole numbers from 1 to ${MOST_PERIODS}`);
  if (!(Number.isInteger(repeats) && repeats >= 1 && repeats <= MOST_REPEATS))
    refuse('repeats', `a whole number from 1 to ${MOST_REPEATS}`);
  if (repeats > 1 && !isSuperlattice && slabs < 3)
    refuse('repeats', '1, unless two films or more alternate; a single film has its periods');
}

interface Cut {
  /** Of the primitive in-plane cell as it is strained, Å². */
  readonly areaAng2: number;
  readonly planes: number;
  /** The lower face is none: the crystal goes on. */
  readonly isOpenBelow: boolean;
}

interface Atom {
  readonly z: number;
  readonly number: number;
  readonly sign: 1 | -1;
}

/** Plane `j` of a slab from the bottom, continued without end both ways. Heights in the crystal's own frame, Å. */
function planeAtoms(surface: Surface, bottomRank: number, j: number): readonly Atom[] {
  const count = surface.planes.length;
  const rank = bottomRank - j;
  const lower = Math.floor(rank / count);
  return surface.planes[rank - lower * count]!.atoms.map((atom) => ({
    z: surface.xyz[3 * atom.index + 2]! - (lower + atom.lower) * surface.layerPeriodAng,
    number: surface.numbers[atom.index]!,
    sign: 1,
  }));
}

const bottomRankOf = ({ spec }: BuiltSlab, slab: number): number =>
  slab === 0 ? spec.termination + spec.planes - 1 : spec.termination;

function layerOf(
  slab: BuiltSlab,
  index: number,
  { areaAng2, planes, isOpenBelow }: Cut,
): Omit<Layer, 'baseAng'> & { readonly downward: Sheets } {
  const { surface } = slab.slab;
  const count = surface.planes.length;
  const bottomRank = bottomRankOf(slab, index);
  const rise = 1 + (slab.spec.normalStrain ?? 0);
  const atomsOf = (j: number) => planeAtoms(surface, bottomRank, j);
  const removed = (j: number): readonly Atom[] => {
    const gone = removedAt(slab, { isBottom: j === 0 && !isOpenBelow, isTop: j === planes - 1 });
    return atomsOf(j)
      .filter(({ number }) => gone.has(number))
      .map((atom) => ({ ...atom, sign: -1 }));
  };
  const left = (j: number) => {
    const gone = new Set(removed(j).map(({ number }) => number));
    return atomsOf(j).filter(({ number }) => !gone.has(number));
  };
  const span = (from: number, to: number) => Array.from({ length: to - from }, (_, k) => from + k);
  // The planes of one period hold the lowest and the highest atom, a removal included.
  const low = Math.min(
    ...span(0, Math.min(planes, count + 1))
      .flatMap(left)
      .map((a) => a.z),
  );
  const high = Math.max(
    ...span(Math.max(0, planes - count - 1), planes)
      .flatMap(left)
      .map((a) => a.z),
  );
  const periods = Math.floor(planes / count);
  const sheets = (atoms: readonly Atom[]): Sheets => ({
    heightsAng: Float64Array.from(atoms, ({ z }) => rise * (z - low)),
    numbers: Uint8Array.from(atoms, ({ number }) => number),
    perAng2: Float64Array.from(atoms, ({ sign }) => sign / areaAng2),
  });
  const spacing = dSpacingAng(slab.crystal.lattice, surface.plane.coprime);
  const multiple = Math.round(spacing / surface.layerPeriodAng);
  return {
    // A remark in brackets is for the library's list, not for every line of a scan.
    name: slab.name.replace(/ \(.*\)$/, ''),
    slab: index,
    period: sheets(span(0, count).flatMap(atomsOf)),
    periodAng: rise * surface.layerPeriodAng,
    ownPeriodAng: surface.layerPeriodAng,
    periods,
    periodsInAll: planes / count,
    rest: sheets([
      ...span(periods * count, planes).flatMap(atomsOf),
      ...(planes > 1 ? removed(planes - 1) : []),
    ]),
    foot: sheets(removed(0)),
    thickAng: rise * (high - low),
    hkl: mapTuple(surface.plane.coprime, (h) => h * multiple + 0),
    downward: sheets(span(-count, 0).flatMap(atomsOf)),
  };
}

const removedAt = (
  { spec }: BuiltSlab,
  { isBottom, isTop }: { readonly isBottom: boolean; readonly isTop: boolean },
): ReadonlySet<number> =>
  new Set(
    spec.remove
      .filter(({ face }) => (face === 'top' ? isTop : isBottom))
      .map(({ species }) => atomicNumber(species)!),
  );

/**
 * The atoms of a file as they are, by their height above a × b: finite, whatever the cell says.
 * @param repeats of the cell along its normal, each one cell higher
 */
export function rodOfStructure(name: string, structure: Structure, repeats: number): RodModel {
  checkChoices({ filmPeriods: [], repeats, isEndless: false }, 1, true);
  const { lattice, numbers, xyz } = structure;
  const across = cross(row(lattice, 0), row(lattice, 1));
  const normal = unit(across);
  const heights = Float64Array.from(numbers, (_, i) =>
    dot([xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!], normal),
  );
  const [low, high] = [lowest(heights), highest(heights)];
  const periodAng = Math.abs(dot(row(lattice, 2), normal));
  return {
    below: null,
    layers: [
      {
        name,
        slab: 0,
        baseAng: 0,
        period: {
          heightsAng: heights.map((z) => z - low),
          numbers,
          perAng2: new Float64Array(numbers.length).fill(1 / norm(across)),
        },
        periodAng,
        ownPeriodAng: periodAng,
        periods: repeats,
        periodsInAll: repeats,
        rest: NO_SHEETS,
        foot: NO_SHEETS,
        thickAng: (repeats - 1) * periodAng + high - low,
        hkl: [0, 0, 1],
      },
    ],
    repeatFrom: 0,
    repeats: 1,
    repeatAng: periodAng,
    notes: [],
  };
}
