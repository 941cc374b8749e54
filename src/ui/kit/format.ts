import { SYMBOLS } from '#core/crystal/elements.ts';
import { subscripts } from '#core/crystal/structure.ts';

/** "15,125". */
export const thousands = (count: number): string => count.toLocaleString('en');

const ELEMENTS: ReadonlySet<string> = new Set(SYMBOLS);

/** A sentence of core, written as the page writes: "Cd-S of Al2O3" → "Cd–S of Al₂O₃". */
export const chemistry = (text: string): string =>
  text
    .replace(/\b([A-Z][a-z]?)-(?=([A-Z][a-z]?)\b(?!-))/g, (whole, p: string, q: string) =>
      ELEMENTS.has(p) && ELEMENTS.has(q) ? `${p}–` : whole,
    )
    .replace(/(?<![\w.])(?:[A-Z][a-z]?(?:\d+(?:\.\d+)?)?){2,}(?!-?\w)/g, (name) =>
      name.match(/[A-Z][a-z]?/g)!.every((symbol) => ELEMENTS.has(symbol)) ? subscripts(name) : name,
    );

/** "Cs-S" → "Cs–S". */
export const pairText = (pair: string): string => pair.replace('-', '–');
