import { expect, test } from 'vitest';
import { type PictureStyle, sessionStore } from '#app/look/session.ts';
import { hexColour } from '#core/story/elementLooks.ts';
import { SAFE } from '#ui/look/colourings/palettes.ts';
import { elementsSaid } from '#ui/look/elements/elementsSaid.ts';
import { nearness, nearText } from '#ui/look/elements/nearColours.ts';
import { styledRadii } from '#ui/look/scene/lookOf.ts';

test('colours that are hard to tell apart are said, for everybody or for who does not tell red from green', () => {
  expect(nearness('#808080', '#828282')).toBe('all');
  expect(nearness('#000000', '#ffffff')).toBeNull();
  // An orange and a yellow differ in what medium-wave cones see.
  expect(nearness('#e0a93a', '#d2c94a')).toBe('red-green');
  for (const [k, p] of SAFE.entries())
    for (const q of SAFE.slice(k + 1)) {
      expect(nearness(p, q), `${p} ${q}`).toBeNull();
      expect(nearness(q, p)).toBe(nearness(p, q));
    }
  const colours = new Map([
    ['Cd', '#808080'],
    ['S', '#828282'],
    ['Br', '#0072b2'],
  ]);
  expect(nearText(colours, { S: '' })).toBe('Hard to tell apart: Cd and S.');
  expect(nearText(colours, { Br: '' })).toBeNull();
});

test('what is by hand is said of elements in the picture, colours where they are drawn', () => {
  const looks = { colours: { Cd: '#ffcc00', Zn: '#000000' }, radiiAng: { S: 1 } };
  expect(elementsSaid(looks, [16, 48, 48], true)).toBe(
    'colour of Cd (#ffcc00); radius of S (1.00 Å)',
  );
  expect(elementsSaid(looks, [16, 48], false)).toBe('radius of S (1.00 Å)');
  expect(elementsSaid(looks, [35], true)).toBeNull();
});

test.each([
  ['#FC0', '#ffcc00'],
  ['8A4', '#88aa44'],
  ['#ffcc00', '#ffcc00'],
  ['#ffcc0', null],
  ['red', null],
  [3, null],
])('%s is the colour %s', (text, colour) => expect(hexColour(text)).toBe(colour));

test('a radius by hand is that of balls, half of it among polyhedra, and none of what a stick holds', () => {
  const numbers = Uint8Array.of(48, 16, 48);
  const bonds = { a: Uint32Array.of(0), b: Uint32Array.of(1) };
  const { bondRadiusAng } = sessionStore.getState();
  const of = (style: PictureStyle, byHand: Record<string, number>) => [
    ...styledRadii(numbers, { style, bondRadiusAng }, bonds, byHand),
  ];
  for (const style of ['balls', 'filling', 'polyhedra', 'sticks', 'wireframe'] as const) {
    const [usual, made] = [of(style, {}), of(style, { Cd: 1.5 })];
    const drawn = { balls: 1.5, filling: 1.5, polyhedra: 0.75, sticks: 0.75, wireframe: 0.75 }[
      style
    ];
    const isHeld = style === 'sticks' || style === 'wireframe';
    expect([made[0], made[1], made[2]]).toEqual([isHeld ? usual[0] : drawn, usual[1], drawn]);
  }
});
