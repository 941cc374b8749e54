import { BufferAttribute, DynamicDrawUsage, type InstancedBufferGeometry } from 'three';
import type { Bins } from './bins.ts';
import { takeSeen } from './bins.ts';

/** Very many bodies of one draw call, of which those in view are drawn. */
export interface Crowd {
  /** Fills the geometry for the next picture. Arguments as of `takeSeen`. */
  readonly choose: (
    isSeen: Parameters<typeof takeSeen>[1],
    most: number,
    depthOf: Parameters<typeof takeSeen>[4],
  ) => ReturnType<typeof takeSeen>;
  /** Positions have changed. */
  readonly moved: () => void;
}

/** Corners of a body, counted from its first vertex, as they are drawn: a point, or two triangles. */
const POINT = [0];
const QUAD = [0, 1, 2, 2, 1, 3];

/** @param sort sorts the bodies where they stand now */
export function createCrowd(
  geometry: InstancedBufferGeometry,
  kind: 'points' | 'quads',
  count: number,
  sort: () => Bins,
): Crowd {
  const corners = kind === 'points' ? POINT : QUAD;
  const vertices = kind === 'points' ? 1 : 4;
  const chosen = new Uint32Array(count);
  /** The geometry's own memory, made when it is first filled. */
  let index: BufferAttribute | null = null;
  let to = new Uint32Array(0);
  let bins: Bins | null = null;
  /** What the geometry holds, where that is of all bodies: the next picture may need the same. */
  let held = -1;
  return {
    choose: (isSeen, most, depthOf) => {
      bins ??= sort();
      // Balls large enough to be quads hide what is behind them; between points one sees far into a crystal.
      const found = takeSeen(bins, isSeen, most, chosen, kind === 'quads' ? depthOf : undefined);
      const { taken, seen } = found;
      const isSame = seen === count && (taken === count || kind === 'points');
      if (isSame && taken === held) return found;
      held = isSame ? taken : -1;
      if (index === null) {
        to = new Uint32Array(corners.length * count);
        index = new BufferAttribute(to, 1).setUsage(DynamicDrawUsage);
        geometry.setIndex(index);
      }
      let at = 0;
      for (let n = 0; n < taken; n++) {
        const first = vertices * chosen[n]!;
        for (const corner of corners) to[at++] = first + corner;
      }
      index.clearUpdateRanges();
      index.addUpdateRange(0, at);
      index.needsUpdate = true;
      geometry.setDrawRange(0, at);
      return found;
    },
    moved: () => {
      bins = null;
      held = -1;
    },
  };
}
