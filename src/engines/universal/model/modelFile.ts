import { EpistackError } from '#core/errors.ts';
import { CHANNELS, LAYERS, layerShape, RADIAL_BASIS, RADIAL_WIDTH } from './architecture.ts';
import { MAX_HEADER, NEWLINE, NPY_MAGIC } from './modelSniff.ts';

/** The weights of one layer, as they stand in the file: first index the input channel. */
export interface ModelLayer {
  readonly radial: readonly [Float32Array, Float32Array, Float32Array];
  /** Of each incoming degree. */
  readonly up: readonly Float32Array[];
  /** Of each degree that comes out: from the channels of all paths. */
  readonly down: readonly Float32Array[];
  /** Of each degree that is both in and out. */
  readonly skip: readonly Float32Array[];
  readonly gains: readonly Float32Array[];
}

/** A Nequix model: what its file says, and nothing derived from it. */
export interface UniversalModel {
  readonly cutoffAng: number;
  /** Power p of the cutoff's polynomial. */
  readonly cutoffPower: number;
  readonly neighbours: number;
  readonly scaleEv: number;
  readonly shiftEv: number;
  /** Atomic numbers in the order of the one-hot input. */
  readonly elements: readonly number[];
  /** Offset of each of them, eV. */
  readonly offsetsEv: Float32Array;
  readonly layers: readonly ModelLayer[];
  readonly readout: Float32Array;
}

const refuse = (reason: string): never => {
  throw new EpistackError({ code: 'model-file', reason });
};

/**
 * Reads a model file (.nqx): one line of JSON, then arrays in NumPy's format. What follows the 63 arrays of the
 * network is ignored, as it is in some of the published variants.
 * @throws EpistackError model-file for any other file, and for a network of another shape
 */
export function parseModel(bytes: Uint8Array): UniversalModel {
  const end = bytes.subarray(0, MAX_HEADER).indexOf(NEWLINE);
  if (end < 0) refuse('it does not begin with a line of JSON');
  const header = readHeader(bytes.subarray(0, end));
  const number = (key: string): number => {
    const value = header[key];
    return typeof value === 'number' && Number.isFinite(value) && value !== 0
      ? value
      : refuse(`its header has no number "${key}"`);
  };
  const elements = readElements(header['atomic_numbers']);
  for (const [key, expected] of [
    ['lmax', CHANNELS.length - 1],
    ['n_layers', LAYERS],
    ['radial_basis_size', RADIAL_BASIS],
    ['radial_mlp_size', RADIAL_WIDTH],
  ] as const)
    if (number(key) !== expected)
      refuse(`its network has ${key} ${number(key)}; this program runs those with ${expected}`);
  if (
    !(number('cutoff') > 0 && number('avg_n_neighbors') > 0 && number('radial_polynomial_p') >= 2)
  )
    refuse('its cutoff, mean number of neighbours or cutoff power is out of range');

  let at = end + 1;
  const take = (...shape: number[]): Float32Array => {
    const { values, next } = readArray(bytes, at, shape);
    at = next;
    return values;
  };
  const offsetsEv = take(elements.length);
  const layers = Array.from({ length: LAYERS }, (_, layer): ModelLayer => {
    const { input, output, rows, weights } = layerShape(layer, elements.length);
    return {
      radial: [
        take(RADIAL_BASIS, RADIAL_WIDTH),
        take(RADIAL_WIDTH, RADIAL_WIDTH),
        take(RADIAL_WIDTH, weights),
      ],
      up: input.map((channels) => take(channels, channels)),
      down: output.map((channels, l) => take(rows[l]!, channels)),
      skip: output.slice(0, input.length).map((channels, l) => take(input[l]!, channels)),
      gains: output.map((channels) => take(channels)),
    };
  });
  const readout = take(CHANNELS[0], 1);
  return {
    cutoffAng: number('cutoff'),
    cutoffPower: number('radial_polynomial_p'),
    neighbours: number('avg_n_neighbors'),
    scaleEv: number('scale'),
    shiftEv: number('shift'),
    elements,
    offsetsEv,
    layers,
    readout,
  };
}

function readHeader(line: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Falls through to the same refusal.
  }
  return refuse('it does not begin with a line of JSON');
}

function readElements(value: unknown): number[] {
  const valid =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((z) => Number.isInteger(z) && z >= 1 && z <= 118) &&
    new Set(value).size === value.length;
  return valid ? (value as number[]) : refuse('its header has no list of elements');
}

/** One array of 32-bit floats in NumPy's format 1.0, of exactly the shape that the network asks for. */
function readArray(
  bytes: Uint8Array,
  at: number,
  shape: readonly number[],
): { values: Float32Array; next: number } {
  const wanted = `an array of ${shape.join(' × ')} numbers at byte ${at}`;
  if (at + 10 > bytes.length) refuse(`it ends before ${wanted}`);
  if (NPY_MAGIC.some((byte, k) => bytes[at + k] !== byte) || bytes[at + 6] !== 1)
    refuse(`expected ${wanted}`);
  const start = at + 10 + bytes[at + 8]! + 256 * bytes[at + 9]!;
  const text = new TextDecoder('latin1').decode(bytes.subarray(at + 10, start));
  const found = /'shape': \(([\d, ]*)\)/.exec(text)?.[1]?.match(/\d+/g)?.map(Number);
  if (!text.includes("'descr': '<f4'") || !text.includes("'fortran_order': False"))
    refuse(`expected ${wanted} as 32-bit floats in C order`);
  if (found?.join() !== shape.join()) refuse(`expected ${wanted}, got (${found?.join(', ')})`);
  const count = shape.reduce((product, n) => product * n, 1);
  const next = start + 4 * count;
  if (next > bytes.length) refuse(`it ends within ${wanted}`);
  // Copied: the arrays do not start at multiples of four bytes.
  const values = new Float32Array(new Uint8Array(bytes.subarray(start, next)).buffer);
  if (!values.every(Number.isFinite)) refuse(`${wanted} holds a value that is no number`);
  return { values, next };
}
