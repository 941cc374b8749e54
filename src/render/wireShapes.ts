/** Marks of elements among wires, whose colours are too much alike to be all that tells them apart. */
export const WIRE_SHAPES = [
  'disc',
  'square',
  'hollow',
  'triangle',
  'hollow-square',
  'diamond',
] as const;
export type WireShape = (typeof WIRE_SHAPES)[number];

/** By the order in which elements come, as in the legend; of more than six some share a shape. */
export function wireShapes(numbers: Uint8Array): ReadonlyMap<number, WireShape> {
  const elements = [...new Set(numbers)];
  return new Map(elements.map((z, k) => [z, WIRE_SHAPES[k % WIRE_SHAPES.length]!]));
}

/** Their outlines as the shaders have them, in radii, y upwards; null for circles. */
export const WIRE_OUTLINES: Readonly<
  Record<
    WireShape,
    { readonly corners: readonly (readonly [number, number])[] | null; readonly isHollow: boolean }
  >
> = {
  disc: { corners: null, isHollow: false },
  hollow: { corners: null, isHollow: true },
  square: { corners: box(0.7), isHollow: false },
  'hollow-square': { corners: box(0.7), isHollow: true },
  diamond: {
    corners: [
      [0, 1],
      [1, 0],
      [0, -1],
      [-1, 0],
    ],
    isHollow: false,
  },
  triangle: {
    corners: [
      [0, 1],
      [Math.sqrt(0.75), -0.5],
      [-Math.sqrt(0.75), -0.5],
    ],
    isHollow: false,
  },
};
/** Of circles, in radii, and how much of a hollow mark is its rim. */
export const WIRE_CIRCLE = 0.82;
export const WIRE_RIM = 0.34;

function box(half: number): readonly (readonly [number, number])[] {
  return [
    [-half, half],
    [half, half],
    [half, -half],
    [-half, -half],
  ];
}
