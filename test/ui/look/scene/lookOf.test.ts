import { expect, test } from 'vitest';
import { DEFAULTS } from '#app/look/session.ts';
import { VDW_RADIUS_ANG } from '#core/crystal/elements.ts';
import { lookOf, MAX_LIT_ATOMS, PROJECTED, styledRadii } from '#ui/look/scene/lookOf.ts';

const numbers = Uint8Array.of(82, 35, 55);
/** Pb and Br hold a stick, Cs does not. */
const bonds = { a: Uint32Array.of(0), b: Uint32Array.of(1) };
const radii = (style: typeof DEFAULTS.style) =>
  Array.from(styledRadii(numbers, { style, bondRadiusAng: 0.15 }, bonds));

test('space is filled by van der Waals radii; sticks meet in balls of their thickness', () => {
  expect(radii('filling')).toEqual([82, 35, 55].map((z) => expect.closeTo(VDW_RADIUS_ANG[z]!, 5)));
  expect(radii('sticks').slice(0, 2)).toEqual([0, 1].map(() => expect.closeTo(0.15, 6)));
  expect(radii('polyhedra')[0]!).toBeCloseTo(radii('balls')[0]! / 2, 6);
});

test('an element without a van der Waals radius fills space all the same', () => {
  const z = VDW_RADIUS_ANG.findIndex((ang, k) => k > 0 && Number.isNaN(ang));
  const [ang] = styledRadii(Uint8Array.of(z), { style: 'filling', bondRadiusAng: 0.15 }, bonds);
  expect(ang).toBeGreaterThan(1);
});

test('an atom that no stick holds is a ball among sticks and wires', () => {
  for (const style of ['sticks', 'wireframe'] as const) {
    const [held, , alone] = radii(style);
    expect(alone).toBeCloseTo(radii('balls')[2]! / 2, 6);
    expect(alone).toBeGreaterThan(2 * held!);
  }
});

test('a wire is wide enough for a projector, wider where bonds are, and no other style has one', () => {
  const wirePx = (more: object) => lookOf({ ...DEFAULTS, ...more }, 200).wirePx;
  expect(wirePx({ style: 'wireframe' })).toBeGreaterThanOrEqual(2);
  expect(wirePx({ style: 'wireframe', bondRadiusAng: 0.3 })).toBeGreaterThanOrEqual(4);
  expect(wirePx({ style: 'sticks' })).toBe(0);
});

test('words beside contacts are not written where balls hide these', () => {
  expect(lookOf(DEFAULTS, 200).showContactLabels).toBe(true);
  expect(lookOf({ ...DEFAULTS, style: 'filling' }, 200).showContactLabels).toBe(false);
});

test('space-filling has no sticks, nor has what switches them off', () => {
  const stick = (more: object) => lookOf({ ...DEFAULTS, ...more }, 200).bondRadiusAng;
  expect(stick({})).toBe(DEFAULTS.bondRadiusAng);
  expect(stick({ style: 'filling' })).toBe(0);
  expect(stick({ showBonds: false })).toBe(0);
  expect(stick({ style: 'wireframe' })).toBeLessThan(0.05);
});

test('light among very many atoms is off by itself; words are 20 px where somebody presents', () => {
  expect(lookOf(DEFAULTS, MAX_LIT_ATOMS).occlusion).toBe(true);
  expect(lookOf(DEFAULTS, MAX_LIT_ATOMS + 1).occlusion).toBe(false);
  const floor = (more: object, atoms = MAX_LIT_ATOMS) =>
    lookOf({ ...DEFAULTS, ...more }, atoms).floorShadow;
  expect([floor({}), floor({ floorShadow: true })]).toEqual([false, true]);
  expect(floor({ floorShadow: true }, MAX_LIT_ATOMS + 1)).toBe(false);
  expect(11 * lookOf(DEFAULTS, 200, PROJECTED).textScale).toBeCloseTo(20, 9);
  expect(lookOf({ ...DEFAULTS, textScale: 2 }, 200, PROJECTED).textScale).toBe(2);
});
