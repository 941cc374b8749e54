import type { Model } from '#app/document/model.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { slabName } from '#core/recipe/report/report.ts';

/** Atoms that belong together. */
export interface AtomGroup {
  readonly name: string;
  readonly atoms: readonly number[];
}

/** The indices where something is true, by what it gives. */
function grouped<Key>(count: number, keyOf: (atom: number) => Key): ReadonlyMap<Key, number[]> {
  const out = new Map<Key, number[]>();
  for (let i = 0; i < count; i++) {
    const list = out.get(keyOf(i));
    if (list === undefined) out.set(keyOf(i), [i]);
    else list.push(i);
  }
  return out;
}

export const elementGroups = (numbers: Uint8Array): readonly AtomGroup[] =>
  [...grouped(numbers.length, (i) => numbers[i]!)].map(([z, atoms]) => ({
    name: SYMBOLS[z]!,
    atoms,
  }));

/** From the substrate up. */
export const slabGroups = ({ built, report }: Model): readonly AtomGroup[] => {
  const { layer } = built.structure;
  const bySlab = grouped(layer.length, (i) => layer[i]!);
  return built.slabs.map((_, slab) => ({
    name: subscripts(slabName(report, slab)),
    atoms: bySlab.get(slab) ?? [],
  }));
};

const planeKey = ({ built }: Pick<Model, 'built'>, atom: number): string =>
  `${built.structure.layer[atom]} ${built.plane[atom]}`;

/** Atomic planes, from the top of the stack down. */
export function planeGroups(model: Model): readonly AtomGroup[] {
  const { built, report } = model;
  const byPlane = grouped(built.plane.length, (i) => planeKey(model, i));
  return built.slabs
    .flatMap(({ slab }, s) => {
      // The report lists the planes that hold atoms; a removal or an edit may have emptied others.
      const labels = report.layers[s]!.planes.map((p) => p.label)[Symbol.iterator]();
      return [...slab.sequence.keys()].flatMap((plane): AtomGroup[] => {
        const atoms = byPlane.get(`${s} ${plane}`);
        if (atoms === undefined) return [];
        const label = labels.next().value;
        return [
          {
            name: `${subscripts(slabName(report, s))} ${plane + 1}${label === undefined ? '' : ` · ${subscripts(label)}`}`,
            atoms,
          },
        ];
      });
    })
    .toReversed();
}

/** All atoms of the planes in which some atoms lie. */
export function planesOf(model: Model, atoms: readonly number[]): readonly number[] {
  const keys = new Set(atoms.map((i) => planeKey(model, i)));
  return Array.from(model.built.plane, (_, i) => i).filter((i) => keys.has(planeKey(model, i)));
}
