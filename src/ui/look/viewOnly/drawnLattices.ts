import type { Model } from '#app/document/model.ts';
import type { DrawnIndices } from '#app/look/viewOnly.ts';
import { axesInStack, pointing } from '#core/atoms/crystalAxes.ts';
import { type Box, middleOf, planeInBox } from '#core/atoms/planeInBox.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import { mulRow, row } from '#core/math/mat3.ts';
import { add, cross, norm, scale, unit, type Vec3 } from '#core/math/vec3.ts';
import type { SceneBlock, SceneFace, SceneGap, SceneMarks, SceneOutline } from '#render/types.ts';
import { indicesName, isThere } from './latticeMarks.ts';

export interface LatticeMarks {
  readonly outlines: readonly SceneOutline[];
  readonly faces: readonly SceneFace[];
  readonly words: SceneMarks['words'];
}

/** Of an arrow, Å. */
const HEAD_ANG = 0.9;

/** The room of a slab, or of the whole cell, Å. */
function boxOf(structure: Structure, model: Model | null, slab: number | null): Box {
  const [a, b, c] = [0, 1, 2].map((k) => row(structure.lattice, k)) as [Vec3, Vec3, Vec3];
  if (slab === null || model === null) return { corner: [0, 0, 0], edges: [a, b, c] };
  const { lowAng, highAng } = model.built.slabs[slab]!;
  return { corner: [0, 0, lowAng], edges: [a, b, [0, 0, highAng - lowAng]] };
}

/**
 * Planes as tinted panes and directions as arrows in the hue of their crystal, through the middle of its slab; a direction
 * as long as it is in the crystal.
 * @param hues of the slabs; of the cell in `ink`
 */
export function latticeMarks(
  drawn: readonly DrawnIndices[],
  structure: Structure,
  model: Model | null,
  hues: readonly string[],
  ink: string,
): LatticeMarks {
  const outlines: SceneOutline[] = [];
  const faces: SceneFace[] = [];
  const words: SceneMarks['words'][number][] = [];
  for (const mark of drawn.filter((m) => isThere(m, model))) {
    const { slab, kind, indices } = mark;
    const axes = slab === null ? structure.lattice : axesInStack(model!.built, slab);
    const box = boxOf(structure, model, slab);
    const color = slab === null ? ink : hues[slab % hues.length]!;
    const line = (corners: readonly Vec3[]) => outlines.push({ corners, color, dashed: false });
    const name = indicesName(mark, model);
    if (kind === 'hkl') {
      const normal = pointing(axes, mark);
      const face = planeInBox(box, normal, middleOf(box));
      if (face.length < 3) continue;
      line(face);
      faces.push({ corners: face, color });
      words.push({ at: face[0]!, text: name, color });
      continue;
    }
    const vector = mulRow(indices, axes);
    const [from, to] = [-0.5, 0.5].map((t) => add(middleOf(box), scale(vector, t))) as [Vec3, Vec3];
    line([from, to]);
    for (const side of [1, -1]) line([to, headEnd(to, vector, side)]);
    words.push({ at: to, text: `${name}, ${fixed(norm(vector), 2)} Å`, color });
  }
  return { outlines, faces, words };
}

/** One of the two ends of an arrow's head. */
function headEnd(tip: Vec3, vector: Vec3, side: number): Vec3 {
  const along = unit(vector);
  const aside = unit(cross(along, Math.abs(along[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0]));
  return add(tip, add(scale(along, -HEAD_ANG), scale(aside, (side * HEAD_ANG) / 2)));
}

/** Atoms this far above the last plane are in it, Å. */
const IN_PLANE_ANG = 0.01;

/**
 * The lattice planes that each slab is cut along, from its lowest atoms up, across all cells that are drawn, and the
 * distance of two of them as a dimension: as it is drawn, so with the strain that a film has along its normal.
 */
export function planeMarks(
  { built, report }: Model,
  { from, to }: SceneBlock,
  hues: readonly string[],
): { readonly outlines: readonly SceneOutline[]; readonly gaps: readonly SceneGap[] } {
  const outlines: SceneOutline[] = [];
  const gaps: SceneGap[] = [];
  const [a, b] = [0, 1].map((k) => row(built.structure.lattice, k)) as [Vec3, Vec3];
  const corner = (i: number, j: number, z: number): Vec3 =>
    add(add(scale(a, i), scale(b, j)), [0, 0, z]);
  for (const [s, slab] of built.slabs.entries()) {
    const color = hues[s % hues.length]!;
    const dAng = slab.slab.surface.dSpacingAng * (1 + report.layers[s]!.normalStrain);
    const count = Math.floor((slab.highAng - slab.lowAng + IN_PLANE_ANG) / dAng) + 1;
    const heights = Array.from({ length: count }, (_, k) => slab.lowAng + k * dAng);
    for (const z of heights)
      outlines.push({
        corners: [
          corner(from[0], from[1], z),
          corner(to[0] + 1, from[1], z),
          corner(to[0] + 1, to[1] + 1, z),
          corner(from[0], to[1] + 1, z),
        ],
        color,
        dashed: false,
      });
    const k = Math.floor((count - 1) / 2);
    if (count > 1)
      gaps.push({
        fromAng: heights[k]!,
        toAng: heights[k + 1]!,
        label: `d ${fixed(dAng, 3)} Å`,
        color: null,
      });
  }
  return { outlines, gaps };
}
