import { SYMBOLS } from '#core/crystal/elements.ts';
import { mulRow } from '#core/math/mat3.ts';
import { add, norm, sub, type Vec3 } from '#core/math/vec3.ts';
import {
  type Ball,
  type Body,
  mixed,
  type Rgb,
  type Rod,
  type Solids,
} from '#engines/solids/solids.ts';
import { cellsOf, isInBlock } from '#render/gpu/block.ts';
import {
  type DrawnAtoms,
  layOutAtoms,
  layOutBonds,
  shiftOfCode,
  singleColor,
  writePositions,
  writeRadii,
} from '#render/gpu/buffers.ts';
import { boxCorners, boxPosts } from '#render/stage/box.ts';
import { contactLines, dashedContacts } from '#render/stage/contactLines.ts';
import { polyhedronMesh, writePolyhedra } from '#render/stage/polyhedronMesh.ts';
import { BROKEN_BOND, GLASS, PALE } from '#render/style.ts';
import type { SceneFrame, SceneProps } from '#render/types.ts';

/** Lines of the picture have a width on the screen; bodies need one in space, Å. */
const LINE_ANG = 0.03;
const CONTACT_ANG = 0.05;

/** The atoms of a scene where its frame has them, and what hangs together there. */
export function drawnOf(scene: SceneProps) {
  const frame = frameOf(scene);
  const xyz = frame?.positions ?? scene.structure.xyz;
  const topology = frame?.topology ?? scene.topology;
  const drawn = layOutAtoms(scene.structure, topology.images, scene.block);
  drawn.lattice.set(frame?.lattice ?? scene.structure.lattice);
  writePositions(drawn, xyz);
  writeRadii(drawn, scene.radiiAng);
  return { frame, xyz, topology, drawn };
}

/** What a scene shows as bodies in space, with the same images, copies and pale colours. */
export function solidsOf(scene: SceneProps, title: string): Solids {
  const { frame, xyz, topology, drawn } = drawnOf(scene);
  const colors = frame?.colors ?? scene.colors;
  const paint = painter(scene, colors);
  const balls = ballsOf(scene, drawn, paint, colors);
  const { balls: list, place } = balls;
  return {
    title,
    balls: list,
    rods: [
      ...bondRods(scene, drawn, topology, paint, place),
      ...contactRods(scene, topology, drawn, xyz, place),
      ...lineRods(scene, drawn),
    ],
    bodies: bodiesOf(scene, drawn, topology.polyhedra, xyz, paint),
    bodyOpacity: scene.look.glassy ? GLASS : 1,
  };
}

/** A frame of other atoms does not belong to this scene. */
function frameOf({ feed, structure }: SceneProps): SceneFrame | null {
  const frame = feed.now();
  return frame?.positions.length === structure.xyz.length ? frame : null;
}

