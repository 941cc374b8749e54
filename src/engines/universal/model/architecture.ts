import { type Path, paths } from './paths.ts';

/**
 * The shape of a Nequix network, the same in all of its published variants: channels of each degree l = 0 … 3, and
 * four layers.
 * @see arXiv 2508.16067
 */
export const CHANNELS = [128, 64, 32, 32] as const;
export const LAYERS = 4;
/** Functions of the radial basis, and width of the radial networks' two inner layers. */
export const RADIAL_BASIS = 8;
export const RADIAL_WIDTH = 64;
/** Keeps the norm of an atom without features finite. */
export const NORM_FLOOR = 1e-12;
/** Scalars before the gate: those that stay, and one gate for each channel of degrees 1 to 3. */
export const GATED_SCALARS = CHANNELS[0] + CHANNELS[1] + CHANNELS[2] + CHANNELS[3];

/** Components m of degree l. */
export const components = (l: number): number => 2 * l + 1;

/** One number for each degree. */
export type ByDegree = [number, number, number, number];

/** For each degree, `of` its channels there; 0 for a degree that a layer does not have. */
export const byDegree = (of: (l: number) => number | undefined): ByDegree => [
  of(0) ?? 0,
  of(1) ?? 0,
  of(2) ?? 0,
  of(3) ?? 0,
];

/** What one layer takes in, gives out and holds. */
export interface LayerShape {
  /** Channels of each degree that comes in: of degree 0 alone in the first layer. */
  readonly input: readonly number[];
  /** Channels of each degree after the down matrix: of degree 0 with the gates; of degree 0 alone in the last. */
  readonly output: readonly number[];
  readonly paths: readonly Path[];
  /** Weights that the radial network gives for an edge: one for each channel of each path. */
  readonly weights: number;
  /** Channels of the sum over edges, by degree: those of all paths that end in it. */
  readonly rows: readonly number[];
}

/** @param elements how many elements the model knows: its one-hot input */
export function layerShape(layer: number, elements: number): LayerShape {
  const input = layer === 0 ? [elements] : [...CHANNELS];
  const output = layer === LAYERS - 1 ? [CHANNELS[0]] : [GATED_SCALARS, ...CHANNELS.slice(1)];
  const list = paths(input, output.length);
  return {
    input,
    output,
    paths: list,
    weights: list.reduce((sum, path) => sum + path.channels, 0),
    rows: output.map((_, l) =>
      list.reduce((sum, path) => sum + (path.l3 === l ? path.channels : 0), 0),
    ),
  };
}
