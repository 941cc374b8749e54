import { expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { DEFAULTS } from '#app/look/session.ts';
import { det2, length2 } from '#core/math/plane2.ts';
import { DEFAULT_PRESET, presetOf } from '#core/recipe/presets/presets.ts';
import type { FilmStep, SlabSpec, Step, SubstrateStep } from '#core/recipe/recipe.ts';
import { clipAxis } from '#ui/look/scene/clipping.ts';
import { goneMask } from '#ui/look/scene/hiding.ts';
import { contentOf, marksOf } from '#ui/look/scene/sceneData.ts';
import { boxOf, cellOutlines, gapsOf, sidesOf, TO_NEXT_PERIOD } from '#ui/look/scene/stackMarks.ts';

const HUES = ['#2f6f8f', '#b98a12'];
const model = modelOf(DEFAULT_PRESET.recipe);
const slabs = model.built.slabs;
const height = model.built.structure.lattice[8]!;

test('the folded box holds all atoms and says the whole length of the vacuum', () => {
  const box = boxOf(model, true)!;
  expect(box.floorAng).toBeGreaterThan(0);
  expect(box.floorAng).toBeLessThan(slabs[0]!.lowAng);
  expect(box.lidAng).toBeLessThan(height);
  expect(box.lidAng).toBeGreaterThan(slabs[1]!.highAng);
  for (const z of box.breaksAng)
    expect(z < slabs[0]!.lowAng ? z > box.floorAng : z > slabs[1]!.highAng && z < box.lidAng).toBe(
      true,
    );
  const vacuum = gapsOf(model, box, DEFAULTS, HUES).filter((g) => g.label.startsWith('vacuum'));
  // Each is broken where its box is, and where it is drawn whole it is not.
  expect(vacuum.map((g) => g.breakAng)).toEqual(box.breaksAng);
  const whole = gapsOf(model, null, DEFAULTS, HUES).filter((g) => g.label.startsWith('vacuum'));
  expect(whole.map((g) => 'breakAng' in g)).toEqual([false, false]);
  const said = vacuum.map((g) => Number(/[\d.]+/.exec(g.label)![0]));
  expect(said.reduce((sum, ang) => sum + ang, 0)).toBeCloseTo(model.report.vacuum, 2);
  expect(boxOf(model, false)).toBeNull();
});

test('each slab has a bracket of its height in its hue, and each gap between two its length', () => {
  const gaps = gapsOf(model, null, DEFAULTS, HUES);
  const brackets = gaps.filter((g) => g.color !== null);
  expect(brackets.map((g) => [g.label, g.color, g.fromAng, g.toAng])).toEqual([
    ['CsPbBr₃', HUES[0], slabs[0]!.lowAng, slabs[0]!.highAng],
    ['CdS', HUES[1], slabs[1]!.lowAng, slabs[1]!.highAng],
  ]);
  expect(gaps[0]).toMatchObject({ label: 'd₀ 2.80 Å', color: null });
  expect(gapsOf(model, null, { showSlabs: false }, HUES)).toHaveLength(1);
});

test('what is cut away is not measured: brackets end with their slab, gaps with either of their ends', () => {
  const { structure } = model.built;
  const marks = (clip: readonly [fromAng: number, toAng: number], isInverse = false) => {
    const [from, to] = clip.map((ang) => ang / height) as [number, number];
    const hidden = {
      elements: [],
      slabs: [],
      clip: { across: clipAxis('c'), from, to, isInverse },
    };
    return marksOf(model, DEFAULTS, false, goneMask(structure, hidden, model));
  };
  const names = ({ gaps }: ReturnType<typeof marks>) =>
    gaps.map(({ label }) => label.replace(/\s[\d.]+ Å/, ''));
  const [substrate, film] = [slabs[0]!, slabs[1]!];
  const middle = (film.lowAng + substrate.highAng) / 2;
  // The film is gone, with the mismatch that it has.
  const below = marks([0, middle]);
  expect(names(below)).toEqual(['CsPbBr₃', 'vacuum']);
  expect(below.outlines).toEqual([]);
  expect(below.sides).toEqual({ a: 'a 16.68 Å', b: 'b 11.80 Å' });
  // Both facing planes are there, the vacuum is not; the rest of a slab has the rest of its bracket.
  const between = marks([substrate.highAng - 5, film.lowAng + 5]);
  expect(names(between)).toEqual(['d₀', 'CsPbBr₃', 'CdS']);
  expect(between.gaps[1]!.fromAng).toBeGreaterThanOrEqual(substrate.highAng - 5);
  expect(between.gaps[1]!.toAng).toBe(substrate.highAng);
  expect(between.outlines).toHaveLength(2);
  // The interface is cut out.
  const beyond = marks([substrate.highAng - 3, film.lowAng + 3], true);
  expect(names(beyond)).toEqual(['CsPbBr₃', 'CdS', 'vacuum', 'vacuum']);
  expect(beyond.outlines).toEqual([]);
  expect(marks([0, height])).toEqual(marksOf(model, DEFAULTS, false));
});

test('a superlattice has a dimension also from its top to the next period, as long as its last gap', () => {
  const { steps, ...recipe } = DEFAULT_PRESET.recipe;
  const stack = modelOf({
    ...recipe,
    steps: [...steps.slice(0, -1), { kind: 'superlattice', separationAng: 3.2 }],
  });
  const { slabs, structure } = stack.built;
  const closing = gapsOf(stack, null, { showSlabs: false }, HUES)[1]!;
  expect(closing).toMatchObject({ label: `d₀ 3.20 Å\n${TO_NEXT_PERIOD}`, color: null });
  expect(closing.fromAng).toBe(slabs.at(-1)!.highAng);
  expect(closing.toAng - closing.fromAng).toBeCloseTo(3.2, 9);
  expect(closing.toAng).toBeLessThanOrEqual(structure.lattice[8]! + slabs[0]!.lowAng + 1e-9);
});

test.each(['cspbbr3-cds', 'ge-si', 'gan-al2o3', 'twisted-graphene-1-1'])(
  'the cells of %s where they meet are the unstrained ones, as they lie in the built cell',
  (id) => {
    const { built, report } = modelOf(presetOf(id).recipe);
    const [below, above] = cellOutlines({ built, report } as never, HUES);
    for (const [outline, slab] of [
      [below!, built.slabs[0]!],
      [above!, built.slabs[1]!],
    ] as const) {
      const [o, a, , b] = outline.corners;
      const cell = [
        [a![0] - o![0], a![1] - o![1]],
        [b![0] - o![0], b![1] - o![1]],
      ] as const;
      expect(length2(cell[0])).toBeCloseTo(length2(slab.supercell[0]), 8);
      expect(length2(cell[1])).toBeCloseTo(length2(slab.supercell[1]), 8);
      expect(det2(cell)).toBeCloseTo(det2(slab.supercell), 6);
      // No rotation is left between a slab's own cell and the built one.
      expect(Math.abs(Math.atan2(cell[0][1], cell[0][0]))).toBeLessThan(0.03);
      expect(o![2]).toBeGreaterThan(built.slabs[0]!.highAng);
      expect(o![2]).toBeLessThan(built.slabs[1]!.lowAng);
    }
    expect([below!.color, above!.color]).toEqual(HUES);
  },
);

test('the edges say their lengths and the mismatch of the report', () => {
  expect(sidesOf(model)).toEqual({
    a: 'a 16.68 Å · mismatch −1.49 %',
    b: 'b 11.80 Å · mismatch −1.49 %',
  });
});

test('another crystal, plane or cell is another content of the picture; lengths and shifts leave it the same', () => {
  const { recipe } = model.built;
  const [substrate, film, ...more] = recipe.steps as [SubstrateStep, FilmStep, ...Step[]];
  const withFilm = (to: Partial<FilmStep>) =>
    contentOf({ ...recipe, steps: [substrate, { ...film, ...to }, ...more] });
  const slab = (to: Partial<SlabSpec>) => withFilm({ slab: { ...film.slab, ...to } });
  const now = contentOf(recipe);
  expect(withFilm({ separationAng: 9, registryShift: [0.3, 0.4] })).toBe(now);
  expect(slab({ planes: film.slab.planes + 1, cell: { a: 6 } })).toBe(now);
  const others = [
    slab({ material: 'another' }),
    slab({ hkl: [1, 0, 0] }),
    slab({
      matrix: [
        [3, 0],
        [1, 2],
      ],
    }),
    contentOf({ ...recipe, preset: null }),
  ];
  expect(new Set([now, ...others]).size).toBe(5);
});

test('a length that lies between two of the digits shown is rounded as on paper', () => {
  expect(sidesOf(modelOf(presetOf('laalo3-srtio3').recipe)).a).toMatch(/^a 3\.91 Å/);
});
