import { expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { displacementStore, setDisplacementView } from '#app/player/displacements.ts';
import { coordination } from '#core/atoms/coordination.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { fromRows, mulCol } from '#core/math/mat3.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { linearOf } from '#engines/solids/solids.ts';
import type { LegendBar } from '#render/figureRequest.ts';
import { lacksNumbers, singleColor } from '#render/gpu/buffers.ts';
import { LUMINANCE } from '#render/gpu/wire.ts';
import { elementColor, rgb } from '#ui/kit/palette.ts';
import type { Coloured, DrawnModel } from '#ui/look/colouring.ts';
import { bySafeColours, SAFE } from '#ui/look/colourings/palettes.ts';
import { evenEnds, STOPS, stepStops } from '#ui/look/colourings/scale.ts';
import { FRAME_COLOURINGS, frameColouring } from '#ui/look/frameColourings.ts';
import { legendEntries } from '#ui/look/legend/legendEntries.ts';
import { SCENE_THEMES } from '#ui/look/scene/sceneData.ts';
import {
  coloursOf,
  fetchColouring,
  listedColouring,
  readyColouring,
  STRUCTURE_COLOURINGS,
} from '#ui/look/structureColourings.ts';

const model = modelOf(presetOf('cspbbr3-cds')!.recipe);
const stack: DrawnModel = { structure: model.built.structure, bonds: model.bonds, model };
const ofFile: DrawnModel = {
  ...stack,
  structure: { ...stack.structure, layer: new Uint16Array(stack.structure.numbers.length) },
  model: null,
};

const hexAt = ({ colors }: Coloured, i: number): string =>
  `#${singleColor(colors, i)
    .map((c) =>
      Math.round(255 * c)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

test('keys of elements count the atoms of one cell, however these are coloured', async () => {
  await fetchColouring('element-vesta');
  for (const colorBy of ['element', 'element-vesta']) {
    const { legend } = coloursOf({ colorBy, colourRanges: {} }, stack, false);
    const counts = Object.fromEntries(legend.keys.map(({ name, count }) => [name, count]));
    expect(counts).toEqual({ Cs: 20, Pb: 16, Br: 52, Cd: 56, S: 56 });
  }
});

test.each([
  ['twisted-graphene-1-1', true],
  ['ws2-mos2', true],
  ['inas-gaas', true],
  ['cspbbr3-cds', false],
  ['laalo3-srtio3', false],
  ['ge-si', false],
])('%s: slabs that look alike are tinted in their hues, and others are not', (id, isTinted) => {
  const made = modelOf(presetOf(id).recipe);
  const { structure } = made.built;
  const drawn = { structure, bonds: made.bonds, model: made };
  const { colors, legend } = coloursOf({ colorBy: 'element', colourRanges: {} }, drawn, false);
  const plain = [...structure.numbers].flatMap((z) => [...rgb(elementColor(z))]);
  const most = Math.max(...plain.map((x, k) => Math.abs(x - colors[k]!)));
  expect(most > 0.05).toBe(isTinted);
  expect(/tinted by slab/.test(legend.about)).toBe(isTinted);
  if (id !== 'twisted-graphene-1-1') return;
  // Of the film amber, of the substrate blue.
  const of = (slab: number) => {
    const at = 3 * structure.layer.indexOf(slab);
    return colors[at]! - colors[at + 2]!;
  };
  expect(of(1)).toBeGreaterThan(0.1);
  expect(of(0)).toBeLessThan(-0.1);
});

test('a colouring that has to be fetched is elements until it is there', async () => {
  expect(readyColouring('strain').id).toBe('element');
  await fetchColouring('strain');
  expect(readyColouring('strain').id).toBe('strain');
});

test('ids are told apart, and a setting of another version falls back to the first', () => {
  const ids = [...STRUCTURE_COLOURINGS, ...FRAME_COLOURINGS].map((c) => c.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(listedColouring('no longer there')).toBe(STRUCTURE_COLOURINGS[0]);
  expect(frameColouring('rest')).toBeNull();
});

test.each(STRUCTURE_COLOURINGS.map((c) => [c.id, c] as const))(
  '%s: is what the list says, and each atom has a colour of the legend, in both themes, of a stack and of a file',
  async (id, listed) => {
    const colouring = await fetchColouring(id);
    expect(colouring).toMatchObject({ id, label: listed.label });
    for (const dark of [false, true])
      for (const atoms of [stack, ofFile]) {
        const made = colouring.colour(atoms, dark, null);
        expect(made.colors).toHaveLength(3 * atoms.structure.numbers.length);
        // What is not known has no colour: it is striped, and so is its key.
        const isStriped = made.legend.keys.some((key) => key.isStriped === true);
        expect(lacksNumbers(made.colors)).toBe(isStriped);
        expect(made.colors.every((c) => Number.isNaN(c) || (c >= 0 && c <= 1))).toBe(true);
        expect(made.legend.about).not.toMatch(/\.$/);
        expect(legendEntries(made.legend, made.legend.about).length).toBeGreaterThan(0);
        if (made.legend.scale !== null && made.legend.keys.length === 0) continue;
        const drawn = new Set(Array.from(atoms.structure.numbers, (_, i) => hexAt(made, i)));
        expect(drawn).toEqual(new Set(made.legend.keys.map(({ color }) => color)));
      }
  },
);

test('numbers: the ends of the scale have its first and last colour, typed ends hold, the rest lies between', async () => {
  const strain = await fetchColouring('strain');
  const { legend } = strain.colour(stack, false, null);
  // Of the paper's stack only the film is strained: 1.49 % of misfit.
  expect(legend.scale).toMatchObject({ unit: '%', isAutomatic: true });
  expect(legend.scale!.high).toBeCloseTo(-legend.scale!.low, 12);
  expect(legend.scale!.high).toBeCloseTo(1.5, 1);
  const film = stack.structure.layer.indexOf(1);
  const substrate = stack.structure.layer.indexOf(0);
  const automatic = strain.colour(stack, false, null);
  expect(hexAt(automatic, film)).toBe(legend.scale!.stops[2]);
  expect(hexAt(automatic, substrate)).toBe(legend.scale!.stops[1]);
  const wide = strain.colour(stack, false, [-40, 40]);
  expect(wide.legend.scale).toMatchObject({ low: -40, high: 40, isAutomatic: false });
  expect(hexAt(wide, film)).not.toBe(hexAt(automatic, film));
  const beyond = strain.colour(stack, false, [-0.5, 0.5]);
  expect(hexAt(beyond, film)).toBe(legend.scale!.stops[2]);
  // The session's range is that of the colouring, and of no other.
  const asked = {
    colorBy: 'strain',
    colourRanges: { strain: [-40, 40], charge: [-9, 9] },
  } as const;
  expect(coloursOf(asked, stack, false).legend.scale).toMatchObject({ low: -40, high: 40 });
});

test('atoms that lack neighbours stand out from those that have them as in bulk, and the legend says how many', async () => {
  const colouring = await fetchColouring('coordination');
  const made = colouring.colour(stack, false, null);
  const { now, bulk } = coordination(model.built);
  const color = new Map(made.legend.keys.map((k) => [k.name, k.color]));
  for (const [i, n] of now.entries()) {
    const less = bulk[i]! - n;
    expect(hexAt(made, i)).toBe(
      color.get(less === 0 ? 'as in bulk' : less > 0 ? `${less} fewer` : `${-less} more`),
    );
  }
  expect(made.legend.keys.some((k) => /fewer/.test(k.name))).toBe(true);
});

test('formal charges are named with sign and unit', async () => {
  const { legend } = (await fetchColouring('charge')).colour(stack, false, null);
  expect(legend.keys.map((k) => k.name)).toEqual(['−2 e', '−1 e', '+1 e', '+2 e']);
});

test('planes are named by slab and composition, and those of one kind look alike', async () => {
  const made = (await fetchColouring('plane')).colour(stack, false, null);
  const names = made.legend.keys.map((k) => k.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.some((n) => /^CdS: CdS/.test(n))).toBe(true);
  const { plane, slabs } = model.built;
  const kindOf = (i: number) => slabs[stack.structure.layer[i]!]!.slab.sequence[plane[i]!]!;
  const first = new Map<string, string>();
  for (let i = 0; i < plane.length; i++) {
    const key = `${stack.structure.layer[i]} ${kindOf(i)}`;
    expect(hexAt(made, i)).toBe(first.get(key) ?? hexAt(made, i));
    first.set(key, hexAt(made, i));
  }
});

test('on the dark page elements and planes are seen', async () => {
  const light = (hex: string) => {
    const [r, g, b] = linearOf(rgb(hex));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const planes = (await fetchColouring('plane')).colour(stack, true, null).legend.keys;
  const colors = [...SYMBOLS.keys()].slice(1).map((z) => elementColor(z));
  for (const color of [...colors, ...planes.map((k) => k.color)])
    expect((light(color) + 0.05) / (light(SCENE_THEMES.dark.background) + 0.05)).toBeGreaterThan(3);
});

test('by slab, film and substrate differ; by element, two elements of one slab do', () => {
  const at = (id: string, i: number) => hexAt(readyColouring(id).colour(stack, false, null), i);
  const { layer, numbers } = stack.structure;
  const [substrate, film] = [layer.indexOf(0), layer.indexOf(1)];
  expect(at('layer', substrate)).not.toEqual(at('layer', film));
  const other = numbers.findIndex((z, i) => layer[i] === 0 && z !== numbers[substrate]);
  expect(at('layer', substrate)).toEqual(at('layer', other));
  expect(at('element', substrate)).not.toEqual(at('element', other));
});

test('the palettes of programs are theirs', async () => {
  const at = async (id: string, symbol: string) =>
    (await fetchColouring(id))
      .colour(
        {
          ...ofFile,
          structure: { ...ofFile.structure, numbers: Uint8Array.of(SYMBOLS.indexOf(symbol)) },
        },
        false,
        null,
      )
      .legend.keys.map((k) => k.color);
  // Where the two differ, and where VESTA has Jmol's.
  expect(await at('element-vesta', 'Br')).toEqual(['#7e3102']);
  expect(await at('element-jmol', 'Br')).toEqual(['#a62929']);
  expect(await at('element-vesta', 'Pb')).toEqual(['#575961']);
  expect(await at('element-jmol', 'Pb')).toEqual(['#575961']);
});

/** Severe colour blindness, of linear sRGB. @see Machado, Oliveira and Fernandes, IEEE TVCG 15 (2009) 1291 */
const BLINDNESS = {
  protanopia: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deuteranopia: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  tritanopia: [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
  ],
} as const;

test('the safe palette is told apart by the colour-blind, for each of up to eight elements', () => {
  const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  /** Lightness and opponents, after CIELAB. */
  const lab = ([r, g, b]: Vec3): Vec3 => {
    const toXyz = fromRows(
      [0.4124, 0.3576, 0.1805],
      [0.2126, 0.7152, 0.0722],
      [0.0193, 0.1192, 0.9505],
    );
    const [x, y, z] = mulCol(toXyz, [r, g, b]).map((v, k) => {
      const t = Math.max(0, v) / [0.9505, 1, 1.089][k]!;
      return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
    }) as [number, number, number];
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
  };
  for (const [name, matrix] of Object.entries(BLINDNESS)) {
    const seen = SAFE.map((color) =>
      lab(mulCol([...matrix], rgb(color).map(linear) as unknown as Vec3)),
    );
    for (const [i, p] of seen.entries())
      for (const q of seen.slice(i + 1))
        expect(Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]), `${name} ${i}`).toBeGreaterThan(
          7,
        );
  }
  const { legend } = bySafeColours.colour(stack, false, null);
  expect(new Set(legend.keys.map((k) => k.color)).size).toBe(5);
});

test('displacement is coloured from rest to the last colour, and waits for an average', () => {
  const { colors } = frameColouring('displacement')!;
  const lattice = Float64Array.of(20, 0, 0, 0, 20, 0, 0, 0, 20);
  const start = new Float64Array(9);
  const { fullAng } = displacementStore.getState();
  const xyz = Float32Array.of(0, 0, 0, fullAng / 2, 0, 0, 20 - 3 * fullAng, 0, 0);
  const found = colors({ lattice, xyz }, start)!;
  const [rest, half, far] = [1, 4, 7].map((k) => found[k]!);
  // Green falls towards the last colour's, in one direction.
  expect(rest).not.toBeCloseTo(far!, 2);
  expect(Math.sign(half! - rest!)).toBe(Math.sign(far! - half!));
  expect(colors({ lattice, xyz }, undefined)).toBeNull();
  setDisplacementView({ from: 'average' });
  expect(colors({ lattice, xyz }, start)).toBeNull();
  setDisplacementView({ from: 'start' });
});

test('in a figure a quantity is named once, and each of its whole numbers too', async () => {
  const namesOf = async (id: string, quantity: string) => {
    const { legend } = (await fetchColouring(id)).colour(stack, false, null);
    return legendEntries(legend, quantity).map(([name]) => name);
  };
  expect(await namesOf('charge', 'Formal charge')).toEqual([
    'Formal charge: −2 e',
    '−1 e',
    '+1 e',
    '+2 e',
  ]);
  expect(await namesOf('strain', 'Strain')).toEqual(['Strain: −1.51']);
  expect(await namesOf('plane', 'Planes')).toContain('CsPbBr₃: Br₂');
});

test('in a figure a scale is a bar of the colours that the atoms have, between its ends with their unit', async () => {
  const { colors, legend } = (await fetchColouring('strain')).colour(stack, false, null);
  const [[name, first, bar], ...others] = legendEntries(legend, 'Strain') as [
    readonly [string, string, LegendBar],
  ];
  expect([name, bar.end, others.length]).toEqual(['Strain: −1.51', '1.51 %', 0]);
  expect(bar.colors[0]).toBe(first);
  expect(bar.colors[0]).toBe(legend.scale!.stops[0]);
  expect(bar.colors.at(-1)).toBe(legend.scale!.stops[2]);
  expect(new Set(bar.colors).size).toBe(bar.colors.length);
  // The film is stretched by 1.51 %: it has the last colour.
  const film = stack.structure.layer.indexOf(1);
  expect(hexAt({ colors, legend }, film)).toBe(bar.colors.at(-1));
});

test('the palest colour of every scale is seen on a page of either theme', () => {
  const light = (hex: string): number =>
    LUMINANCE.reduce((sum, share, k) => sum + share * linearOf(rgb(hex))[k]!, 0.05);
  for (const hex of Object.values(STOPS).flat())
    for (const { background } of Object.values(SCENE_THEMES)) {
      const [p, q] = [light(hex), light(background)];
      expect(Math.max(p, q) / Math.min(p, q), `${hex} on ${background}`).toBeGreaterThan(1.8);
    }
});

test('the scale of neighbours ends where the atoms do, with zero in it; one step from bulk is told from bulk at a glance, and each from the next', async () => {
  const { legend } = (await fetchColouring('coordination')).colour(stack, false, null);
  const { now, bulk } = coordination(model.built);
  const against = Array.from(now, (n, i) => n - bulk[i]!);
  const [low, high] = [Math.min(0, ...against), Math.max(0, ...against)];
  expect(legend.scale).toMatchObject({ low, high });
  expect(evenEnds([0, 0], 'steps', 0)).toEqual([-1, 0]);
  expect(evenEnds([1, 3], 'steps', 0)).toEqual([0, 3]);
  const light = (hex: string) => {
    const [r, g, b] = linearOf(rgb(hex));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (const ends of [[-5, 0] as const, [-1, 1] as const, [-3, 4] as const]) {
    const stops = stepStops(ends[0], ends[1]);
    const grey = stops[-ends[0]]!;
    expect(new Set(stops).size).toBe(stops.length);
    for (const [k, stop] of stops.entries()) {
      // Told by lightness alone too: whatever hues an eye sees, the steps keep their order.
      if (k > 0 && k <= -ends[0]) expect(light(stop)).toBeGreaterThan(light(stops[k - 1]!) * 1.1);
      if (k > -ends[0]) expect(light(stop)).toBeLessThan(light(stops[k - 1]!) / 1.1);
      const apart = Math.max(...rgb(stop).map((c, x) => Math.abs(c - rgb(grey)[x]!)));
      expect(apart > 0.4).toBe(stop !== grey);
    }
  }
  // Beside a figure they are named as what they are, and what holds only as built says so.
  expect(legendEntries(legend, 'Coordination')[0]![0]).toMatch(
    /^Coordination \(neighbours against bulk\): \d fewer$/,
  );
  const ofBuilt = ['plane', 'interface', 'coordination', 'charge', 'strain'];
  for (const { id } of STRUCTURE_COLOURINGS) {
    const made = (await fetchColouring(id)).colour(stack, false, null);
    expect([id, made.legend.isOfBuilt === true]).toEqual([id, ofBuilt.includes(id)]);
  }
});

test('planes keep the hue of their slab, the deepest and the palest too', async () => {
  for (const dark of [false, true]) {
    const { legend } = (await fetchColouring('plane')).colour(stack, dark, null);
    for (const { name, color } of legend.keys) {
      const [r, , b] = rgb(color);
      // CdS is amber, CsPbBr3 blue.
      expect([name, /^CdS/.test(name) ? r - b > 0.15 : b - r > 0.15]).toEqual([name, true]);
    }
  }
});
