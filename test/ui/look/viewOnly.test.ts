import { beforeEach, expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { clipTo, hiddenStore, showAll } from '#app/look/hidden.ts';
import { DEFAULTS } from '#app/look/session.ts';
import type { DrawnIndices } from '#app/look/viewOnly.ts';
import { axesInStack } from '#core/atoms/crystalAxes.ts';
import { mulRow } from '#core/math/mat3.ts';
import { norm, sub } from '#core/math/vec3.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { SceneFrame } from '#render/types.ts';
import { hiddenMask, hideAtoms } from '#ui/look/scene/hiding.ts';
import { atomsScene } from '#ui/look/scene/sceneData.ts';
import {
  explodedFeed,
  explodedGaps,
  explodedModel,
  loweredFrame,
} from '#ui/look/viewOnly/exploded.ts';
import { latticeMarks } from '#ui/look/viewOnly/latticeMarks.ts';
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
  ];
  expect(explodedGaps(gaps, 8).map((g) => g.label)).toEqual([
    'd₀ 2.80 Å\n+ 8.0 Å\nview only',
    'CdS',
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

test('a clip leaves out what lies beyond, and images across it', () => {
  clipTo({ axis: 0, from: 0.25, to: 0.75 });
  const { clip } = hiddenStore.getState();
  const mask = hiddenMask(structure, hiddenStore.getState())!;
  const along = (i: number) => structure.xyz[3 * i]! / structure.lattice[0]!;
  for (const i of structure.numbers.keys())
    if (Math.min(Math.abs(along(i) - 0.25), Math.abs(along(i) - 0.75)) > 0.01)
      expect([i, mask[i]]).toEqual([i, along(i) < 0.25 || along(i) > 0.75 ? 1 : 0]);
  // Atoms on the near face stay, their images on the far one go.
  const scene = atomsScene({ structure, bonds: model.bonds, model }, DEFAULTS);
  const near = { ...clip!, from: 0 };
  const half = hiddenMask(structure, { elements: [], slabs: [], clip: near })!;
  const { cells } = hideAtoms(scene, half, near).topology.images;
  expect([...cells].filter((n, k) => k % 3 === 0 && n !== 0)).toEqual([]);
  clipTo(null);
  expect(hiddenMask(structure, hiddenStore.getState())).toBeNull();
  clipTo({ axis: 2, from: 0, to: 1 });
  showAll();
  expect(hiddenStore.getState().clip).toBeUndefined();
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
