import { SYMBOLS } from '#core/crystal/elements.ts';
import { palette } from './element.ts';
import { JMOL, VESTA } from './programPalettes.ts';

/** For elements that a palette lacks. */
const OTHERS = '#8c9196';

const ofProgram = (colors: ReadonlyMap<string, string>) => () => (z: number) =>
  colors.get(SYMBOLS[z]!) ?? OTHERS;

export const byVesta = palette(
  { id: 'element-vesta', label: 'Elements (VESTA)' },
  'Colour by element, as VESTA has them (Momma and Izumi 2011)',
  ofProgram(VESTA),
);

export const byJmol = palette(
  { id: 'element-jmol', label: 'Elements (Jmol)' },
  'Colour by element, as Jmol has them',
  ofProgram(JMOL),
);

/**
 * Colours that people with any form of colour blindness tell apart; a grey stands in for black, which would hide the
 * light on a ball. Dark and light ones take turns, so that the first few differ most.
 * @see Okabe and Ito, "Color Universal Design", 2008, jfly.uni-koeln.de/color
 */
export const SAFE = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#f0e442',
  '#d55e00',
  '#56b4e9',
  '#cc79a7',
  '#999999',
] as const;

/** By the elements that are there, in the order of their atomic numbers: there are more elements than such colours. */
export const bySafeColours = palette(
  { id: 'element-safe', label: 'Elements (colour-blind)' },
  `Colour by element, in colours that the colour-blind tell apart (Okabe and Ito 2008), given to the elements in the order of their atomic numbers; more than ${SAFE.length} share colours`,
  (present) => {
    const order = present.toSorted((p, q) => p - q);
    return (z) => SAFE[order.indexOf(z) % SAFE.length]!;
  },
);
