import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { FIGURE_DEFAULTS } from '#app/export/figureSettings.ts';
import { FILM_DEFAULTS } from '#app/export/filmSettings.ts';
import { DEFAULTS, type Session } from '#app/look/session.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { glbOf } from '#engines/solids/glb.ts';
import { povOf } from '#engines/solids/pov.ts';
import { boundsOf, hexOf, linearOf, piecesOf, type Solids } from '#engines/solids/solids.ts';
import { printSize, stlOf } from '#engines/solids/stl.ts';
import { detailFor } from '#engines/solids/tessellate.ts';
import { USDZ_TRIANGLES, usdzOf } from '#engines/solids/usdz.ts';
import { unzipped } from '#engines/zip/zip.ts';
import { solidsOf } from '#render/solid/solidsOf.ts';
import { type FigurePlan, figureScene, NO_PICKS } from '#ui/figure/figureScene.ts';
import { SOLID_FORMATS } from '#ui/figure/solids/solidFormats.ts';
import { elementColor } from '#ui/kit/palette.ts';

const model = modelOf(presetOf('cspbbr3-cds').recipe);
const { structure } = model.built;
const ATOMS = structure.numbers.length;
const ONE_CELL: Partial<Session> = { repeat: 'none', completion: 'cell', showContacts: false };

const planOf = (session: Partial<Session>): FigurePlan => ({
  subject: {
    title: 'CdS on CsPbBr₃',
    structure,
    bonds: model.bonds,
    model,
    frame: null,
  },
  session: { ...DEFAULTS, ...session },
  settings: FIGURE_DEFAULTS,
  dark: false,
  view: { direction: 'oblique', request: 0 },
  picks: NO_PICKS,
  hidden: { elements: [], slabs: [] },
  film: FILM_DEFAULTS,
  run: null,
});
const solids = (session: Partial<Session>, more: Partial<FigurePlan> = {}): Solids =>
  solidsOf(figureScene({ ...planOf(session), ...more }), 'CdS on CsPbBr₃');

const file = (id: string, session: Partial<Session>) =>
  SOLID_FORMATS.find((f) => f.id === id)!.write(planOf(session));

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'epistack-solids-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Runs a program on a file; null, said loudly, where it is not installed. */
function checkedBy(program: string, name: string, content: Uint8Array | string, args: string[]) {
  writeFileSync(join(dir, name), content);
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    cwd: dir,
    encoding: 'utf8',
  });
  if (error) {
    console.warn(`NOT CHECKED by another program: ${program} is not installed`);
    return null;
  }
  expect(status, `${stdout}${stderr}`).toBe(0);
  return `${stdout}${stderr}`;
}

test('one cell has a ball for each atom where it stands, in the colour of its element', () => {
  const { balls, rods } = solids(ONE_CELL);
  expect(balls).toHaveLength(ATOMS);
  balls.forEach(({ at, name, rgb }, i) => {
    for (let x = 0; x < 3; x++) expect(at[x]).toBeCloseTo(structure.xyz[3 * i + x]!, 4);
    expect(name).toBe(SYMBOLS[structure.numbers[i]!]);
    expect(hexOf(rgb)).toBe(elementColor(structure.numbers[i]!));
  });
  // A bond that leaves the cell is two stubs.
  const { a, image } = model.bonds;
  const leaving = Array.from(a).filter((_, k) => image.subarray(3 * k, 3 * k + 3).some(Boolean));
  const bonds = rods.filter(({ kind }) => kind === 'bond');
  expect(bonds).toHaveLength(a.length + leaving.length);
});

