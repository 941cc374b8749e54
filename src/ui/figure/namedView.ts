import { mulRow, row } from '#core/math/mat3.ts';
import { norm, unit } from '#core/math/vec3.ts';
import { readIndices } from '#core/surface/miller.ts';
import { anglesTowards } from '#render/camera/pose.ts';
import type { SceneView, ViewDirection } from '#render/types.ts';

const NAMED: Readonly<Record<ViewDirection, true>> = { a: true, b: true, c: true, oblique: true };

const isNamed = (text: string): text is ViewDirection => Object.hasOwn(NAMED, text);

/** The button of the page that shows the cell from aside. */
const ASIDE = '3d';

/**
 * A view by its name, also by that on its button, or against a direction [uvw] of the cell: "1-10" looks along it from its far end, so that the
 * direction points at the eye. Null for any other text.
 */
export function namedView(text: string, lattice: ArrayLike<number>): SceneView | null {
  const name = text.toLowerCase() === ASIDE ? 'oblique' : text;
  if (isNamed(name)) return { direction: name, request: 0 };
  const indices = readIndices(text);
  if (indices?.length !== 3) return null;
  const [u, v, w] = indices as readonly [number, number, number];
  const towards = mulRow([u, v, w], lattice);
  if (norm(towards) === 0) return null;
  const stand = { ...anglesTowards(unit(towards), unit(row(lattice, 1))), allRound: false };
  // Cells repeat across the view: as seen from above, or else from a side.
  const direction = Math.abs(stand.elevationRad) > Math.PI / 4 ? 'c' : 'oblique';
  return { direction, request: 0, stand };
}
