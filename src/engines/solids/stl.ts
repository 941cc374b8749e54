import { boundsOf, type Point, type Solids } from './solids.ts';
import { detailFor, meshesOf, normalOf, type TriangleLimits } from './tessellate.ts';

/** Of files of 25 and 500 MB. */
export const STL_TRIANGLES: TriangleLimits = { aim: 500_000, most: 10_000_000 };

/** Without lines of the cell, which are thinner than any printer can lay; contacts are as thick as bonds. */
function printed(solids: Solids): Solids {
  const thick = solids.rods.reduce(
    (most, { kind, radiusAng }) => (kind === 'bond' ? Math.max(most, radiusAng) : most),
    0,
  );
  return {
    ...solids,
    rods: solids.rods
      .filter(({ kind }) => kind !== 'line')
      .map((rod) => ({ ...rod, radiusAng: Math.max(rod.radiusAng, thick) })),
  };
}

/**
 * Binary STL for printing, in mm: standing on z = 0, its middle above the origin. Atoms and bonds are closed bodies that
 * overlap, which slicers unite.
 */
export function stlOf(given: Solids, mmPerAng: number): Uint8Array<ArrayBuffer> {
  const solids = printed(given);
  const meshes = meshesOf(solids, detailFor(solids, STL_TRIANGLES), false);
  const [low, high] = boundsOf(solids);
  const middle: Point = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]];
  const count = meshes.reduce((sum, { triangles }) => sum + triangles.length / 3, 0);
  const out = new Uint8Array(84 + 50 * count);
  const view = new DataView(out.buffer);
  // A head that begins with "solid" is taken for text.
  out.set(new TextEncoder().encode(`Epistack, mm, 1 A = ${mmPerAng} mm`).subarray(0, 80));
  view.setUint32(80, count, true);
  let at = 84;
  for (const { positions, triangles } of meshes)
    for (let t = 0; t < triangles.length; t += 3) {
      const three = [0, 1, 2].map((k): Point => {
        const i = 3 * triangles[t + k]!;
        return [
          mmPerAng * (positions[i]! - middle[0]),
          mmPerAng * (positions[i + 1]! - middle[1]),
          mmPerAng * (positions[i + 2]! - middle[2]),
        ];
      }) as [Point, Point, Point];
      for (const p of [normalOf(three), ...three])
        for (const x of p) {
          view.setFloat32(at, x, true);
          at += 4;
        }
      at += 2;
    }
  return out;
}

/** Size of the print in mm, and its thinnest rod; 0 without rods. */
export function printSize(given: Solids, mmPerAng: number) {
  const solids = printed(given);
  const [low, high] = boundsOf(solids);
  const thin = solids.rods.reduce((least, { radiusAng }) => Math.min(least, radiusAng), Infinity);
  return {
    mm: [0, 1, 2].map((x) => mmPerAng * (high[x]! - low[x]!)),
    thinnestMm: Number.isFinite(thin) ? 2 * thin * mmPerAng : 0,
  };
}