test('repeated cells hold every atom and bond once, paler, and hidden atoms are not there', () => {
  const all = solids({
    ...ONE_CELL,
    completion: 'complete',
    repeat: 'counts',
    repeatA: 2,
    repeatB: 2,
  });
  const places = all.balls.map(({ at }) => at.map((x) => x.toFixed(3)).join());
  expect(new Set(places).size).toBe(places.length);
  expect(places.length).toBeGreaterThanOrEqual(4 * ATOMS);
  const middles = all.rods
    .filter(({ kind }) => kind === 'bond')
    .map(({ from, to }) => from.map((x, k) => ((x + to[k]!) / 2).toFixed(3)).join());
  expect(new Set(middles).size).toBe(middles.length);
  const own = all.balls.filter(({ name }) => name === 'Pb');
  const repeated = all.balls.filter(({ name }) => name === 'Pb repeated');
  expect(own).toHaveLength(structure.numbers.filter((z) => SYMBOLS[z] === 'Pb').length);
  expect(Math.min(...repeated.map(({ rgb }) => rgb[0]))).toBeGreaterThan(own[0]!.rgb[0]);
  const film = solids(ONE_CELL, { hidden: { elements: [], slabs: [0] } });
  expect(new Set(film.balls.map(({ name }) => name))).toEqual(new Set(['Cd', 'S']));
});

test('octahedra of the picture are closed bodies in space', () => {
  const { bodies } = solids({ ...ONE_CELL, style: 'polyhedra', completion: 'complete' });
  expect(bodies.length).toBeGreaterThan(20);
  for (const { corners } of bodies) expect(isClosed(corners)).toBe(true);
});

type P = readonly [number, number, number];

/** Whether each side of a triangle is the side of one other, run the other way. */
function isClosed(corners: readonly P[]): boolean {
  const name = (p: P) => p.map((x) => x.toFixed(4)).join();
  const sides = new Map<string, number>();
  for (let k = 0; k < corners.length; k += 3)
    for (let s = 0; s < 3; s++) {
      const [p, q] = [name(corners[k + s]!), name(corners[k + ((s + 1) % 3)]!)];
      sides.set(`${p} ${q}`, (sides.get(`${p} ${q}`) ?? 0) + 1);
    }
  return [...sides].every(([side, n]) => {
    const [p, q] = side.split(' ');
    return n === 1 && sides.get(`${q} ${p}`) === 1;
  });
}

interface Gltf {
  asset: { extras: { unit: string } };
  nodes: { rotation?: number[]; name: string }[];
  meshes: {
    name: string;
    primitives: { attributes: { POSITION: number }; indices: number; material: number }[];
  }[];
  materials: { pbrMetallicRoughness: { baseColorFactor: number[] } }[];
  accessors: { count: number; min?: number[]; max?: number[]; bufferView: number }[];
  bufferViews: { byteOffset: number; byteLength: number }[];
}

function parsedGlb(bytes: Uint8Array): { json: Gltf; binary: DataView } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  expect([view.getUint32(0, true), view.getUint32(4, true)]).toEqual([0x46546c67, 2]);
  expect(view.getUint32(8, true)).toBe(bytes.length);
  const length = view.getUint32(12, true);
  const json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))) as Gltf;
  return { json, binary: new DataView(bytes.buffer, bytes.byteOffset + 28 + length) };
}

