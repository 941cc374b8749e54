import type { Model } from '#app/document/model.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import type { SceneFeed, SceneFrame, SceneGap } from '#render/types.ts';
import { TO_NEXT_PERIOD } from '#ui/look/scene/stackMarks.ts';

function liftedLattice(lattice: Float64Array, liftAng: number): Float64Array {
  const out = Float64Array.from(lattice);
  out[8]! += liftAng;
  return out;
}

const mostLifted = (layer: Uint16Array): number => layer.reduce((most, s) => Math.max(most, s), 0);

function liftedXyz<T extends Float32Array | Float64Array>(
  xyz: T,
  layer: Uint16Array,
  ang: number,
): T {
  const out = xyz.slice() as T;
  for (let i = 0; i < layer.length; i++) out[3 * i + 2]! += layer[i]! * ang;
  return out;
}

/** The stack with each slab so much higher above the one below. For drawing alone: nothing is measured on it. */
export function explodedModel(model: Model, liftAng: number): Model {
  if (liftAng === 0) return model;
  const { built } = model;
  const { structure } = built;
  const { layer } = structure;
  const lifted: Structure = {
    ...structure,
    xyz: liftedXyz(structure.xyz, layer, liftAng),
    lattice: liftedLattice(structure.lattice, mostLifted(layer) * liftAng),
  };
  return {
    ...model,
    built: {
      ...built,
      structure: lifted,
      slabs: built.slabs.map((slab, s) => ({
        ...slab,
        lowAng: slab.lowAng + s * liftAng,
        highAng: slab.highAng + s * liftAng,
      })),
    },
  };
}

/** A frame of the stack with its films lifted. */
export const liftedFrame = (frame: SceneFrame, layer: Uint16Array, liftAng: number): SceneFrame =>
  liftAng === 0 || frame.positions.length !== 3 * layer.length
    ? frame
    : {
        ...frame,
        positions: liftedXyz(frame.positions, layer, liftAng),
        lattice: frame.lattice && liftedLattice(frame.lattice, mostLifted(layer) * liftAng),
        trails: null,
      };

/** A frame as it was before its films were lifted. */
export const loweredFrame = (frame: SceneFrame, layer: Uint16Array, liftAng: number): SceneFrame =>
  liftAng === 0 || frame.positions.length !== 3 * layer.length
    ? frame
    : {
        ...frame,
        positions: liftedXyz(frame.positions, layer, -liftAng),
        lattice: frame.lattice && liftedLattice(frame.lattice, -mostLifted(layer) * liftAng),
      };

/** Dimensions between slabs say that they are drawn longer than they are. */
export const explodedGaps = (gaps: readonly SceneGap[], liftAng: number): readonly SceneGap[] =>
  liftAng === 0
    ? gaps
    : gaps.map((gap) =>
        gap.label.startsWith('d₀') && !gap.label.endsWith(TO_NEXT_PERIOD)
          ? { ...gap, label: `${gap.label}\n+ ${fixed(liftAng, 1)} Å\nview only` }
          : gap,
      );

/** The same for frames of these atoms. */
export function explodedFeed(feed: SceneFeed, layer: Uint16Array, liftAng: number): SceneFeed {
  if (liftAng === 0) return feed;
  let made: { readonly from: SceneFrame; readonly to: SceneFrame } | null = null;
  return {
    watch: feed.watch,
    now: () => {
      const from = feed.now();
      if (from === null || from.positions.length !== 3 * layer.length) return from;
      if (made?.from !== from) made = { from, to: liftedFrame(from, layer, liftAng) };
      return made.to;
    },
  };
}
