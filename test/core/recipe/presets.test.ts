import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { unitCellStructure } from '#core/crystal/crystal.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { readPoscar, writePoscar } from '#core/io/vasp/poscar.ts';
import { turnOf } from '#core/match/elastic.ts';
import { mulRow } from '#core/math/mat3.ts';
import { det2 } from '#core/math/plane2.ts';
import { cross, dot, type Vec3 } from '#core/math/vec3.ts';
import { type Built, build, facingAtoms } from '#core/recipe/build.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { PRESETS, presetOf, unchangedPreset } from '#core/recipe/presets/presets.ts';
import { exportTitle } from '#core/recipe/provenance.ts';
import type { Recipe, SlabSpec } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { findSpaceGroup, loadSymmetry } from '#engines/symmetry/symmetry.ts';
import { library } from '../../helpers/library.ts';

const wasm = createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
beforeAll(() => loadSymmetry(new Uint8Array(readFileSync(wasm))));

const TEXTBOOK = PRESETS.filter((p) => p.group === 'textbook');
const ids = (list: typeof PRESETS) => list.map((p) => [p.id, p] as const);

test('ids are kebab-case and distinct; the paper comes first', () => {
  for (const [id] of ids(PRESETS)) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(new Set(PRESETS.map((p) => p.id)).size).toBe(PRESETS.length);
  expect(PRESETS[0]!.group).toBe('paper');
  for (const p of PRESETS) expect(p.recipe.preset).toBe(p.id);
});

// f = (film − substrate) / substrate along the matched vectors, from the constants printed in textbooks.
const R2 = Math.SQRT2;
const R3 = Math.sqrt(3);
test.each([
  ['ge-si', 5.658 / 5.431 - 1],
  ['gaas-si', 5.6533 / 5.431 - 1],
  ['inas-gaas', 6.0583 / 5.6533 - 1],
  ['laalo3-srtio3', 3.789 / 3.905 - 1],
  // [100] of the film along [110] of the substrate: a√2 of the one on a of the other.
  ['srtio3-si', (3.905 * R2) / 5.431 - 1],
  ['fe-mgo', (2.8665 * R2) / 4.2122 - 1],
  // The film turned by 30°: a√3 on a; and six such spacings on seven.
  ['gan-al2o3', (3.189 * R3) / 4.7588 - 1],
  ['gan-al2o3-6-7', (6 * 3.189 * R3) / (7 * 4.7588) - 1],
  ['graphene-hbn', 2.46 / 2.504 - 1],
  ['ws2-mos2', 3.15 / 3.16 - 1],
  ['twisted-graphene-1-1', 0],
  ['twisted-graphene-6-1', 0],
])('%s has the textbook mismatch %f on both axes', (id, f) => {
  const { mismatch } = reportOf(build(presetOf(id).recipe, library));
  expect(mismatch!.a).toBeCloseTo(f, 6);
  expect(mismatch!.b).toBeCloseTo(f, 6);
  expect(mismatch!.gammaDeg).toBeCloseTo(0, 6);
});

test.each(ids(TEXTBOOK))(
  '%s: neutral, no overlap, 20 Å of vacuum, under a thousand atoms',
  (_, p) => {
    const built = build(p.recipe, library);
    const report = reportOf(built, unchangedPreset(p.recipe)?.about);
    expect(report.charge).toBe(0);
    const warned = report.warnings.map((w) => w.code);
    for (const code of ['overlap', 'charged', 'unknown-charges', 'like-charges', 'thin-vacuum'])
      expect(warned).not.toContain(code);
    expect(report.vacuum).toBe(20);
    expect(report.atoms).toBeLessThan(1000);
    for (const slab of built.slabs) expect(det2(slab.matrix)).toBeGreaterThan(0);
    expect(report.notes).toEqual([p.about]);
  },
);

test('every textbook pair has a preset', () => {
  const pairs = TEXTBOOK.map(({ recipe }) =>
    recipe.steps.flatMap((s) => ('slab' in s ? [s.slab.material] : [])).reverse(),
  );
  for (const pair of [
    ['Ge', 'Si'],
    ['GaAs', 'Si'],
    ['InAs', 'GaAs'],
    ['LaAlO3', 'SrTiO3'],
    ['SrTiO3', 'Si'],
    ['GaN', 'Al2O3'],
    ['Fe', 'MgO'],
    ['graphene', 'hBN'],
    ['WS2', 'MoS2'],
    ['graphene', 'graphene'],
  ])
    expect(pairs).toContainEqual(pair);
});

/** Labels of the two planes that meet. */
function meeting(id: string): readonly [string, string] {
  const [lower, upper] = reportOf(build(presetOf(id).recipe, library)).layers;
  return [lower!.planes.at(-1)!.label, upper!.planes[0]!.label];
}

test.each([
  ['gaas-si', ['Si', 'As']],
  ['inas-gaas', ['As', 'In']],
  ['laalo3-srtio3', ['TiO2', 'LaO']],
  ['srtio3-si', ['Si', 'SrO']],
  ['gan-al2o3', ['Al', 'N']],
  ['ws2-mos2', ['S', 'S']],
])('%s meets with %s', (id, planes) => {
  expect(meeting(id)).toEqual(planes);
});