test('glTF has the triangles, the size and the colours of the scene, in Å with z upwards', () => {
  const scene = solids(ONE_CELL);
  const { json, binary } = parsedGlb(glbOf(scene));
  const parts = json.meshes.map(({ name, primitives: [p] }) => ({
    name,
    at: json.accessors[p!.attributes.POSITION]!,
    count: json.accessors[p!.indices]!.count / 3,
    indices: json.bufferViews[json.accessors[p!.indices]!.bufferView]!,
    color: json.materials[p!.material]!.pbrMetallicRoughness.baseColorFactor,
  }));
  const balls = parts.filter(({ name }) => SYMBOLS.includes(name));
  // 1280 triangles a ball at most: 20 faces quartered three times.
  const each = balls.reduce((sum, { count }) => sum + count, 0) / ATOMS;
  expect([80, 320, 1280]).toContain(each);
  for (const { at, count, indices } of parts) {
    let last = 0;
    for (let k = 0; k < 3 * count; k++)
      last = Math.max(last, binary.getUint32(indices.byteOffset + 4 * k, true));
    expect(last).toBe(at.count - 1);
  }
  const pb = balls.find(({ name }) => name === 'Pb')!;
  const rgb = [1, 3, 5].map((k) => Number.parseInt(elementColor(82).slice(k, k + 2), 16) / 255);
  linearOf(rgb as unknown as P).forEach((x, k) => void expect(pb.color[k]).toBeCloseTo(x, 5));
  const [low, high] = boundsOf(scene);
  for (let x = 0; x < 3; x++) {
    expect(Math.min(...parts.map(({ at }) => at.min![x]!))).toBeCloseTo(low[x]!, 0);
    expect(Math.max(...parts.map(({ at }) => at.max![x]!))).toBeCloseTo(high[x]!, 0);
  }
  expect(json.asset.extras.unit).toMatch(/1 Å/);
  // A quarter turn about x takes +z to +y.
  expect(json.nodes[0]!.rotation).toEqual([-Math.SQRT1_2, 0, 0, Math.SQRT1_2]);
  const told = checkedBy('assimp', 'f.glb', glbOf(scene), ['info', 'f.glb']);
  const faces = parts.reduce((sum, { count }) => sum + count, 0);
  if (told !== null) expect(told).toMatch(new RegExp(`Faces: +${faces}\\b`));
});

test('STL stands on its floor in mm, of closed bodies with the volume of the scene', () => {
  const scene = solids({ ...ONE_CELL, showCell: false, showMismatch: false });
  const bytes = stlOf(scene, 2);
  const view = new DataView(bytes.buffer);
  const count = view.getUint32(80, true);
  expect(bytes.length).toBe(84 + 50 * count);
  let volume = 0;
  let low = Infinity;
  const xs: number[] = [];
  for (let t = 0; t < count; t++) {
    const at = 84 + 50 * t;
    const p = (c: number): P =>
      [0, 1, 2].map((x) => view.getFloat32(at + 12 + 12 * c + 4 * x, true)) as unknown as P;
    const [a, b, c] = [p(0), p(1), p(2)];
    volume +=
      (a[0] * (b[1] * c[2] - b[2] * c[1]) -
        a[1] * (b[0] * c[2] - b[2] * c[0]) +
        a[2] * (b[0] * c[1] - b[1] * c[0])) /
      6;
    low = Math.min(low, a[2], b[2], c[2]);
    xs.push(a[0], b[0], c[0]);
  }
  const rods = scene.rods.filter(({ kind }) => kind === 'bond');
  const expected =
    scene.balls.reduce((sum, { radiusAng: r }) => sum + (4 / 3) * Math.PI * r ** 3, 0) +
    rods.reduce((sum, { from, to, radiusAng: r }) => {
      return sum + Math.PI * r * r * Math.hypot(...from.map((x, k) => to[k]! - x));
    }, 0);
  // Facets lie inside of what they stand for.
  expect(volume / (8 * expected)).toBeGreaterThan(0.93);
  expect(volume / (8 * expected)).toBeLessThan(1);
  expect(low).toBeCloseTo(0, 1);
  const wide = xs.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const [from, to] = boundsOf(scene);
  expect(2 * wide).toBeCloseTo(2 * (to[0] - from[0]), 0);
  const told = checkedBy('admesh', 'f.stl', bytes, ['f.stl']);
  if (told === null) return;
  expect(told).toMatch(/Total disconnected facets +: +0 +0/);
  expect(told).toMatch(/Backwards edges +: +0/);
  expect(told).toMatch(new RegExp(`Number of parts +: +${scene.balls.length + rods.length}\\b`));
});