export const rgbOf = (css: string): Rgb => {
  const value = Number.parseInt(css.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
};

type Cells = readonly [number, number, number];
const sum = (p: Cells, q: Cells): Cells => [p[0] + q[0], p[1] + q[1], p[2] + q[2]];
const isHome = ([u, v, w]: Cells): boolean => u === 0 && v === 0 && w === 0;

/** Gives the colour of an atom in a copy of the picture: paler where it is an image. */
type Paint = (atom: number, copy: Cells, shift: Cells) => Rgb;

function painter({ theme, block }: SceneProps, colors: Float32Array): Paint {
  const { completing, repeated } = PALE[theme.dark ? 'dark' : 'light'];
  const page = rgbOf(theme.background);
  return (atom, copy, shift) => {
    const own: Rgb = singleColor(colors, atom);
    if (isHome(sum(copy, shift))) return own;
    const isCompleting = isHome(copy) && !isInBlock(block, shift);
    return mixed(own, page, isCompleting ? completing : repeated);
  };
}

const shiftOf = ({ shift }: DrawnAtoms, k: number): Cells => [
  shift[3 * k]!,
  shift[3 * k + 1]!,
  shift[3 * k + 2]!,
];

/** Where a sphere stands in a copy of the picture. */
function centreOf(drawn: DrawnAtoms, k: number, cells: Cells): Vec3 {
  const { spheres, origin } = drawn;
  const at: Vec3 = [spheres[4 * k]!, spheres[4 * k + 1]!, spheres[4 * k + 2]!];
  return add(add(at, origin), mulRow(cells, drawn.lattice));
}

/** The number of the ball of an atom in a cell; undefined where none is drawn. */
type Place = (atom: number, cells: Cells) => number | undefined;

function ballsOf(
  { structure, look, block }: SceneProps,
  drawn: DrawnAtoms,
  paint: Paint,
  colors: Float32Array,
): { readonly balls: readonly Ball[]; readonly place: Place } {
  const balls: Ball[] = [];
  const numbers = new Map<string, number>();
  const key = (atom: number, cells: Cells) => `${atom} ${cells.join()}`;
  for (const copy of cellsOf(block))
    for (let k = 0; k < drawn.count; k++) {
      const shift = shiftOf(drawn, k);
      const cells = sum(copy, shift);
      // An image that completes the cell is an atom of the next copy, where there is one.
      if (!isHome(shift) && isInBlock(block, cells)) continue;
      const atom = drawn.source[k]!;
      const radiusAng = drawn.spheres[4 * k + 3]! * look.atomScale;
      if (radiusAng === 0 || numbers.has(key(atom, cells))) continue;
      numbers.set(key(atom, cells), balls.length);
      const symbol = SYMBOLS[structure.numbers[atom]!]!;
      balls.push({
        name: isHome(cells) ? symbol : `${symbol} repeated`,
        at: centreOf(drawn, k, copy),
        radiusAng,
        rgb: paint(atom, copy, shift),
        ...(Number.isNaN(colors[3 * atom]!) && { isStriped: true as const }),
      });
    }
  return { balls, place: (atom, cells) => numbers.get(key(atom, cells)) };
}

function bondRods(
  { look, block, structure }: SceneProps,
  drawn: DrawnAtoms,
  { bonds, stubs }: SceneProps['topology'],
  paint: Paint,
  place: Place,
): readonly Rod[] {
  if (look.bondRadiusAng === 0) return [];
  const { count, sticks } = layOutBonds(bonds, drawn, structure.xyz, stubs);
  const rods: Rod[] = [];
  const seen = new Set<string>();
  for (const copy of cellsOf(block))
    for (let s = 0; s < count; s++) {
      // Four numbers: a typed array keeps no length in its type.
      const [first, second, code, length] = sticks.subarray(4 * s, 4 * s + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      const beyond = sum(copy, shiftOfCode(code));
      const [from, to] = [centreOf(drawn, first, copy), centreOf(drawn, second, beyond)];
      if (norm(sub(to, from)) > BROKEN_BOND * Math.abs(length)) continue;
      const [a, b] = [drawn.source[first]!, drawn.source[second]!];
      const at = [sum(copy, shiftOf(drawn, first)), sum(beyond, shiftOf(drawn, second))] as const;
      const isStub = length < 0;
      const key = isStub
        ? `${a} ${at[0].join()} > ${b} ${at[1].join()}`
        : [`${a} ${at[0].join()}`, `${b} ${at[1].join()}`].sort().join(' – ');
      if (seen.has(key)) continue;
      seen.add(key);
      const colour = paint(a, copy, shiftOf(drawn, first));
      const joins = [place(a, at[0]), place(b, at[1])].filter((n) => n !== undefined);
      const half: Vec3 = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2];
      rods.push({
        kind: 'bond',
        from,
        to: isStub ? half : to,
        radiusAng: look.bondRadiusAng,
        rgb: [colour, isStub ? colour : paint(b, beyond, shiftOf(drawn, second))],
        joins: isStub ? [] : joins,
      });
    }
  return rods;
}

function contactRods(
  { contacts, look }: SceneProps,
  { bonds }: SceneProps['topology'],
  drawn: DrawnAtoms,
  xyz: ArrayLike<number>,
  place: Place,
): readonly Rod[] {
  if (!look.showContacts) return [];
  return dashedContacts(contacts, bonds).flatMap((contact) => {
    const lines = contactLines(contact, drawn, xyz);
    const rgb = rgbOf(contact.color);
    const ends = [place(contact.a, [0, 0, 0]), place(contact.b, contact.image)];
    const joins = ends.filter((n) => n !== undefined);
    return lines.map(
      ([from, to]): Rod => ({
        kind: 'contact',
        from: add(from, drawn.origin),
        to: add(to, drawn.origin),
        radiusAng: CONTACT_ANG,
        rgb: [rgb, rgb],
        joins: lines.length === 1 ? joins : [],
      }),
    );
  });
}

/** Edges of the cell's box, and the cells of film and substrate where they meet. */
function lineRods(scene: SceneProps, drawn: DrawnAtoms): readonly Rod[] {
  const rods: Rod[] = [];
  const draw = (points: readonly Vec3[], css: string, radiusAng: number, isDashed = false) => {
    const rgb = rgbOf(css);
    for (let k = 0; k + 1 < points.length; k++)
      rods.push({
        kind: 'line',
        from: points[k]!,
        to: points[k + 1]!,
        radiusAng,
        rgb: [rgb, rgb],
        joins: [],
        ...(isDashed && { isDashed }),
      });
  };
  const closed = (points: readonly Vec3[]) => [...points, points[0]!];
  if (scene.look.showCell) {
    const there = (points: readonly Vec3[]) => points.map((p) => add(p, drawn.origin));
    const corners = there(boxCorners(drawn, scene.box));
    for (const post of boxPosts(drawn, scene.box)) draw(there(post), scene.theme.line, LINE_ANG);
    draw(closed(corners.slice(0, 4)), scene.theme.line, LINE_ANG);
    draw(closed(corners.slice(4, 8)), scene.theme.line, LINE_ANG);
  }
  for (const { corners, color, dashed } of scene.outlines)
    draw(corners.length === 2 ? corners : closed(corners), color, CONTACT_ANG, dashed);
  return rods;
}

function bodiesOf(
  { block }: SceneProps,
  drawn: DrawnAtoms,
  polyhedra: SceneProps['topology']['polyhedra'],
  xyz: ArrayLike<number>,
  paint: Paint,
): readonly Body[] {
  if (polyhedra === null) return [];
  const bodies: Body[] = [];
  const { centre, centreCells, start, corner, cornerCells } = polyhedra;
  for (let k = 0; k < centre.length; k++) {
    const [from, to] = [start[k]!, start[k + 1]!];
    const one = {
      centre: centre.subarray(k, k + 1),
      centreCells: centreCells.subarray(3 * k, 3 * k + 3),
      start: Uint32Array.of(0, to - from),
      corner: corner.subarray(from, to),
      cornerCells: cornerCells.subarray(3 * from, 3 * to),
    };
    const mesh = polyhedronMesh(one);
    writePolyhedra(mesh, one, drawn, xyz, () => [0, 0, 0]);
    if (mesh.count === 0) continue;
    const shift: Cells = [centreCells[3 * k]!, centreCells[3 * k + 1]!, centreCells[3 * k + 2]!];
    const own = Array.from({ length: mesh.count }, (_, v): Vec3 => {
      const i = 3 * v;
      return add([mesh.position[i]!, mesh.position[i + 1]!, mesh.position[i + 2]!], drawn.origin);
    });
    for (const copy of cellsOf(block)) {
      const cells = sum(copy, shift);
      // Of the copies of a body on a face of the cell, only those on the outer faces of the block have no other.
      if ([0, 1, 2].some((x) => shift[x] !== 0 && isWithin(block, x, cells[x]!))) continue;
      const aside = mulRow(copy, drawn.lattice);
      bodies.push({
        corners: own.map((p) => add(p, aside)),
        rgb: paint(centre[k]!, copy, shift),
      });
    }
  }
  return bodies;
}

const isWithin = ({ from, to }: SceneProps['block'], axis: number, cell: number): boolean =>
  cell >= from[axis]! && cell <= to[axis]!;
