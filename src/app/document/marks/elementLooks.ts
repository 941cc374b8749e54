import { type ElementLooks, NO_ELEMENT_LOOKS } from '#core/story/elementLooks.ts';
import type { Marks } from './marks.ts';

/** How one element is drawn by hand; what is not named stays. */
export interface ElementLook {
  readonly colour?: string;
  readonly radiusAng?: number;
}

const set = <T>(
  all: Readonly<Record<string, T>>,
  symbol: string,
  value: T | undefined,
): Readonly<Record<string, T>> => (value === undefined ? all : { ...all, [symbol]: value });

/** A change of the notes for `changeMarks` and `previewMarks`. */
export const withElement =
  (symbol: string, { colour, radiusAng }: ElementLook) =>
  (marks: Marks): Marks => ({
    ...marks,
    elements: {
      colours: set(marks.elements.colours, symbol, colour),
      radiiAng: set(marks.elements.radiiAng, symbol, radiusAng),
    },
  });

const without = <T>(all: Readonly<Record<string, T>>, symbol: string) => {
  const { [symbol]: _, ...others } = all;
  return others;
};

/** Leaves an element to palette and covalent radius again. */
export const withoutElement =
  (symbol: string) =>
  (marks: Marks): Marks => ({
    ...marks,
    elements: {
      colours: without(marks.elements.colours, symbol),
      radiiAng: without(marks.elements.radiiAng, symbol),
    },
  });

export const withoutElements = (marks: Marks): Marks => ({ ...marks, elements: NO_ELEMENT_LOOKS });

export const isByHand = ({ colours, radiiAng }: ElementLooks, symbol: string): boolean =>
  symbol in colours || symbol in radiiAng;
