import { atomicNumber } from '#core/crystal/elements.ts';
import { EpistackError } from '#core/errors.ts';
import { MAX_STACK_ATOMS, type PlacedSlab } from '#core/recipe/stack.ts';
import { atomsNearFace, bondsAtFace, danglingBonds, limitsOf } from './danglingBonds.ts';
import { EditableSlab } from './editableSlab.ts';
import { formalChargeOf } from './formalCharge.ts';
import { atomsOf, type HandEdit, namedAtoms } from './handEdit.ts';
import { type Capped, passivate } from './passivate.ts';
import { inStack, type OtherCut, otherCut, pointOfFractions, type SlabFrame } from './slabFrame.ts';

/** Why an edit does not find atoms that it names. */
export type Lost =
  | 'no-slab'
  | OtherCut
  | 'no-atom'
  | 'other-element'
  /** The stack repeats along c: it has no outer face. */
  | 'no-face'
  /** No bond that could be ended is left. */
  | 'no-bond';

/** What an edit came to. */
export interface EditOutcome {
  /** Atoms that it changed, took away or put in. */
  readonly done: number;
  /** Atoms that it names. */
  readonly named: number;
  /** How many of these were not found; an edit that names no atoms loses all or nothing. */
  readonly lost: number;
  /** Why the first of them was not found. */
  readonly why: Lost | null;
  readonly capped: readonly Capped[];
  /** Dangling bonds that were left, because another atom stands there. */
  readonly taken: number;
}

/** The slabs of a stack after all edits. */
export interface EditedSlabs {
  readonly slabs: readonly EditableSlab[];
  readonly outcomes: readonly EditOutcome[];
}

/** What edits need to know of a stack besides its slabs. */
export interface EditedStack {
  readonly lattice: Float64Array;
  /** Whether there is vacuum above and below. */
  readonly hasFaces: boolean;
}

/**
 * Makes the edits of a document one after the other. An atom that is not where its name says, or is of another element,
 * is not changed, and no other one in its place.
 * @throws `recipe` for an edit that leaves nothing of a slab, `too-large`
 */
export function applyHandEdits(
  edits: readonly HandEdit[],
  placed: readonly PlacedSlab[],
  frames: readonly SlabFrame[],
  stack: EditedStack,
): EditedSlabs {
  const slabs = placed.map((slab, i) => new EditableSlab(slab, frames[i]!));
  const outcomes = edits.map((edit, k) => {
    const outcome = applied(edit, slabs, stack);
    const empty = slabs.find((s) => s.isTouched && s.numbers.every((z) => z === 0));
    if (empty !== undefined)
      throw new EpistackError({
        code: 'recipe',
        field: `edits[${k}]`,
        expected: `an edit that leaves an atom of ${empty.frame.cut.crystal.name}`,
      });
    const count = slabs.reduce((sum, s) => sum + s.numbers.length, 0);
    if (count > MAX_STACK_ATOMS)
      throw new EpistackError({
        code: 'too-large',
        what: 'atoms in the cell',
        count,
        limit: MAX_STACK_ATOMS,
      });
    return outcome;
  });
  return { slabs, outcomes };
}

/** Atoms that were found, by slab, and why others were not. */
interface Found {
  readonly bySlab: ReadonlyMap<EditableSlab, readonly number[]>;
  readonly lost: number;
  readonly why: Lost | null;
}

function applied(edit: HandEdit, slabs: readonly EditableSlab[], stack: EditedStack): EditOutcome {
  if (edit.kind === 'passivate') return passivated(edit, slabs, stack);
  if (edit.kind === 'add') return added(edit, slabs);
  const found = findAtoms(edit, slabs);
  let done = 0;
  for (const [slab, atoms] of found.bySlab)
    for (const i of atoms) {
      done++;
      if (edit.kind === 'delete') slab.delete(i);
      else if (edit.kind === 'move') slab.move(i, edit.byAng);
      else replace(slab, i, edit, slabs);
    }
  return outcome(edit, done, found);
}

const outcome = (
  edit: HandEdit,
  done: number,
  { lost, why }: Pick<Found, 'lost' | 'why'>,
  { capped = [], taken = 0 }: Partial<Pick<EditOutcome, 'capped' | 'taken'>> = {},
): EditOutcome => ({ done, named: namedAtoms(edit), lost, why, capped, taken });

