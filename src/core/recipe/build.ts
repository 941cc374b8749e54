import { sticksOfCrystals } from '#core/crystal/coordination/limits.ts';
import type { Crystal } from '#core/crystal/crystal.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { type Cell2, det2 } from '#core/math/plane2.ts';
import { crystalOf, type Library, materialOf, withOwn } from '#core/recipe/crystals/library.ts';
import { applyHandEdits, type EditOutcome } from '#core/recipe/handEdits/applyHandEdits.ts';
import { gatherEdited } from '#core/recipe/handEdits/gatherEdited.ts';
import type { HandEdit } from '#core/recipe/handEdits/handEdit.ts';
import { slabFrame } from '#core/recipe/handEdits/slabFrame.ts';
import { closingOf, emptyAng, filmsOf, type Recipe, substrateOf } from './recipe.ts';
import {
  type CutSlab,
  cutToSupercell,
  interfaceCell,
  MAX_STACK_ATOMS,
  type PlacedSlab,
  placeSlab,
} from './stack.ts';

/** Everything the builder derives from a recipe; the report is read off this. */
export interface Built {
  readonly recipe: Recipe;
  /** Atoms grouped by element in the order substrate → films, as POSCAR wants them. */
  readonly structure: Structure;
  /** N, atomic plane within the slab, counted from the slab's bottom. */
  readonly plane: Uint16Array;
  /** N, atom of the primitive cell of its slab's surface that each one repeats; NO_SITE for one that was added by hand. */
  readonly site: Uint16Array;
  /** N formal charges in e, NaN for atoms of a crystal without known oxidation states. */
  readonly charges: Float64Array;
  /** Bottom to top. */
  readonly slabs: readonly BuiltSlab[];
  /** In-plane cell of the stack, a along x, Å. */
  readonly cell: Cell2;
  /** What the edits by hand have done; null where the document has none. */
  readonly byHand: ByHand | null;
}

export interface BuiltSlab extends CutSlab {
  readonly name: string;
  /** Heights of its lowest and highest atoms, Å. */
  readonly lowAng: number;
  readonly highAng: number;
  /** d₀ to the slab below; null for the substrate. Measured, where positions were relaxed or atoms edited. */
  readonly separationAng: number | null;
  /** Height of its lowest atom as it was cut, before any edit by hand, Å. */
  readonly baseAng: number;
}

/** What the edits of a document have done to its stack. */
export interface ByHand {
  /** One an edit. */
  readonly outcomes: readonly EditOutcome[];
  /** For each slab, whether an edit has changed it. */
  readonly touched: readonly boolean[];
  /** 3N, where the crystal of its slab has each atom, which names it: see SlabPoint. */
  readonly points: Float64Array;
  /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; null where there is none. */
  readonly valencesE: Float64Array | null;
}

/**
 * Cuts, strains and stacks what a recipe says. Pure: the same recipe and library give the same bytes.
 * Cell right-handed, a along x, c along z; atoms wrapped in the plane, never across the vacuum.
 * @throws `unknown-material`, `bad-lattice`, `bad-plane`, `bad-slab`, `bad-supercell`, `too-large`, `recipe`
 */