/** For each atom the vectors to its neighbours within a distance. */
function bonds({ lattice, numbers, xyz }: Structure, reachAng: number): Vec3[][] {
  const out: Vec3[][] = Array.from(numbers, () => []);
  forEachPair(lattice, xyz, reachAng, (i, j, image) => {
    const t = mulRow(image as unknown as Vec3, lattice);
    const v = [0, 1, 2].map((k) => xyz[3 * j + k]! + t[k]! - xyz[3 * i + k]!) as unknown as Vec3;
    out[i]!.push(v);
    out[j]!.push(v.map((x) => -x) as unknown as Vec3);
  });
  return out;
}

test.each(['ge-si', 'gaas-si', 'inas-gaas'])(
  '%s: the tetrahedral stacking runs on through the interface',
  (id) => {
    const built = build(presetOf(id).recipe, library);
    const around = bonds(built.structure, 2.75);
    for (const i of [...facingAtoms(built, 0, 'top'), ...facingAtoms(built, 1, 'bottom')]) {
      expect(around[i]!.length).toBe(4);
      for (const [k, u] of around[i]!.entries())
        for (const v of around[i]!.slice(k + 1)) {
          const cosine = dot(u, v) / (Math.hypot(...u) * Math.hypot(...v));
          // Tetrahedral is −1/3; an eclipsed plane would give angles near 90° and 180°.
          expect(cosine).toBeGreaterThan(-0.5);
          expect(cosine).toBeLessThan(-0.2);
        }
    }
  },
);

const nearest = (id: string, pair: string): number =>
  reportOf(build(presetOf(id).recipe, library)).contacts.find((c) => c.pair === pair)!.min;

test('sites: what the presets say lies above what does', () => {
  expect(nearest('laalo3-srtio3', 'Ti-O')).toBeCloseTo(1.9235, 6);
  expect(nearest('srtio3-si', 'Si-O')).toBeCloseTo(1.8, 6);
  expect(nearest('fe-mgo', 'O-Fe')).toBeCloseTo(2.2, 6);
  expect(nearest('gan-al2o3', 'Al-N')).toBeCloseTo(2, 4);
  expect(nearest('graphene-hbn', 'B-C')).toBeCloseTo(3.35, 6);
  expect(nearest('graphene-hbn', 'N-C')).toBeCloseTo(Math.hypot(3.35, 2.504 / R3), 4);
});

describe('twisted bilayer graphene', () => {
  test.each([
    [1, 1, 21.787],
    [6, 1, 5.086],
  ])('(m, r) = (%i, %i): the closed form, %f°', (m, r, degrees) => {
    const n = 3 * m * m + 3 * m * r + r * r;
    const closed = Math.acos((3 * m * m + 3 * m * r + (r * r) / 2) / n);
    const built = build(presetOf(`twisted-graphene-${m}-${r}`).recipe, library);
    const [lower, upper] = built.slabs;
    const twist = turnOf(upper!.supercell, lower!.supercell);
    expect(Math.abs(twist)).toBeCloseTo(closed, 10);
    expect((closed * 180) / Math.PI).toBeCloseTo(degrees, 3);
    expect(built.structure.numbers.length).toBe(4 * n);
    for (const layer of reportOf(built).layers)
      for (const e of Object.values(layer.strain)) expect(e).toBeCloseTo(0, 12);
    // The atoms are turned, not only the bookkeeping: bond directions modulo 60° differ by the twist.
    const sixth = Math.PI / 3;
    const directions = [0, 1].map((step) => {
      const around = bonds(built.structure, 1.5);
      const i = built.structure.layer.indexOf(step);
      expect(around[i]!.length).toBe(3);
      const [x, y] = around[i]![0]!;
      return Math.atan2(y, x);
    });
    const off = (((directions[1]! - directions[0]! - twist) % sixth) + sixth) % sixth;
    expect(Math.min(off, sixth - off)).toBeCloseTo(0, 8);
  });
});

/** The mirror image in a plane normal to z, its cell right-handed again. */
const mirrored = (s: Structure): Structure => ({
  ...s,
  lattice: s.lattice.map((x, k) => (k % 3 === 2 ? -x : x)).map((x, k) => (k > 5 ? -x : x)),
  xyz: s.xyz.map((x, k) => (k % 3 === 2 ? s.lattice[8]! - x : x)),
});