function findAtoms(edit: HandEdit, slabs: readonly EditableSlab[]): Found {
  const bySlab = new Map<EditableSlab, number[]>();
  let lost = 0;
  let why: Lost | null = null;
  const lose = (reason: Lost, count: number) => {
    lost += count;
    why ??= reason;
  };
  for (const named of atomsOf(edit)) {
    const slab = slabs[named.slab];
    const other = slab === undefined ? 'no-slab' : otherCut(slab.frame.cut, named);
    if (slab === undefined || other !== null) {
      lose(other ?? 'no-slab', named.at.length);
      continue;
    }
    const atoms = new Set(bySlab.get(slab));
    for (const place of named.at) {
      const atom = slab.named(place);
      if (typeof atom === 'number') atoms.add(atom);
      else lose(atom, 1);
    }
    bySlab.set(slab, [...atoms]);
  }
  return { bySlab, lost, why };
}

function replace(
  slab: EditableSlab,
  i: number,
  { element, chargeE }: Extract<HandEdit, { kind: 'replace' }>,
  slabs: readonly EditableSlab[],
): void {
  const number = atomicNumber(element)!;
  slab.charges[i] = chargeE ?? formalChargeOf(number, ...surfacesOf(slab, slabs), slab.charges[i]!);
  slab.numbers[i] = number;
  slab.valencesE[i] = Number.NaN;
  slab.isTouched = true;
}

const surfacesOf = (slab: EditableSlab, slabs: readonly EditableSlab[]) =>
  [slab.frame.cut.slab.surface, slabs.map((s) => s.frame.cut.slab.surface)] as const;

function added(
  edit: Extract<HandEdit, { kind: 'add' }>,
  slabs: readonly EditableSlab[],
): EditOutcome {
  let [done, lost] = [0, 0];
  let why: Lost | null = null;
  for (const named of edit.atoms) {
    const slab = slabs[named.slab];
    const other = slab === undefined ? 'no-slab' : otherCut(slab.frame.cut, named);
    if (slab === undefined || other !== null) {
      lost += named.at.length;
      why ??= other ?? 'no-slab';
      continue;
    }
    for (const [element, ...fractions] of named.at) {
      const number = atomicNumber(element)!;
      const point = pointOfFractions(slab.frame, fractions);
      slab.add({
        number,
        xyz: inStack(slab.frame, point),
        point,
        chargeE: edit.chargeE ?? formalChargeOf(number, ...surfacesOf(slab, slabs), Number.NaN),
        plane: slab.nearestPlane(point[2]),
        valenceE: Number.NaN,
      });
      done++;
    }
  }
  return outcome(edit, done, { lost, why });
}

function passivated(
  edit: Extract<HandEdit, { kind: 'passivate' }>,
  slabs: readonly EditableSlab[],
  stack: EditedStack,
): EditOutcome {
  const limits = limitsOf(slabs);
  const capped: Capped[] = [];
  let taken = 0;
  const cap = (slab: EditableSlab, atoms: readonly number[]) => {
    const all = danglingBonds(slab, atoms, limits);
    const bonds = 'face' in edit ? bondsAtFace(slab, all, edit.face) : all;
    const made = passivate(slabs, slab, bonds, edit.cap, stack.lattice);
    capped.push(...made.capped);
    taken += made.taken;
  };
  if ('face' in edit) {
    if (!stack.hasFaces) return outcome(edit, 0, { lost: 0, why: 'no-face' });
    const slab = (edit.face === 'top' ? slabs.at(-1) : slabs[0])!;
    cap(slab, atomsNearFace(slab, edit.face, limits));
    const done = capped.reduce((sum, c) => sum + c.caps, 0);
    return outcome(edit, done, { lost: 0, why: done === 0 ? 'no-bond' : null }, { capped, taken });
  }
  const found = findAtoms(edit, slabs);
  for (const [slab, atoms] of found.bySlab) cap(slab, atoms);
  const done = capped.reduce((sum, c) => sum + c.caps, 0);
  const why = found.why ?? (done === 0 ? 'no-bond' : null);
  return outcome(edit, done, { lost: found.lost, why }, { capped, taken });
}