test('pieces of a print are counted: what rods and overlaps hold together', () => {
  const ball = (x: number, radiusAng: number) => ({
    name: 'C',
    at: [x, 0, 0] as const,
    radiusAng,
    rgb: [0, 0, 0] as const,
  });
  const rod = {
    kind: 'bond',
    from: [0, 0, 0],
    to: [3, 0, 0],
    radiusAng: 0.1,
    rgb: [
      [0, 0, 0],
      [0, 0, 0],
    ],
    joins: [0, 1],
  } as const;
  const of = (more: Partial<Solids>): number =>
    piecesOf({ title: '', balls: [], rods: [], bodies: [], bodyOpacity: 1, ...more });
  expect(of({ balls: [ball(0, 1), ball(3, 1), ball(9, 1)] })).toBe(3);
  expect(of({ balls: [ball(0, 1), ball(3, 1), ball(9, 1)], rods: [rod] })).toBe(2);
  expect(of({ balls: [ball(0, 1), ball(1.9, 1)] })).toBe(1);
});

test('USDZ is a plain archive with its content on a multiple of 64, in metres, standing on the floor', () => {
  const bytes = usdzOf(solids(ONE_CELL));
  const head = new DataView(bytes.buffer);
  expect(head.getUint16(8, true)).toBe(0);
  const at = 30 + head.getUint16(26, true) + head.getUint16(28, true);
  expect(at % 64).toBe(0);
  const text = new TextDecoder().decode(unzipped(bytes)!.get('model.usda'));
  expect(text.startsWith('#usda 1.0')).toBe(true);
  expect(text).toContain('upAxis = "Y"');
  const [s] = /xformOp:transform = \( \(([\d.]+),/.exec(text)!.slice(1).map(Number);
  const rows = /xformOp:transform = (.*)/
    .exec(text)![1]!
    .match(/-?[\d.e-]+/g)!
    .map(Number);
  const heights: number[] = [];
  for (const [, points] of text.matchAll(/point3f\[\] points = \[(.*)\]/g))
    for (const [, x, y, z] of points!.matchAll(/\(([^,]+), ([^,]+), ([^)]+)\)/g))
      heights.push(Number(x) * rows[1]! + Number(y) * rows[5]! + Number(z) * rows[9]! + rows[13]!);
  const tall = heights.reduce((most, y) => Math.max(most, y), -Infinity);
  expect(heights.reduce((least, y) => Math.min(least, y), Infinity)).toBeCloseTo(0, 3);
  expect(tall).toBeGreaterThan(0.05);
  expect(tall).toBeLessThanOrEqual(0.3);
  expect([0.002, 0.005, 0.01]).toContain(s);
  const counts = [...text.matchAll(/faceVertexCounts = \[(.*)\]/g)].map(
    ([, list]) => list!.split(',').length,
  );
  const indices = [...text.matchAll(/faceVertexIndices = \[(.*)\]/g)].map(
    ([, list]) => list!.split(',').length,
  );
  expect(indices).toEqual(counts.map((n) => 3 * n));
});

test('POV-Ray draws as many spheres as there are atoms', () => {
  const { content } = file('pov', ONE_CELL);
  expect(String(content).match(/^sphere/gm)).toHaveLength(ATOMS);
  const told = checkedBy('povray', 'f.pov', content, ['+If.pov', '+Of.png', '+W80', '+H52', '-D']);
  if (told !== null) expect(told).not.toMatch(/Parse (Warning|Error)/);
});

test('VESTA gets the cell, the fractions, the colours, and lengths that find every bond', () => {
  const text = String(file('vesta', { ...ONE_CELL, style: 'polyhedra' }).content);
  const block = (name: string) => {
    const lines = text.split('\n');
    const from = lines.findIndex((line) => line.trim().split(/\s+/)[0] === name) + 1;
    return lines.slice(
      from,
      lines.findIndex((line, k) => k > from && /^[A-Z]/.test(line)),
    );
  };
  const numbers = (line: string) => line.trim().split(/\s+/).map(Number);
  const cell = numbers(block('CELLP')[0]!);
  expect(cell[0]).toBeCloseTo(Math.hypot(...structure.lattice.subarray(0, 3)), 5);
  expect(cell[5]).toBeCloseTo(90, 4);
  const sites = block('STRUC').filter((line) => / 1\.0000 /.test(line));
  expect(sites).toHaveLength(ATOMS);
  sites.forEach((line, i) => {
    const words = line.trim().split(/\s+/);
    expect(words[1]).toBe(SYMBOLS[structure.numbers[i]!]);
    const z = Number(words[6]) * structure.lattice[8]!;
    expect(z).toBeCloseTo(structure.xyz[3 * i + 2]!, 3);
  });
  const pairs = block('SBOND').filter((line) => line.trim().split(/\s+/).length > 4);
  const { a, b } = model.bonds;
  const bonded = new Set(
    Array.from(a, (i, k) =>
      [structure.numbers[i]!, structure.numbers[b[k]!]!]
        .sort()
        .map((z) => SYMBOLS[z])
        .join(),
    ),
  );
  expect(pairs).toHaveLength(bonded.size);
  const lead = pairs
    .find((line) => line.includes('Pb'))!
    .trim()
    .split(/\s+/);
  expect(lead.slice(1, 3)).toEqual(['Pb', 'Br']);
  // A polyhedron stands about Pb, and VESTA draws it.
  expect(lead[7]).toBe('1');
  expect(text).toMatch(/^MODEL +2 /m);
});

test('many atoms are cut coarsely, more than a file can hold are refused in words, and none are too many to count', () => {
  const black = [0, 0, 0] as const;
  const many = (count: number): Solids => ({
    title: 'many',
    balls: Array.from({ length: count }, (_, k) => ({
      name: 'Cd',
      at: [3 * (k % 100), 3 * (Math.floor(k / 100) % 100), 3 * Math.floor(k / 10_000)] as const,
      radiusAng: 1,
      rgb: black,
    })),
    rods: Array.from({ length: count }, (_, k) => ({
      kind: 'bond' as const,
      from: [k, 0, 0] as const,
      to: [k + 1, 0, 0] as const,
      radiusAng: 0.15,
      rgb: [black, black] as const,
      joins: [],
    })),
    bodies: [],
    bodyOpacity: 1,
  });
  expect(detailFor(many(20_000), USDZ_TRIANGLES)).toEqual({ quartered: 0, sides: 4 });
  expect(() => usdzOf(many(60_000))).toThrow(
    /60,000 balls and 60,000 rods are at least 3\.1 million triangles, more than the 2\.5 million/,
  );
  const crowd = many(140_000);
  expect(printSize(crowd, 2).thinnestMm).toBeCloseTo(0.6, 9);
  expect(piecesOf(crowd)).toBe(140_000);
});

test('a POV-Ray picture is as large as its bodies are seen, not as a box about them', () => {
  const ball = (x: number, y: number) => ({
    name: 'Cd',
    at: [x, y, 0] as const,
    radiusAng: 1,
    rgb: [0, 0, 0] as const,
  });
  const row: Solids = {
    title: 'row',
    balls: [ball(0, 0), ball(30, 30)],
    rods: [],
    bodies: [],
    bodyOpacity: 1,
  };
  const text = povOf(row, {
    right: [Math.SQRT1_2, -Math.SQRT1_2, 0],
    up: [0, 0, 1],
    back: [-Math.SQRT1_2, -Math.SQRT1_2, 0],
    perspective: false,
    tanHalf: 0.2,
    background: [1, 1, 1],
    aspect: 1,
  });
  const up = /up <(.*?), (.*?), (.*?)>/.exec(text)!;
  expect(Number(up[3])).toBeCloseTo(2 * 1.06, 6);
});

test('a left-handed cell is said to be mirrored in VESTA', () => {
  const vesta = SOLID_FORMATS.find((f) => f.id === 'vesta')!;
  const said = (lattice: Float64Array) => {
    const plan = planOf(ONE_CELL);
    const moved = { ...plan.subject, model: null, structure: { ...structure, lattice } };
    return vesta.write({ ...plan, subject: moved }).remarks.join(' ');
  };
  const own = Float64Array.from(structure.lattice);
  expect(said(own)).not.toMatch(/mirror/);
  expect(said(own.map((x, k) => (k > 5 ? -x : x)))).toMatch(/left-handed.*mirror image/);
});
