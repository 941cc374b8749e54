import { expect, test } from 'vitest';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { modelOf } from '#app/document/model.ts';
import { hiddenStore, hideThese, showAll, showOnly, toggleHidden } from '#app/look/hidden.ts';
import { DEFAULTS } from '#app/look/session.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { changeSlab } from '#core/recipe/edits/slab.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { frameHider, hiddenMask, hideAtoms, hideContacts } from '#ui/look/scene/hiding.ts';
import { atomsScene, drawnContacts } from '#ui/look/scene/sceneData.ts';

const model = modelOf(presetOf('cspbbr3-cds')!.recipe);
const { structure } = model.built;
const scene = atomsScene(
  { structure, bonds: model.bonds, model },
  { ...DEFAULTS, polyhedra: 'flat' },
);
const BR = 35;
const marked = markedAtoms(structure.numbers, model.built.recipe);

test('a switch hides and shows, and one press shows all', () => {
  toggleHidden('elements', BR);
  toggleHidden('slabs', 1);
  toggleHidden('elements', 16);
  expect(hiddenStore.getState()).toEqual({ elements: [BR, 16], slabs: [1] });
  toggleHidden('elements', BR);
  expect(hiddenStore.getState()).toEqual({ elements: [16], slabs: [1] });
  showAll();
  expect(hiddenStore.getState()).toEqual({ elements: [], slabs: [] });
});

test('single atoms are hidden besides others, or all but some, and all come back', () => {
  toggleHidden('slabs', 1);
  hideThese([3, 5], marked);
  hideThese([5, 7], marked);
  expect(hiddenStore.getState()).toMatchObject({ elements: [], slabs: [1], atoms: [3, 5, 7] });
  const mask = hiddenMask(structure, hiddenStore.getState(), model)!;
  expect([mask[3], mask[4], mask[structure.layer.indexOf(1)]]).toEqual([1, 0, 1]);
  showOnly([2, 4], marked);
  const rest = hiddenMask(structure, hiddenStore.getState(), model)!;
  expect([...rest.keys()].filter((i) => rest[i] === 0)).toEqual([2, 4]);
  // Chosen on another cut, or on as many atoms of a file: none of these.
  const hidden = hiddenStore.getState();
  const cut = changeSlab(1, { planes: 5 })(model.built.recipe);
  const other = modelOf(cut);
  expect(hiddenMask(other.built.structure, hidden, other)).toBeNull();
  expect(hiddenMask(structure, hidden, null)).toBeNull();
  // A film that glides, or is strained otherwise, has the same atoms.
  const glided = modelOf(poseFilm(1, { shift: [0.1, 0.2] }, true)(model.built.recipe));
  expect(hiddenMask(glided.built.structure, hidden, glided)).toEqual(rest);
  showAll();
  expect(hiddenMask(structure, hiddenStore.getState(), model)).toBeNull();
});

test('without anything hidden the picture is the same object', () => {
  expect(hiddenMask(structure, { elements: [], slabs: [] }, model)).toBeNull();
  expect(hiddenMask(structure, { elements: [92], slabs: [7] }, model)).toBeNull();
  expect(hideAtoms(scene, null)).toBe(scene);
});

test('hidden atoms have no size, no bond, no image, no contact and no body', () => {
  for (const hidden of [
    { elements: [BR], slabs: [] },
    { elements: [], slabs: [1] },
    { elements: [48], slabs: [0] },
  ]) {
    const mask = hiddenMask(structure, hidden, model)!;
    const isHidden = (i: number) =>
      hidden.elements.includes(structure.numbers[i]!) || hidden.slabs.includes(structure.layer[i]!);
    const { radiiAng, topology } = hideAtoms(scene, mask);
    for (const [i, ang] of radiiAng.entries())
      expect(ang).toBe(isHidden(i) ? 0 : scene.radiiAng[i]);
    const { bonds, images, polyhedra } = topology;
    expect(bonds.image).toHaveLength(3 * bonds.a.length);
    const bondsLeft = [...scene.topology.bonds.a].filter(
      (a, k) => !isHidden(a) && !isHidden(scene.topology.bonds.b[k]!),
    );
    expect([...bonds.a]).toEqual(bondsLeft);
    expect(bonds.a.length).toBeLessThan(scene.topology.bonds.a.length);
    expect([...images.atom]).toEqual([...scene.topology.images.atom].filter((i) => !isHidden(i)));
    expect(images.cells).toHaveLength(3 * images.atom.length);
    const bodies = polyhedra!;
    expect(bodies.start).toHaveLength(bodies.centre.length + 1);
    expect(bodies.start.at(-1)).toBe(bodies.corner.length);
    expect([...bodies.centre, ...bodies.corner].some(isHidden)).toBe(false);
    expect(bodies.cornerCells).toHaveLength(3 * bodies.corner.length);
    const contacts = drawnContacts(model, null, false);
    expect(hideContacts(contacts, mask).length).toBeLessThan(contacts.length);
  }
});

test('bodies that stay keep their own corners', () => {
  const mask = hiddenMask(structure, { elements: [], slabs: [0] }, model)!;
  const [before, after] = [scene.topology.polyhedra!, hideAtoms(scene, mask).topology.polyhedra!];
  const corners = ({ start, corner }: typeof before, k: number) => [
    ...corner.subarray(start[k]!, start[k + 1]!),
  ];
  const left = [...before.centre.keys()].filter((k) => mask[before.centre[k]!] !== 1);
  expect(after.centre.length).toBe(left.length);
  expect(left.length).toBeGreaterThan(0);
  for (const [k, was] of left.entries()) expect(corners(after, k)).toEqual(corners(before, was));
});

test('frames leave out the same atoms, in the same object until something changes', () => {
  const hide = frameHider();
  const hidden = { elements: [BR], slabs: [] };
  const first = hide(scene.topology, structure, hidden, model)!;
  expect(first.bonds.a.length).toBeLessThan(scene.topology.bonds.a.length);
  expect(hide(scene.topology, structure, hidden, model)).toBe(first);
  expect(hide(scene.topology, structure, { elements: [], slabs: [] }, model)).toBe(scene.topology);
  expect(hide({ ...scene.topology }, structure, hidden, model)).not.toBe(first);
});
