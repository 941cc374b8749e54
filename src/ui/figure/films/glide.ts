import type { Structure } from '#core/crystal/structure.ts';
import { topologySettings } from '#ui/figure/figureScene.ts';
import { type FilmKind, timedFrames } from './film.ts';
import { movedFrame } from './movedFrame.ts';

/**
 * The film glides over the substrate by a whole cell along a, then along b, at its d₀: all shifts along two sides of
 * the cell. The last frame leads to the first.
 */
export const glide: FilmKind = {
  id: 'glide',
  label: 'Registry glide',
  hint: 'the film over the substrate, once along a and once along b',
  timed: true,
  problem: ({ subject }) =>
    subject.model === null || subject.model.built.slabs.length < 2
      ? 'There is no film that could glide: a registry glide needs a stack of two slabs.'
      : null,
  shots: (plan, settings) => {
    const count = timedFrames(settings);
    const { structure, model } = plan.subject;
    return {
      count,
      keepsMarks: true,
      frameAt: async (k) => {
        const t = (2 * k) / count;
        const xyz = glided(structure, t < 1 ? [t, 0] : [0, t - 1]);
        return movedFrame(structure, model!.built.charges, xyz, topologySettings(plan));
      },
    };
  },
};

/**
 * Positions with all slabs above the substrate moved in the plane, each atom in the cell that is drawn. The cell has a
 * along x and c along z, as built stacks do.
 * @param shift fractions of a and b
 */
export function glided(
  { lattice, xyz, layer }: Structure,
  shift: readonly [number, number],
): Float64Array {
  const out = Float64Array.from(xyz);
  const [ax, bx, by] = [lattice[0]!, lattice[3]!, lattice[4]!];
  for (let i = 0; i < layer.length; i++) {
    if (layer[i] === 0) continue;
    const along = xyz[3 * i + 1]! / by;
    const u = inCell(xyz[3 * i]! / ax - (along * bx) / ax + shift[0]);
    const v = inCell(along + shift[1]);
    out[3 * i] = u * ax + v * bx;
    out[3 * i + 1] = v * by;
  }
  return out;
}

/** Fractions this near below one are at the face, as rounding leaves them. */
const FACE = 1e-9;

const inCell = (x: number): number => {
  const rest = x - Math.floor(x);
  return rest > 1 - FACE ? 0 : rest;
};
