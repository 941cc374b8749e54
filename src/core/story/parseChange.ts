import { inPlane, policy } from '#core/recipe/parse.ts';
import { bad, list, matrix, real, record, text, whole } from '#core/recipe/parseField.ts';
import { MAX_PLANES } from '#core/surface/slab.ts';
import type { StoryChange } from './story.ts';
import { optional, pair, present } from './storyField.ts';

type Fields = Readonly<Record<string, unknown>>;
type Rule<E extends StoryChange['edit']> = {
  /** What the edit does, for the documentation. */
  readonly about: string;
  /** Its fields besides `edit`. */
  readonly fields: readonly string[];
  readonly parse: (o: Fields, at: string) => Omit<Extract<StoryChange, { edit: E }>, 'edit'>;
};

const MAX_SLABS = 38;
const slab = (o: Fields, at: string): number => whole(o['slab'], `${at}.slab`, 0, MAX_SLABS);
const film = (o: Fields, at: string): number => whole(o['slab'], `${at}.slab`, 1, MAX_SLABS);

/** Every edit that a story can make. */
export const CHANGES: { readonly [E in StoryChange['edit']]: Rule<E> } = {
  title: {
    about: 'the name of the stack',
    fields: ['title'],
    parse: (o, at) => ({ title: text(o['title'], `${at}.title`) }),
  },
  strain: {
    about: 'which side is strained: `strained` as in a recipe',
    fields: ['strained'],
    parse: (o, at) => ({ strained: policy(o['strained'], `${at}.strained`) }),
  },
  pose: {
    about: '`shift` of a film against the slab below in fractions of the cell, and its d₀ in Å',
    fields: ['slab', 'shift', 'separationAng'],
    parse: (o, at) => ({
      slab: film(o, at),
      ...present({
        shift: optional(o['shift'], (v) => pair(v, `${at}.shift`, -1000, 1000)),
        separationAng: optional(o['separationAng'], (v) => real(v, `${at}.separationAng`, 0, 100)),
      }),
    }),
  },
  planes: {
    about: 'thickness of a slab in atomic planes',
    fields: ['slab', 'planes'],
    parse: (o, at) => ({
      slab: slab(o, at),
      planes: whole(o['planes'], `${at}.planes`, 1, MAX_PLANES),
    }),
  },
  lattice: {
    about: 'lattice constant a of a slab’s crystal, Å',
    fields: ['slab', 'a'],
    parse: (o, at) => ({ slab: slab(o, at), a: real(o['a'], `${at}.a`, 0.5, 500) }),
  },
  supercell: {
    about: 'supercell of a slab: rows of integers, in the cells that `inPlane` names',
    fields: ['slab', 'matrix', 'inPlane'],
    parse: (o, at) => ({
      slab: slab(o, at),
      matrix: matrix(o['matrix'], `${at}.matrix`),
      ...present({ inPlane: optional(o['inPlane'], (v) => inPlane(v, `${at}.inPlane`)) }),
    }),
  },
  hkl: {
    about: 'the plane that a slab is cut along',
    fields: ['slab', 'hkl'],
    parse: (o, at) => ({
      slab: slab(o, at),
      hkl: list(o['hkl'], `${at}.hkl`, 3, 4).map((x, i) => whole(x, `${at}.hkl[${i}]`, -30, 30)),
    }),
  },
  crystal: {
    about: 'another crystal of the library in a slab’s place',
    fields: ['slab', 'material'],
    parse: (o, at) => ({ slab: slab(o, at), material: text(o['material'], `${at}.material`) }),
  },
  'remove-film': {
    about: 'takes a film off the stack',
    fields: ['slab'],
    parse: (o, at) => ({ slab: film(o, at) }),
  },
  'relax-normal': {
    about: 'every slab with elastic constants answers its strain along the normal',
    fields: [],
    parse: () => ({}),
  },
  vacuum: {
    about: 'a free stack with this much vacuum in all, Å',
    fields: ['vacuumAng'],
    parse: (o, at) => ({ vacuumAng: real(o['vacuumAng'], `${at}.vacuumAng`, 0, 1000) }),
  },
  superlattice: {
    about: 'the stack repeats along c without vacuum, across this gap, Å',
    fields: ['separationAng'],
    parse: (o, at) => ({ separationAng: real(o['separationAng'], `${at}.separationAng`, 0, 100) }),
  },
};

const isEdit = (value: unknown): value is StoryChange['edit'] =>
  typeof value === 'string' && Object.hasOwn(CHANGES, value);

/** @throws `recipe` naming the field */
export function parseChange(value: unknown, at: string): StoryChange {
  const { edit } = record(value, at, null);
  if (!isEdit(edit)) throw bad(`${at}.edit`, `one of ${Object.keys(CHANGES).join(', ')}`);
  const rule = CHANGES[edit];
  const o = record(value, at, ['edit', ...rule.fields]);
  return { edit, ...rule.parse(o, at) } as StoryChange;
}
