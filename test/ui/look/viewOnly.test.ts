import { beforeEach, expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { type Clip, clipTo, type Hidden, hiddenStore, showAll } from '#app/look/hidden.ts';
import { DEFAULTS } from '#app/look/session.ts';
import type { DrawnIndices } from '#app/look/viewOnly.ts';
import { axesInStack } from '#core/atoms/crystalAxes.ts';
import { mulRow, row } from '#core/math/mat3.ts';
import { add, cross, dot, norm, sub, type Vec3 } from '#core/math/vec3.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { SceneFrame } from '#render/types.ts';
import { clipPlanes, cutsAcross, isCutAway } from '#ui/look/scene/clipping.ts';
import { hiddenMask, hideAtoms, imageCut } from '#ui/look/scene/hiding.ts';
import { atomsScene } from '#ui/look/scene/sceneData.ts';
import { TO_NEXT_PERIOD } from '#ui/look/scene/stackMarks.ts';
import { latticeMarks, planeMarks } from '#ui/look/viewOnly/drawnLattices.ts';
import {
  explodedFeed,
  explodedGaps,
  explodedModel,
  loweredFrame,
} from '#ui/look/viewOnly/exploded.ts';
import { clipName } from '#ui/look/viewOnly/latticeMarks.ts';
import { readLook, savedLook } from '#ui/look/viewOnly/savedLook.ts';

const model = modelOf(presetOf('cspbbr3-cds')!.recipe);
const { structure, slabs } = model.built;
beforeEach(showAll);

test('an exploded stack: the film and the cell higher by the lift, the substrate and the stack itself as they were', () => {
  const before = structure.xyz.slice();
  const { built } = explodedModel(model, 8);
  for (const [i, layer] of structure.layer.entries()) {
    expect(built.structure.xyz[3 * i + 2]! - structure.xyz[3 * i + 2]!).toBeCloseTo(8 * layer, 9);
    expect(built.structure.xyz[3 * i]).toBe(structure.xyz[3 * i]);
  }
  expect(built.structure.lattice[8]! - structure.lattice[8]!).toBeCloseTo(8, 9);
  expect(built.slabs.map((s, k) => s.lowAng - slabs[k]!.lowAng)).toEqual([0, 8]);
  expect(structure.xyz).toEqual(before);
  expect(explodedModel(model, 0)).toBe(model);
  const gaps = [
    { fromAng: 1, toAng: 2, label: 'd₀ 2.80 Å', color: null },
    { fromAng: 2, toAng: 3, label: 'CdS', color: '#000' },
    { fromAng: 3, toAng: 4, label: `d₀ 3.20 Å\n${TO_NEXT_PERIOD}`, color: null },
  ];
  expect(explodedGaps(gaps, 8).map((g) => g.label)).toEqual([
    'd₀ 2.80 Å\n+ 8.0 Å\nview only',
    'CdS',
    // All films are lifted, and the next period as far as the topmost.
    `d₀ 3.20 Å\n${TO_NEXT_PERIOD}`,
  ]);
});

test('frames are lifted in the same way, the same object for the same frame; frames of other atoms are left alone', () => {
  const frame: SceneFrame = {
    positions: Float32Array.from(structure.xyz),
    lattice: null,
    colors: null,
    topology: null,
    trails: null,
  };
  let now: SceneFrame | null = frame;
  const feed = explodedFeed({ now: () => now, watch: () => () => undefined }, structure.layer, 5);
  const lifted = feed.now()!;
  expect(feed.now()).toBe(lifted);
  const film = structure.layer.indexOf(1);
  expect(lifted.positions[3 * film + 2]! - frame.positions[3 * film + 2]!).toBeCloseTo(5, 4);
  expect(loweredFrame(lifted, structure.layer, 5).positions[3 * film + 2]).toBeCloseTo(
    frame.positions[3 * film + 2]!,
    4,
  );
  now = { ...frame, positions: new Float32Array(6) };
  expect(feed.now()).toBe(now);
  now = null;
  expect(feed.now()).toBeNull();
});

/** Of a crystal that is not cubic, and of a cell with leaning axes. */
const LEANING = {
  lattice: Float64Array.of(6, 0, 0, 2.5, 5, 0, 1, -1.5, 7),
  numbers: new Uint8Array(0),
  layer: new Uint16Array(0),
  xyz: new Float64Array(0),
};

const axis = (kind: 'uvw' | 'hkl', ...indices: [number, number, number]) => ({
  slab: null,
  kind,
  indices,
});

test('a clip leaves out what lies beyond, and images across it', () => {
  clipTo({ across: axis('hkl', 1, 0, 0), from: 0.25, to: 0.75, isInverse: false });
  const hidden = hiddenStore.getState();
  const mask = hiddenMask(structure, hidden, model)!;
  const along = (i: number) => structure.xyz[3 * i]! / structure.lattice[0]!;
  const isBeyond = (i: number) => along(i) < 0.25 || along(i) > 0.75;
  for (const i of structure.numbers.keys())
    if (Math.min(Math.abs(along(i) - 0.25), Math.abs(along(i) - 0.75)) > 0.01)
      expect([i, mask[i]]).toEqual([i, isBeyond(i) ? 1 : 0]);
  // The other side is what was left out, and every atom of one side.
  const other = hiddenMask(
    structure,
    { ...hidden, clip: { ...hidden.clip!, isInverse: true } },
    model,
  )!;
  for (const i of structure.numbers.keys()) expect(mask[i]! + other[i]!).toBeLessThan(2);
  for (const i of structure.numbers.keys())
    if (Math.min(Math.abs(along(i) - 0.25), Math.abs(along(i) - 0.75)) > 0.01)
      expect(other[i]).toBe(isBeyond(i) ? 0 : 1);
  // Atoms on the near face stay, their images on the far one go.
  const scene = atomsScene({ structure, bonds: model.bonds, model }, DEFAULTS);
  const near: Hidden = { elements: [], slabs: [], clip: { ...hidden.clip!, from: 0 } };
  const half = hiddenMask(structure, near, model)!;
  const { cells } = hideAtoms(scene, half, imageCut(structure, near, model)).topology.images;
  expect([...cells].filter((n, k) => k % 3 === 0 && n > 0)).toEqual([]);
  clipTo(null);
  expect(hiddenMask(structure, hiddenStore.getState(), model)).toBeNull();
  clipTo({ across: axis('uvw', 0, 0, 1), from: 0, to: 1, isInverse: false });
  // All of the cell lies between the planes: nothing is cut.
  expect(hiddenMask(structure, hiddenStore.getState(), model)).toBeNull();
  showAll();
  expect(hiddenStore.getState().clip).toBeUndefined();
});

test('planes of a clip: (hkl) holds two directions of its lattice, [uvw] is its own normal, in leaning cells and crystals of the stack', () => {
  const clip = (across: Clip['across']): Clip => ({ across, from: 0.2, to: 0.9, isInverse: false });
  const rows = [0, 1, 2].map((k) => row(LEANING.lattice, k));
  const [a, b, c] = rows as [Vec3, Vec3, Vec3];
  const star = clipPlanes(clip(axis('hkl', 0, 0, 1)), LEANING, null)!;
  expect(dot(star.normal, a)).toBeCloseTo(0, 12);
  expect(dot(star.normal, b)).toBeCloseTo(0, 12);
  // From the lowest corner of the cell to its highest it is the distance of opposite faces.
  const volume = Math.abs(dot(a, cross(b, c)));
  expect(star.extentAng).toBeCloseTo(volume / norm(cross(a, b)), 9);
  expect(star.toAng - star.fromAng).toBeCloseTo(0.7 * star.extentAng, 9);
  const plain = clipPlanes(clip(axis('uvw', 0, 0, 1)), LEANING, null)!;
  expect(norm(cross(plain.normal, c))).toBeCloseTo(0, 12);
  expect(plain.extentAng).not.toBeCloseTo(star.extentAng, 1);
  const film = clipPlanes(clip({ slab: 1, kind: 'hkl', indices: [1, 1, 1] }), structure, model)!;
  const axes = axesInStack(model.built, 1);
  for (const inPlane of [
    [1, -1, 0],
    [0, 1, -1],
  ] as const)
    expect(dot(film.normal, mulRow(inPlane, axes))).toBeCloseTo(0, 9);
  expect(
    clipPlanes(clip({ slab: 7, kind: 'hkl', indices: [1, 1, 1] }), structure, model),
  ).toBeNull();
  const towards: Vec3 = [0.6, 0, 0.8];
  expect(clipPlanes(clip({ kind: 'view', towards }), structure, model)!.normal).toBe(towards);
  // Every corner lies between a whole clip's planes, and an atom one cell on is beyond them.
  const corner = { ...LEANING, xyz: Float64Array.of(...add(add(a, b), c)) };
  for (const across of [axis('hkl', 1, 2, -1), axis('uvw', 1, 1, 0)]) {
    const whole = clipPlanes({ ...clip(across), from: 0, to: 1 }, corner, null)!;
    expect(isCutAway(whole, corner, 0)).toBe(false);
    const middle = { ...LEANING, xyz: corner.xyz.map((x) => x / 2) };
    expect(isCutAway({ ...whole, isInverse: true }, middle, 0)).toBe(true);
    expect(isCutAway({ ...whole, isInverse: true }, middle, 0, [3, 3, 0])).toBe(false);
  }
  // Repeated cells in the plane stay at the height of a cut along the normal, and not of another.
  expect(cutsAcross(star, LEANING)).toBe(false);
  expect(cutsAcross(film, structure)).toBe(true);
});

test('a clip is named by what its planes are across', () => {
  const name = (across: Clip['across']) =>
    clipName({ across, from: 0, to: 1, isInverse: false }, model);
  expect([
    name(axis('uvw', 1, 0, 0)),
    name(axis('hkl', 0, 0, 1)),
    name({ slab: 1, kind: 'hkl', indices: [1, 1, 1] }),
    name({ kind: 'view', towards: [1, 0, 0] }),
  ]).toEqual(['a', 'c*', '(1 1 1) of CdS', 'a direction of the picture']);
});

test('a plane is a pane in its slab and its hue; a direction is as long as in the crystal; of a slab that is gone nothing', () => {
  const marks: DrawnIndices[] = [
    { slab: 1, kind: 'hkl', indices: [1, 1, 1] },
    { slab: 0, kind: 'uvw', indices: [1, -1, 0] },
    { slab: 7, kind: 'hkl', indices: [1, 0, 0] },
    { slab: null, kind: 'hkl', indices: [1, 0, 0] },
  ];
  const { outlines, faces, words } = latticeMarks(marks, structure, model, ['#aa', '#bb'], '#cc');
  expect(words.map(({ text, color }) => [text, color])).toEqual([
    [expect.stringMatching(/^\(1 1 1\) of CdS$/), '#bb'],
    [expect.stringMatching(/^\[.*\] of CsPbBr₃, 8\.34 Å$/), '#aa'],
    [expect.stringMatching(/ of the cell$/), '#cc'],
  ]);
  for (const { corners, color } of outlines)
    if (color === '#bb')
      for (const [, , z] of corners) {
        expect(z).toBeGreaterThan(slabs[1]!.lowAng - 1e-6);
        expect(z).toBeLessThan(slabs[1]!.highAng + 1e-6);
      }
  // One edge around the pane, and nothing over the bonds behind it.
  expect(faces.map(({ color, corners }) => [color, corners])).toEqual(
    ['#bb', '#cc'].map((hue) => [hue, outlines.find(({ color }) => color === hue)!.corners]),
  );
  expect(outlines.filter(({ color }) => color === '#bb')).toHaveLength(1);
  const [shaft] = outlines.filter(({ color }) => color === '#aa');
  expect(norm(sub(shaft!.corners[1]!, shaft!.corners[0]!))).toBeCloseTo(
    norm(mulRow([1, -1, 0], axesInStack(model.built, 0))),
    9,
  );
  expect(latticeMarks(marks.slice(0, 3), structure, null, [], '#cc').outlines).toEqual([]);
});

test('lattice planes lie in their slab, as far apart as their dimension says, over all cells that are drawn', () => {
  const { outlines, gaps } = planeMarks(model, { from: [-1, 0, 0], to: [0, 0, 0] }, ['#aa', '#bb']);
  expect(gaps.map(({ label }) => label)).toEqual(['d 4.171 Å', 'd 4.108 Å']);
  for (const [s, color] of ['#aa', '#bb'].entries()) {
    const { lowAng, highAng, slab } = slabs[s]!;
    const heights = outlines.filter((o) => o.color === color).map((o) => o.corners[0]![2]);
    expect(heights[0]).toBe(lowAng);
    expect(heights.at(-1)).toBeLessThan(highAng + 0.02);
    expect(heights.at(-1)! + slab.surface.dSpacingAng).toBeGreaterThan(highAng);
    expect(heights[1]! - heights[0]!).toBeCloseTo(slab.surface.dSpacingAng, 9);
    const { fromAng, toAng } = gaps[s]!;
    expect(heights).toEqual(expect.arrayContaining([fromAng, toAng]));
  }
  const [corner, along] = outlines[0]!.corners as [Vec3, Vec3];
  expect(norm(sub(along, corner))).toBeCloseTo(2 * norm(row(structure.lattice, 0)), 9);
});

test('a saved look brings back what it had; what is not offered is left out', () => {
  const session = { ...DEFAULTS, style: 'polyhedra', atomScale: 1.4, colorBy: 'slab' } as const;
  expect(readLook(savedLook(session))).toMatchObject({
    style: 'polyhedra',
    atomScale: 1.4,
    colorBy: 'slab',
    projection: 'orthographic',
  });
  expect(readLook({ style: 'clay', atomScale: 'big', theme: 'dark', spin: true })).toEqual({});
});
