import { fits } from '#app/trajectory/trajectorySource.ts';
import { type AtomGroup, selectAtoms } from '#core/analysis/frames.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { subscripts } from '#core/crystal/structure.ts';
import type { Built } from '#core/recipe/build.ts';
import { dashOf, type PlotInk, slabInk } from '#ui/kit/plot/plotSpec.ts';

/** Atoms of what is played, by element and slab. */
export interface PlayedAtoms {
  readonly numbers: Uint8Array;
  readonly layer: Uint16Array;
  /** Of the slabs, bottom to top; empty when the atoms are not the document's. */
  readonly slabs: readonly string[];
  readonly elements: readonly number[];
}

export function atomsOf(structure: Structure, built: Built): PlayedAtoms {
  const { numbers } = structure;
  const of = fits(structure, built.structure) ? built : null;
  return {
    numbers,
    layer: of?.structure.layer ?? new Uint16Array(numbers.length),
    slabs: of === null ? [] : slabNames(of),
    elements: [...new Set(numbers)],
  };
}

/** Slabs of one crystal are told apart by their number. */
function slabNames({ slabs }: Built): string[] {
  const names = slabs.map((s) => subscripts(s.name));
  return names.map((name, i) =>
    names.filter((n) => n === name).length > 1 ? `${name} (${i + 1})` : name,
  );
}

export type Division = 'element' | 'slab' | 'both';

export interface DrawnGroup extends AtomGroup {
  readonly ink: PlotInk;
  readonly dash: readonly number[];
}

/** Largest number of lines in a plot. */
const MAX_GROUPS = 8;

/** All atoms divided, the hue that of the slab, the dash that of the element. */
export function groupsOf(atoms: PlayedAtoms, by: Division): DrawnGroup[] {
  const { slabs, elements } = atoms;
  const sides = by === 'element' || slabs.length === 0 ? [undefined] : slabs.map((_, i) => i);
  const kinds = by === 'slab' && slabs.length > 0 ? [undefined] : elements;
  const out: DrawnGroup[] = [];
  for (const side of sides) {
    let nth = 0;
    for (const number of kinds) {
      const found = selectAtoms(atoms, {
        ...(number !== undefined && { number }),
        ...(side !== undefined && { side }),
      });
      if (found.length === 0) continue;
      const words = [
        ...(number === undefined ? [] : [SYMBOLS[number]!]),
        ...(side === undefined ? [] : [slabs[side]!]),
      ];
      out.push({
        label: words.join(', '),
        atoms: found,
        ink: side === undefined ? elementInk(number!, nth) : slabInk(side),
        dash: side === undefined ? dashOf(Math.floor(nth / 2)) : dashOf(nth),
      });
      nth++;
    }
  }
  return out.slice(0, MAX_GROUPS);
}

/** Elements of no slab: the two that have a hue of their own, else ink and grey in turn. */
const elementInk = (number: number, nth: number): PlotInk =>
  SYMBOLS[number] === 'Cs'
    ? 'cs'
    : SYMBOLS[number] === 'Br'
      ? 'br'
      : nth % 2 === 0
        ? 'ink'
        : 'muted';