export function build(recipe: Recipe, library: Library): Built {
  const films = filmsOf(recipe);
  const materials = withOwn(library, recipe.crystals);
  const steps = [substrateOf(recipe), ...films];
  const cuts = steps.map((step, i) =>
    cutToSupercell(
      crystalFor(materials, step.slab.material, step.slab.cell),
      step.slab,
      i === 0 ? 'top' : 'bottom',
    ),
  );
  const atoms = cuts.reduce((sum, c) => sum + c.slab.numbers.length * det2(c.matrix), 0);
  if (atoms > MAX_STACK_ATOMS)
    throw new EpistackError({
      code: 'too-large',
      what: 'atoms in the cell',
      count: atoms,
      limit: MAX_STACK_ATOMS,
    });
  const cell = interfaceCell(cuts, recipe.strained);
  const halfAng = emptyAng(recipe) / 2;
  const placed: PlacedSlab[] = [];
  const slabs: BuiltSlab[] = [];
  let topAng = halfAng;
  for (const [i, cut] of cuts.entries()) {
    const film = i === 0 ? null : films[i - 1]!;
    const slab = placeSlab(
      cut,
      cell,
      film?.registryShift ?? [0, 0],
      topAng + (film?.separationAng ?? 0),
    );
    placed.push(slab);
    topAng = slab.highAng;
    slabs.push({
      ...cut,
      name: cut.crystal.name,
      lowAng: slab.lowAng,
      highAng: slab.highAng,
      separationAng: film?.separationAng ?? null,
      baseAng: slab.lowAng,
    });
  }
  const lattice = Float64Array.of(...cell[0], 0, ...cell[1], 0, 0, 0, topAng + halfAng);
  const asCut = { recipe, slabs, cell };
  const bare =
    recipe.edits === undefined || recipe.edits.length === 0
      ? { ...asCut, ...gather(placed, cuts, lattice), byHand: null }
      : edited(asCut, recipe.edits, placed, lattice);
  const sticksAng = sticksOfCrystals(
    bare.structure.numbers,
    cuts.map((cut) => cut.slab.surface),
  );
  const rigid = { ...bare, structure: { ...bare.structure, sticksAng } };
  return recipe.relaxed === undefined ? rigid : displaced(rigid, recipe.relaxed.milliAng);
}

/** The frame of each slab of a stack, in which the names of its atoms are read and written. */
export const framesOf = ({ recipe, slabs, cell }: Pick<Built, 'recipe' | 'slabs' | 'cell'>) =>
  slabs.map((slab, i) =>
    slabFrame(slab, cell, i === 0 ? [0, 0] : filmsOf(recipe)[i - 1]!.registryShift, slab.baseAng),
  );

/** A stack with its edits made; its slabs are measured again, its cell stays. */
function edited(
  asCut: Pick<Built, 'recipe' | 'slabs' | 'cell'>,
  edits: readonly HandEdit[],
  placed: readonly PlacedSlab[],
  lattice: Float64Array,
): Built {
  const hasFaces = closingOf(asCut.recipe).kind === 'vacuum';
  const { slabs, outcomes } = applyHandEdits(edits, placed, framesOf(asCut), { lattice, hasFaces });
  const { points, valencesE, ...atoms } = gatherEdited(slabs, asCut.slabs, lattice);
  const built: Built = {
    ...asCut,
    ...atoms,
    byHand: { outcomes, touched: slabs.map((s) => s.isTouched), points, valencesE },
  };
  return { ...built, slabs: measuredSlabs(built, atoms.structure.xyz) };
}

/** Moves the atoms of a rigid stack, and measures the slabs' heights again. */
export function displaced(rigid: Built, milliAng: readonly number[]): Built {
  const { structure } = rigid;
  if (milliAng.length !== structure.xyz.length)
    throw new EpistackError({
      code: 'recipe',
      field: 'relaxed.milliAng',
      expected: `${structure.xyz.length} numbers, three for each atom of this stack`,
    });
  const xyz = structure.xyz.map((x, k) => x + milliAng[k]! / 1000);
  return { ...rigid, slabs: measuredSlabs(rigid, xyz), structure: { ...structure, xyz } };
}

/** The slabs with heights and distances as their atoms have them. */
function measuredSlabs(
  { slabs, structure }: Pick<Built, 'slabs' | 'structure'>,
  xyz: Float64Array,
): readonly BuiltSlab[] {
  const low = slabs.map(() => Number.POSITIVE_INFINITY);
  const high = slabs.map(() => Number.NEGATIVE_INFINITY);
  for (const [i, step] of structure.layer.entries()) {
    low[step] = Math.min(low[step]!, xyz[3 * i + 2]!);
    high[step] = Math.max(high[step]!, xyz[3 * i + 2]!);
  }
  return slabs.map((s, i) => ({
    ...s,
    lowAng: low[i]!,
    highAng: high[i]!,
    separationAng: i === 0 ? null : low[i]! - high[i - 1]!,
  }));
}

