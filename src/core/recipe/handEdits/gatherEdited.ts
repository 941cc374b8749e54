import type { Structure } from '#core/crystal/structure.ts';
import type { CutSlab } from '#core/recipe/stack.ts';
import type { EditableSlab } from './editableSlab.ts';

/** The atoms of edited slabs in one structure, as a document's stack holds them. */
export interface Gathered {
  readonly structure: Structure;
  readonly plane: Uint16Array;
  readonly site: Uint16Array;
  readonly charges: Float64Array;
  readonly points: Float64Array;
  readonly valencesE: Float64Array | null;
}

/**
 * Joins edited slabs: grouped by element in the order of the crystals, then elements that edits brought, then
 * pseudo-hydrogen by its nuclear charge. Within a group in the order of the slabs, added atoms last.
 */
export function gatherEdited(
  slabs: readonly EditableSlab[],
  cuts: readonly CutSlab[],
  lattice: Float64Array,
): Gathered {
  const crystals = [...new Set(cuts.flatMap((c) => [...c.crystal.numbers]))];
  // Pseudo-hydrogen of each nuclear charge is a species of its own.
  const groups = new Map<string, { slab: number; i: number }[]>(crystals.map((z) => [`${z}`, []]));
  const pseudo = new Map<number, { slab: number; i: number }[]>();
  for (const [s, slab] of slabs.entries())
    for (const i of slab.living()) {
      const valence = slab.valencesE[i]!;
      const [map, key]: [Map<string | number, { slab: number; i: number }[]>, string | number] =
        Number.isNaN(valence) ? [groups, `${slab.numbers[i]}`] : [pseudo, valence];
      const group = map.get(key);
      if (group === undefined) map.set(key, [{ slab: s, i }]);
      else group.push({ slab: s, i });
    }
  const ordered = [
    ...groups.values(),
    ...[...pseudo].sort(([p], [q]) => p - q).map(([, atoms]) => atoms),
  ].flat();
  const count = ordered.length;
  const out = {
    structure: {
      lattice,
      numbers: new Uint8Array(count),
      xyz: new Float64Array(3 * count),
      layer: new Uint16Array(count),
    },
    plane: new Uint16Array(count),
    site: new Uint16Array(count),
    charges: new Float64Array(count),
    points: new Float64Array(3 * count),
    valencesE: pseudo.size === 0 ? null : new Float64Array(count),
  };
  for (const [at, { slab: s, i }] of ordered.entries()) {
    const slab = slabs[s]!;
    out.structure.numbers[at] = slab.numbers[i]!;
    out.structure.xyz.set(slab.at(i), 3 * at);
    out.structure.layer[at] = s;
    out.plane[at] = slab.plane[i]!;
    out.site[at] = slab.site[i]!;
    out.charges[at] = slab.charges[i]!;
    out.points.set(slab.points[i]!, 3 * at);
    if (out.valencesE !== null) out.valencesE[at] = slab.valencesE[i]!;
  }
  return out;
}
