import { NO_RULES } from '#core/crystal/neighbors.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { atomsText, type NamedAtom, namedAtoms } from '#core/story/atomsText.ts';
import { hasElementLooks } from '#core/story/elementLooks.ts';
import type { StoryMarks } from '#core/story/story.ts';
import { isBondOf } from './handBonds.ts';
import {
  type KeptBond,
  type LinkedMarks,
  type Marks,
  type Measurement,
  NO_MARKS,
} from './marks.ts';
import { isMadeOn, type MarkedAtoms } from './onAtoms.ts';

const HOME: IntVec3 = [0, 0, 0];

/** What of the notes is drawn on these atoms, for a link or a step of a story; undefined for nothing. */
export function storyMarksOf(
  { bonds, bondRules, elements, measurements }: LinkedMarks,
  atoms: MarkedAtoms,
): StoryMarks | undefined {
  const named = (atom: number, cell: IntVec3 | null): NamedAtom => ({
    atom,
    element: atoms.numbers[atom]!,
    cell,
  });
  const here = bonds.filter((bond) => isBondOf(bond, atoms));
  const of = (isDrawn: boolean) =>
    here
      .filter((bond) => bond.isDrawn === isDrawn)
      .map(({ a, b, image }) => atomsText([named(a, null), named(b, image)]));
  const [draw, hide] = [of(true), of(false)];
  const measure = measurements
    .filter((m) => isMadeOn(m, m.atoms, atoms))
    .map((m) => atomsText(m.atoms.map((atom, k) => named(atom, m.cells?.[k] ?? null))));
  const hasAtoms = draw.length + hide.length + measure.length > 0;
  const hasRules = Object.keys(bondRules).length > 0;
  if (!hasAtoms && !hasRules && !hasElementLooks(elements)) return undefined;
  const { colours, radiiAng } = elements;
  return {
    ...(hasAtoms && { of: atoms.numbers.length }),
    ...(draw.length > 0 && { draw }),
    ...(hide.length > 0 && { hide }),
    ...(hasRules && { lengths: bondRules }),
    ...(Object.keys(colours).length > 0 && { colours }),
    ...(Object.keys(radiiAng).length > 0 && { radii: radiiAng }),
    ...(measure.length > 0 && { measure }),
  };
}

/** The notes that a link or a step of a story holds, as made on its own stack. @param cut of that, see `atomsKey` */
export function marksOfStory(
  { of, draw = [], hide = [], lengths = NO_RULES, colours, radii, measure = [] }: StoryMarks,
  cut: string,
): Marks {
  const on = (atoms: readonly NamedAtom[]) => ({
    of: of!,
    elements: atoms.map(({ element }) => element),
    cut,
  });
  const bonds = (texts: readonly string[], isDrawn: boolean): readonly KeptBond[] =>
    texts.map((text) => {
      const atoms = namedAtoms(text)!;
      const [p, q] = atoms;
      return { a: p!.atom, b: q!.atom, image: q!.cell ?? HOME, isDrawn, ...on(atoms) };
    });
  return {
    ...NO_MARKS,
    bonds: [...bonds(draw, true), ...bonds(hide, false)],
    bondRules: lengths,
    elements: { colours: colours ?? {}, radiiAng: radii ?? {} },
    measurements: measure.map((text): Measurement => {
      const atoms = namedAtoms(text)!;
      const isClicked = atoms.every(({ cell }) => cell !== null);
      return {
        atoms: atoms.map(({ atom }) => atom),
        cells: isClicked ? atoms.map(({ cell }) => cell!) : null,
        ...on(atoms),
      };
    }),
  };
}
