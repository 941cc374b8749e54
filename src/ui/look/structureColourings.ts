import type { Session } from '#app/look/session.ts';
import { byElement } from '#ui/look/colourings/element.ts';
import { bySlab } from '#ui/look/colourings/slab.ts';
import type { Coloured, DrawnModel, ElementColours, StructureColouring } from './colouring.ts';

/** A colouring in the list: there at once, or fetched when it is first chosen. */
export interface ListedColouring extends Pick<StructureColouring, 'id' | 'label'> {
  readonly group: 'By element' | 'By place in the stack' | 'By a number';
  readonly load: () => StructureColouring | Promise<StructureColouring>;
}

const palettes = () => import('#ui/look/colourings/palettes.ts');
const numbers = () => import('#ui/look/colourings/numbers.ts');

/** The colourings of the list over the picture; the first is the fallback for an unknown id. */
export const STRUCTURE_COLOURINGS: readonly [ListedColouring, ...ListedColouring[]] = [
  { id: 'element', label: 'Elements', group: 'By element', load: () => byElement },
  {
    id: 'element-vesta',
    label: 'Elements (VESTA)',
    group: 'By element',
    load: () => palettes().then((m) => m.byVesta),
  },
  {
    id: 'element-jmol',
    label: 'Elements (Jmol)',
    group: 'By element',
    load: () => palettes().then((m) => m.byJmol),
  },
  {
    id: 'element-safe',
    label: 'Elements (colour-blind)',
    group: 'By element',
    load: () => palettes().then((m) => m.bySafeColours),
  },
  { id: 'layer', label: 'Slabs', group: 'By place in the stack', load: () => bySlab },
  {
    id: 'plane',
    label: 'Atomic planes',
    group: 'By place in the stack',
    load: () => import('#ui/look/colourings/plane.ts').then((m) => m.byPlane),
  },
  {
    id: 'interface',
    label: 'Interface distance',
    group: 'By place in the stack',
    load: () => numbers().then((m) => m.byInterfaceDistance),
  },
  {
    id: 'coordination',
    label: 'Coordination',
    group: 'By a number',
    load: () => numbers().then((m) => m.byCoordination),
  },
  {
    id: 'charge',
    label: 'Formal charge',
    group: 'By a number',
    load: () => numbers().then((m) => m.byCharge),
  },
  {
    id: 'strain',
    label: 'In-plane strain',
    group: 'By a number',
    load: () => numbers().then((m) => m.byStrain),
  },
];

export const listedColouring = (id: string): ListedColouring =>
  STRUCTURE_COLOURINGS.find((c) => c.id === id) ?? STRUCTURE_COLOURINGS[0];

const ready = new Map<string, StructureColouring>([byElement, bySlab].map((c) => [c.id, c]));

/** What can be drawn at once: the colouring itself, or elements until it has been fetched. */
export const readyColouring = (id: string): StructureColouring =>
  ready.get(listedColouring(id).id) ?? byElement;

/** Fetches a colouring, after which it is ready. */
export async function fetchColouring(id: string): Promise<StructureColouring> {
  const listed = listedColouring(id);
  const colouring = await listed.load();
  ready.set(listed.id, colouring);
  return colouring;
}

/** Colours and legend as the session asks for them. @param byHand above those of a palette of elements */
export const coloursOf = (
  { colorBy, colourRanges }: Pick<Session, 'colorBy' | 'colourRanges'>,
  atoms: DrawnModel,
  dark: boolean,
  byHand?: ElementColours,
): Coloured => readyColouring(colorBy).colour(atoms, dark, colourRanges[colorBy] ?? null, byHand);
