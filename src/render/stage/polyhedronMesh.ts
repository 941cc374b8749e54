import { convexHull } from '#core/math/convexHull.ts';
import { mulRow } from '#core/math/mat3.ts';
import { add, cross, dot, norm, scale, sub, type Vec3 } from '#core/math/vec3.ts';
import type { SeenImage } from '#render/camera/picking.ts';
import type { Ray } from '#render/camera/view.ts';
import { cellsOf } from '#render/gpu/block.ts';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import type { ScenePolyhedra } from '#render/types.ts';

/** Triangles of all polyhedra, three corners each, as arrays that a buffer can take. */
export interface PolyhedronMesh {
  /** Corners in use. */
  count: number;
  readonly position: Float32Array;
  readonly normal: Float32Array;
  readonly color: Float32Array;
  readonly cells: Float32Array;
  readonly edges: Float32Array;
  /** Number of the polyhedron, one a triangle. */
  readonly owner: Uint32Array;
  /** Polyhedra with a volume. */
  bodies: number;
}

/** Room for the hulls of all polyhedra, whatever their shape: n corners have at most 2n − 4 triangles. */
export function polyhedronMesh({ start }: ScenePolyhedra): PolyhedronMesh {
  let triangles = 0;
  for (let k = 0; k + 1 < start.length; k++)
    triangles += Math.max(0, 2 * (start[k + 1]! - start[k]!) - 4);
  const room = () => new Float32Array(9 * triangles);
  return {
    count: 0,
    bodies: 0,
    position: room(),
    normal: room(),
    color: room(),
    cells: room(),
    edges: room(),
    owner: new Uint32Array(triangles),
  };
}

/** A side that is no edge of the body: farther than any line is wide. */
const FAR_ANG = 1e3;

/**
 * Writes the hulls as a frame has them, relative to the scene's origin.
 * @param xyz 3N Cartesian, Å
 * @param rgb linear colour of a centre
 */
export function writePolyhedra(
  mesh: PolyhedronMesh,
  polyhedra: ScenePolyhedra,
  drawn: Pick<DrawnAtoms, 'origin' | 'lattice'>,
  xyz: ArrayLike<number>,
  rgb: (centre: number) => Vec3,
): void {
  mesh.count = 0;
  mesh.bodies = 0;
  const { start, corner, cornerCells, centre, centreCells } = polyhedra;
  for (let k = 0; k < centre.length; k++) {
    const points: Vec3[] = [];
    for (let c = start[k]!; c < start[k + 1]!; c++) {
      const i = 3 * corner[c]!;
      const cells = mulRow(
        [cornerCells[3 * c]!, cornerCells[3 * c + 1]!, cornerCells[3 * c + 2]!],
        drawn.lattice,
      );
      points.push(sub(add([xyz[i]!, xyz[i + 1]!, xyz[i + 2]!], cells), drawn.origin));
    }
    const { faces } = convexHull(points);
    if (faces.length > 0) mesh.bodies++;
    const color = rgb(centre[k]!);
    const cells = [centreCells[3 * k]!, centreCells[3 * k + 1]!, centreCells[3 * k + 2]!] as const;
    for (const face of faces)
      writeFace(
        mesh,
        face.map((p) => points[p]!),
        color,
        cells,
        k,
      );
  }
}

/** A flat face as a fan; the sides between its triangles are no edges. */
function writeFace(
  mesh: PolyhedronMesh,
  corners: readonly Vec3[],
  color: Vec3,
  cells: Vec3,
  owner: number,
): void {
  for (let t = 1; t + 1 < corners.length; t++) {
    // A hull has no more than there is room for; should one ever have, the rest of it is left out and the page draws on.
    if (9 + 3 * mesh.count > mesh.position.length) return;
    const triangle = [corners[0]!, corners[t]!, corners[t + 1]!] as const;
    const across = cross(sub(triangle[1], triangle[0]), sub(triangle[2], triangle[0]));
    const area = norm(across);
    const normal = scale(across, 1 / area);
    // The side opposite to each corner, and whether it is an edge of the face.
    mesh.owner[mesh.count / 3] = owner;
    const isEdge = [true, t + 2 === corners.length, t === 1];
    for (let v = 0; v < 3; v++) {
      const at = 3 * mesh.count++;
      mesh.position.set(triangle[v]!, at);
      mesh.normal.set(normal, at);
      mesh.color.set(color, at);
      mesh.cells.set(cells, at);
      for (let side = 0; side < 3; side++) {
        const [p, q] = [triangle[(side + 1) % 3]!, triangle[(side + 2) % 3]!];
        const height = side === v ? area / norm(sub(p, q)) : 0;
        mesh.edges[at + side] = isEdge[side] ? height : FAR_ANG;
      }
    }
  }
}

/**
 * The centre of the body that a ray meets first, in the cells of all copies; null for none. Of the copies of a body at
 * a face of the cell only those that are drawn count.
 */
export function bodyOnRay(
  mesh: PolyhedronMesh,
  { centre, centreCells }: Pick<ScenePolyhedra, 'centre' | 'centreCells'>,
  { lattice, block }: Pick<DrawnAtoms, 'lattice' | 'block'>,
  ray: Ray,
): SeenImage | null {
  let nearest: SeenImage | null = null;
  for (const copy of cellsOf(block)) {
    const origin = sub(ray.origin, mulRow(copy, lattice));
    for (let t = 0; 3 * t < mesh.count; t++) {
      const distanceAng = triangleOnRay(mesh.position, 9 * t, origin, ray.direction);
      // Beside it the distance is none, and compares as false.
      if (!(distanceAng > ray.startAng && distanceAng < (nearest?.distanceAng ?? Infinity)))
        continue;
      const k = mesh.owner[t]!;
      const shift = [
        centreCells[3 * k]!,
        centreCells[3 * k + 1]!,
        centreCells[3 * k + 2]!,
      ] as const;
      const cells = add(copy, shift);
      // As the shader draws them.
      const isDrawn = cells.every(
        (n, i) => shift[i] === 0 || n < block.from[i]! || n > block.to[i]!,
      );
      if (isDrawn) nearest = { atom: centre[k]!, cells, distanceAng };
    }
  }
  return nearest;
}

/** How far along a ray it meets a triangle; NaN beside it. @see Möller and Trumbore, J. Graph. Tools 2 (1997) 21 */
function triangleOnRay(of: Float32Array, at: number, origin: Vec3, direction: Vec3): number {
  const corner = (n: number): Vec3 => [of[at + 3 * n]!, of[at + 3 * n + 1]!, of[at + 3 * n + 2]!];
  const [p, q, r] = [corner(0), corner(1), corner(2)];
  const [a, b, to] = [sub(q, p), sub(r, p), sub(origin, p)];
  const across = cross(direction, b);
  const volume = dot(a, across);
  const u = dot(to, across) / volume;
  if (!(u >= 0 && u <= 1)) return Number.NaN;
  const over = cross(to, a);
  const v = dot(direction, over) / volume;
  return v >= 0 && u + v <= 1 ? dot(b, over) / volume : Number.NaN;
}
