/** Bodies sorted into cubes, so that of very many those in view are found without looking at each. */
export interface Bins {
  /** 4 per cube: its middle and the radius around all that stands in it, Å, as in `DrawnAtoms.spheres`. */
  readonly spheres: Float32Array;
  /** Members of cube `b` are `members[starts[b]]` up to `members[starts[b + 1]]`, in no order of space. */
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
}

/** Edge of a cube, Å: some hundred atoms of a solid. */
const EDGE_ANG = 16;
/** Cubes along an axis at most: in a larger picture they are larger. */
const MOST_CUBES = 32;

/**
 * @param spheres 4 per sphere: position and radius, Å
 * @param places per body the sphere where it stands; absent: body k is sphere k
 * @param reachAng how far a body reaches from there beyond the radius of its sphere, Å
 */
export function binBodies(
  spheres: Float32Array,
  count: number,
  reachAng = 0,
  places?: (body: number) => number,
): Bins {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  let radius = 0;
  for (let k = 0; k < count; k++) {
    const s = 4 * (places?.(k) ?? k);
    for (let x = 0; x < 3; x++) {
      low[x] = Math.min(low[x]!, spheres[s + x]!);
      high[x] = Math.max(high[x]!, spheres[s + x]!);
    }
    radius = Math.max(radius, spheres[s + 3]!);
  }
  const cubes = low.map((l, x) =>
    Math.max(1, Math.min(MOST_CUBES, Math.ceil((high[x]! - l) / EDGE_ANG))),
  );
  const edges = low.map((l, x) => Math.max((high[x]! - l) / cubes[x]!, 1e-6));
  const cubeOf = (k: number): number => {
    const s = 4 * (places?.(k) ?? k);
    let cube = 0;
    for (let x = 0; x < 3; x++)
      cube =
        cube * cubes[x]! +
        Math.min(cubes[x]! - 1, Math.floor((spheres[s + x]! - low[x]!) / edges[x]!));
    return cube;
  };
  const all = cubes[0]! * cubes[1]! * cubes[2]!;
  const of = new Uint32Array(count);
  const starts = new Uint32Array(all + 1);
  for (let k = 0; k < count; k++) {
    of[k] = cubeOf(k);
    starts[of[k]! + 1]!++;
  }
  for (let b = 0; b < all; b++) starts[b + 1]! += starts[b]!;
  const next = starts.slice();
  const members = new Uint32Array(count);
  // The first members of a cube must be strewn over it: of a lattice in order they would be one of its planes.
  strewn(count, (k) => {
    members[next[of[k]!]!++] = k;
  });
  const around = new Float32Array(4 * all);
  const half = Math.hypot(...edges) / 2 + radius + reachAng;
  for (let b = 0; b < all; b++) {
    const at = [
      Math.floor(b / (cubes[1]! * cubes[2]!)),
      Math.floor(b / cubes[2]!) % cubes[1]!,
      b % cubes[2]!,
    ];
    for (let x = 0; x < 3; x++) around[4 * b + x] = low[x]! + (at[x]! + 0.5) * edges[x]!;
    around[4 * b + 3] = half;
  }
  return { spheres: around, starts, members };
}

/** Visits 0 to `count` − 1 each once, neighbours far from each other, the same at every call. */
function strewn(count: number, visit: (k: number) => void): void {
  const bits = Math.max(1, Math.ceil(Math.log2(Math.max(2, count))));
  const mask = 2 ** bits - 1;
  const half = Math.ceil(bits / 2);
  // Each step turns around on so many bits, so no number comes twice.
  for (let n = 0; n <= mask; n++) {
    let k = Math.imul(n, 0x9e3779b1) & mask;
    k ^= k >>> half;
    k = Math.imul(k, 0x85ebca6b) & mask;
    k ^= k >>> half;
    if (k < count) visit(k);
  }
}

/**
 * Takes the members of the cubes that are seen. Where there are more than may be drawn, it takes the nearest, or
 * without depths the same part of each cube.
 * @param isSeen whether a ball in Å is seen
 * @param most that may be taken
 * @param out takes them; as long as there are bodies
 * @param depthOf how far a place is from the eye
 * @returns how many it took, and how many are seen
 */
export function takeSeen(
  bins: Bins,
  isSeen: (x: number, y: number, z: number, radius: number) => boolean,
  most: number,
  out: Uint32Array,
  depthOf?: (x: number, y: number, z: number) => number,
): { readonly taken: number; readonly seen: number } {
  const { spheres, starts, members } = bins;
  const cubes: number[] = [];
  let seen = 0;
  for (let b = 0; b + 1 < starts.length; b++) {
    const n = starts[b + 1]! - starts[b]!;
    const s = 4 * b;
    if (n === 0 || !isSeen(spheres[s]!, spheres[s + 1]!, spheres[s + 2]!, spheres[s + 3]!))
      continue;
    cubes.push(b);
    seen += n;
  }
  const depth = (b: number) => depthOf!(spheres[4 * b]!, spheres[4 * b + 1]!, spheres[4 * b + 2]!);
  const byDepth = depthOf !== undefined && seen > most;
  if (byDepth) {
    const depths = new Map(cubes.map((b) => [b, depth(b)]));
    cubes.sort((a, b) => depths.get(a)! - depths.get(b)!);
  }
  const part = byDepth ? 1 : Math.min(1, most / Math.max(1, seen));
  let [taken, due] = [0, 0];
  for (const b of cubes) {
    due += part * (starts[b + 1]! - starts[b]!);
    // Sums are rounded, not each cube: small ones would lose all of theirs.
    const n = Math.min(starts[b + 1]! - starts[b]!, Math.round(Math.min(due, most)) - taken);
    out.set(members.subarray(starts[b]!, starts[b]! + n), taken);
    taken += n;
  }
  return { taken, seen };
}
