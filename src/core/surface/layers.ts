import { bondedNetwork } from '#core/crystal/bondedUnits.ts';
import { cutBonds } from './cutBonds.ts';
import { cutSlab, MAX_PLANES, type Slab, type SlabCut } from './slab.ts';
import type { Surface } from './surface.ts';

/** Whether a crystal consists of layers that lie in this plane: every atom is of one, and some cut parts them. */
export function isLayered(surface: Surface): boolean {
  const is =
    known.get(surface) ??
    (cutBonds(surface).some((cut) => cut.bonds === 0) &&
      bondedNetwork(surface).units.every((unit) => unit.dimensions === 2));
  known.set(surface, is);
  return is;
}

const known = new WeakMap<Surface, boolean>();

/** Whole layers of a slab; null where its crystal has none in this plane, or an end is inside one. */
export function layersOf({ surface, sequence }: Slab): number | null {
  if (!isLayered(surface)) return null;
  const cuts = cutBonds(surface);
  const below = (sequence[0]! + 1) % cuts.length;
  const isClosed = cuts[sequence.at(-1)!]!.bonds === 0 && cuts[below]!.bonds === 0;
  return isClosed ? sequence.filter((kind) => cuts[kind]!.bonds === 0).length : null;
}

/** The number of planes that are so many whole layers from a slab's reference face on; null where that cuts one. */
export function planesForLayers(surface: Surface, cut: SlabCut, layers: number): number | null {
  for (let planes = layers; planes <= MAX_PLANES; planes++) {
    const found = layersOf(cutSlab(surface, { ...cut, planes, remove: [] }));
    if (found !== null && found >= layers) return found === layers ? planes : null;
  }
  return null;
}

/** "1 layer (3 planes)", or "3 planes" of anything else. */
export function thicknessText(slab: Slab): string {
  const planes = counted(slab.sequence.length, 'plane');
  const layers = layersOf(slab);
  return layers === null ? planes : `${counted(layers, 'layer')} (${planes})`;
}

/** "1 plane", "7 planes". */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