/** Triple products along chains of four neighbouring silicon atoms, which a mirror negates. */
function twists(s: Structure): readonly number[] {
  const next: { to: number; v: Vec3 }[][] = Array.from(s.numbers, () => []);
  forEachPair(s.lattice, s.xyz, 3.2, (i, j, image) => {
    if (s.numbers[i] !== 14 || s.numbers[j] !== 14) return;
    const t = mulRow(image as unknown as Vec3, s.lattice);
    const v = [0, 1, 2].map((k) => s.xyz[3 * j + k]! + t[k]! - s.xyz[3 * i + k]!);
    next[i]!.push({ to: j, v: v as unknown as Vec3 });
    next[j]!.push({ to: i, v: v.map((x) => -x) as unknown as Vec3 });
  });
  return next
    .flat()
    .flatMap((p) => next[p.to]!.flatMap((q) => next[q.to]!.map((r) => dot(p.v, cross(q.v, r.v)))));
}
const holds = (values: readonly number[], x: number) => values.some((y) => Math.abs(x - y) < 1e-4);

const QUARTZ = library.get('quartz')!;
const quartzSlab = (hkl: readonly number[], periods: number): SlabSpec => {
  const { cell } = QUARTZ.constants[0]!;
  return {
    material: 'quartz',
    cell,
    hkl,
    planes: periods * surfaceOf(crystalOf(QUARTZ, cell), hkl).planes.length,
    termination: 0,
    remove: [],
    inPlane: 'primitive',
    matrix: [
      [1, 0],
      [0, 1],
    ],
  };
};
const quartzStack = (lower: readonly number[], upper: readonly number[]): Recipe => ({
  epistack: 1,
  title: 'quartz on quartz',
  preset: null,
  strained: { who: 'film' },
  steps: [
    { kind: 'substrate', slab: quartzSlab(lower, 4) },
    { kind: 'film', slab: quartzSlab(upper, 4), registryShift: [0.2, 0.4], separationAng: 4 },
    { kind: 'vacuum', vacuumAng: 15 },
  ],
});
const throughPoscar = (built: Built): Structure =>
  readPoscar(writePoscar(built.structure, { title: exportTitle(built), coordinates: 'direct' }))
    .structure;

describe('quartz keeps its hand', () => {
  const bulk = unitCellStructure(crystalOf(QUARTZ, QUARTZ.constants[0]!.cell));
  const own = twists(bulk);
  const other = twists(mirrored(bulk));
  const telling = own.filter((x) => !holds(other, x));
  test('the measure tells the hands apart', () => {
    expect(telling.length).toBeGreaterThan(0);
    expect(other.some((x) => !holds(own, x))).toBe(true);
  });
  test.each([
    [
      [0, 0, 1],
      [0, 0, 1],
    ],
    [
      [0, 0, 1],
      [0, 0, -1],
    ],
    [
      [1, 0, 0],
      [-1, 0, 0],
    ],
    [
      [1, 0, 1],
      [-1, 0, -1],
    ],
  ])('through cut, flip, stack and POSCAR: (%s) under (%s)', (lower, upper) => {
    const read = throughPoscar(build(quartzStack(lower, upper), library));
    const found = twists(read);
    expect(found.length).toBeGreaterThan(0);
    for (const x of found) expect(holds(own, x)).toBe(true);
    expect(found.some((x) => holds(telling, x))).toBe(true);
  });
  test.each([[[0, 0, 1]], [[0, 0, -1]], [[1, 0, 0]], [[-1, 0, -1]]])(
    'a bulk-like slab of (%s), exported and read again, is still P3_221',
    async (hkl) => {
      const built = build(
        {
          ...quartzStack(hkl, hkl),
          steps: [quartzStack(hkl, hkl).steps[0]!, { kind: 'vacuum', vacuumAng: 0 }],
        },
        library,
      );
      const { lattice, xyz, numbers } = throughPoscar(built);
      // Close the slab into the crystal again: its period instead of the vacuum.
      const surface = built.slabs[0]!.slab.surface;
      const closed = Float64Array.from(lattice);
      closed.set([4 * surface.lattice[6]!, 4 * surface.lattice[7]!, 4 * surface.lattice[8]!], 6);
      const crystal: Structure = {
        lattice: closed,
        xyz,
        numbers,
        layer: new Uint16Array(numbers.length),
      };
      expect(await findSpaceGroup(crystal)).toMatchObject({ number: 154 });
      expect(await findSpaceGroup(mirrored(crystal))).toMatchObject({ number: 152 });
    },
  );
});

test('each crystal of the library has the space group that it says', async () => {
  for (const material of library.values()) {
    const found = await findSpaceGroup(
      unitCellStructure(crystalOf(material, material.constants[0]!.cell)),
    );
    expect(found.number, material.id).toBe(material.spaceGroup.number);
  }
});

test('the one-cell model is a quarter of reading A: a quarter of its atoms, the same contacts', () => {
  const [whole, quarter] = ['cspbbr3-cds', 'cspbbr3-cds-1x1'].map((id) =>
    reportOf(build(presetOf(id).recipe, library)),
  );
  expect(quarter!.atoms * 4).toBe(whole!.atoms);
  expect(quarter!.vacuum).toBe(whole!.vacuum);
  for (const contact of whole!.contacts) {
    const one = quarter!.contacts.find((c) => c.pair === contact.pair);
    expect(one?.nearestMean, contact.pair).toBeCloseTo(contact.nearestMean, 9);
  }
});