/** One interface of a stack: between which slabs, and whether the cell's upper wall lies between them. */
export interface Interface {
  readonly lower: number;
  readonly upper: number;
  /** 1 where a superlattice closes on the next period's substrate, else 0. */
  readonly cellsUp: 0 | 1;
}

/** Bottom to top; a superlattice has one more, where it repeats. */
export function interfacesOf({
  recipe,
  slabs,
}: Pick<Built, 'recipe' | 'slabs'>): readonly Interface[] {
  const inner = slabs.slice(1).map((_, i): Interface => ({ lower: i, upper: i + 1, cellsUp: 0 }));
  return closingOf(recipe).kind === 'vacuum'
    ? inner
    : [...inner, { lower: slabs.length - 1, upper: 0, cellsUp: 1 }];
}

/** A crystal is expanded by symmetry once per set of constants: a slider drag elsewhere does not pay for it. */
const crystals = new WeakMap<object, Map<string, Crystal>>();

function crystalFor(library: Library, id: string, cell: CutSlab['spec']['cell']): Crystal {
  const material = materialOf(library, id);
  const known = crystals.get(material) ?? new Map<string, Crystal>();
  crystals.set(material, known);
  const key = JSON.stringify(cell);
  const crystal = known.get(key) ?? crystalOf(material, cell);
  if (known.size > 64) known.clear();
  known.set(key, crystal);
  return crystal;
}

/** Joins the slabs into one structure, stably grouped by element. */
function gather(
  placed: readonly PlacedSlab[],
  cuts: readonly CutSlab[],
  lattice: Float64Array,
): Pick<Built, 'structure' | 'plane' | 'site' | 'charges'> {
  const elements = [...new Set(cuts.flatMap((c) => [...c.crystal.numbers]))];
  const total = placed.reduce((sum, s) => sum + s.numbers.length, 0);
  const numbers = new Uint8Array(total);
  const xyz = new Float64Array(3 * total);
  const layer = new Uint16Array(total);
  const plane = new Uint16Array(total);
  const site = new Uint16Array(total);
  const charges = new Float64Array(total);
  let at = 0;
  for (const element of elements)
    for (const [step, slab] of placed.entries())
      for (let i = 0; i < slab.numbers.length; i++) {
        if (slab.numbers[i] !== element) continue;
        numbers[at] = element;
        layer[at] = step;
        plane[at] = slab.plane[i]!;
        site[at] = slab.site[i]!;
        charges[at] = slab.charges === null ? Number.NaN : slab.charges[i]!;
        xyz.set(slab.xyz.subarray(3 * i, 3 * i + 3), 3 * at);
        at++;
      }
  return { structure: { lattice, numbers, xyz, layer }, plane, site, charges };
}

/** Atoms of a slab within `depthAng` of one of its faces; by default its outermost atomic plane. */
export function facingAtoms(
  built: Built,
  slab: number,
  face: 'top' | 'bottom',
  depthAng: number | null = null,
): number[] {
  const { layer, xyz } = built.structure;
  const outer = outermostPlane(built, slab, face);
  const { lowAng, highAng } = built.slabs[slab]!;
  const out: number[] = [];
  for (let i = 0; i < layer.length; i++) {
    if (layer[i] !== slab) continue;
    const z = xyz[3 * i + 2]!;
    const depth = face === 'top' ? highAng - z : z - lowAng;
    if (depthAng === null ? built.plane[i] === outer : depth <= depthAng) out.push(i);
  }
  return out;
}

/** The outermost plane of a slab that still holds atoms: a removal or an edit may have emptied the last one. */
function outermostPlane({ structure, plane }: Built, slab: number, face: 'top' | 'bottom'): number {
  let outer = face === 'top' ? 0 : Number.POSITIVE_INFINITY;
  const further = face === 'top' ? Math.max : Math.min;
  for (const [i, l] of structure.layer.entries()) if (l === slab) outer = further(outer, plane[i]!);
  return outer;
}
