import { expect, test } from 'vitest';
import { DEFAULTS } from '#app/look/session.ts';
import { frameTopology, MAX_FOLLOWED_ATOMS, topologyOf } from '#ui/look/scene/topology.ts';

/** Two Si, 2.35 Å apart along a, in a cell of 5.4 Å: bonded within the cell only. */
const rest = {
  lattice: Float64Array.of(5.4, 0, 0, 0, 5.4, 0, 0, 0, 5.4),
  numbers: Uint8Array.of(14, 14),
  xyz: Float64Array.of(1.5, 2, 2, 3.85, 2, 2),
  layer: new Uint16Array(2),
};
const frame = (x: number) => ({
  positions: Float32Array.of(1.5, 2, 2, x, 2, 2),
  lattice: null,
});

test('bonds follow a frame, and the same object stands for the same bonds', () => {
  const first = frameTopology(rest, frame(3.85), [], DEFAULTS, null)!;
  expect(first.bonds.a).toHaveLength(1);
  const shaken = frameTopology(rest, frame(3.9), [], DEFAULTS, first);
  expect(shaken).toBe(first);
  // Nearer to the next cell than to its own neighbour.
  const gone = frameTopology(rest, frame(4.6), [], DEFAULTS, first)!;
  expect(Array.from(gone.bonds.image)).toEqual([-1, 0, 0]);
  expect(gone.images.atom.length).toBeGreaterThan(0);
});

test('settings count in a frame as at rest', () => {
  const cut = { ...DEFAULTS, completion: 'cell' } as const;
  const whole = frameTopology(rest, frame(4.6), [], DEFAULTS, null);
  expect(frameTopology(rest, frame(4.6), [], cut, whole)).toMatchObject({ stubs: true });
  expect(
    frameTopology(rest, frame(4.6), [], { ...DEFAULTS, bondRules: { 'Si-Si': 0 } }, whole)!.bonds.a,
  ).toHaveLength(0);
  expect(
    frameTopology(rest, frame(4.6), [], { ...DEFAULTS, polyhedra: 'flat' }, whole)!.polyhedra,
  ).not.toBeNull();
});

test('bonds by hand stand above the rules, at rest and in frames, with the atoms they end at', () => {
  // Through the face: from the second atom to the first in the next cell.
  const bond = { a: 1, b: 0, image: [1, 0, 0], isDrawn: true } as const;
  const drawn = topologyOf(rest, [], { ...DEFAULTS, handBonds: [bond] }, null);
  expect(Array.from(drawn.bonds.a)).toEqual([0, 1]);
  expect(drawn.images.atom).toHaveLength(2);
  const cut = { ...DEFAULTS, completion: 'cell', handBonds: [bond] } as const;
  expect(topologyOf(rest, [], cut, null).images.atom).toHaveLength(0);
  const hidden = {
    ...DEFAULTS,
    handBonds: [{ a: 0, b: 1, image: [0, 0, 0], isDrawn: false }],
  } as const;
  expect(topologyOf(rest, [], hidden, null).bonds.a).toHaveLength(0);
  // A frame that lists the second atom in the cell before: the same stick, seen from there.
  const moved = frameTopology(rest, frame(3.85 - 5.4), [], hidden, null)!;
  expect(moved.bonds.a).toHaveLength(0);
  const away = frameTopology(
    rest,
    frame(3.85 - 5.4),
    [],
    { ...DEFAULTS, handBonds: [bond] },
    null,
  )!;
  expect(Array.from(away.bonds.image).slice(-3)).toEqual([0, 0, 0]);
});

test('balls that touch are not completed, unless polyhedra stand among them', () => {
  const near = { ...rest, xyz: Float64Array.from(frame(4.6).positions) };
  const of = (settings: Partial<typeof DEFAULTS>) =>
    topologyOf(near, [], { ...DEFAULTS, ...settings }, null).images.atom.length;
  expect(of({ style: 'balls' })).toBeGreaterThan(0);
  expect(of({ style: 'filling' })).toBe(0);
  expect(of({ style: 'filling', polyhedra: 'flat' })).toBeGreaterThan(0);
});

test('frames of other atoms, and of very many, keep the bonds at rest', () => {
  const other = { positions: new Float32Array(9), lattice: null };
  expect(frameTopology(rest, other, [], DEFAULTS, null)).toBeNull();
  const many = MAX_FOLLOWED_ATOMS + 1;
  const large = {
    ...rest,
    numbers: new Uint8Array(many).fill(14),
    xyz: new Float64Array(3 * many),
  };
  expect(
    frameTopology(
      large,
      { positions: new Float32Array(3 * many), lattice: null },
      [],
      DEFAULTS,
      null,
    ),
  ).toBeNull();
});

test('sticks that are known are taken as they are, unless rules say otherwise', () => {
  const known = { a: Uint32Array.of(0), b: Uint32Array.of(1), image: new Int16Array(3) };
  expect(topologyOf(rest, [], DEFAULTS, known).bonds).toBe(known);
  expect(
    topologyOf(rest, [], { ...DEFAULTS, bondRules: { 'Si-Si': 1 } }, known).bonds.a,
  ).toHaveLength(0);
});
