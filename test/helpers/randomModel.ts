import { LAYERS, layerShape } from '#engines/universal/model/architecture.ts';

/** Numbers in (0, 1), the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());

function npy(shape: readonly number[], values: readonly number[]): Uint8Array {
  const size = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': ${size}, }`.padEnd(117, ' ');
  const head = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, 118, 0];
  return Uint8Array.from([
    ...head,
    ...new TextEncoder().encode(`${text}\n`),
    ...new Uint8Array(new Float32Array(values).buffer),
  ]);
}

const ELEMENTS = 89;

export const HEADER = {
  atomic_numbers: Array.from({ length: ELEMENTS }, (_, k) => (k < 83 ? k + 1 : k + 6)),
  cutoff: 6,
  radial_polynomial_p: 6,
  avg_n_neighbors: 39.2,
  scale: 0.8,
  shift: -4.3,
  lmax: 3,
  n_layers: LAYERS,
  radial_basis_size: 8,
  radial_mlp_size: 64,
} as const;

/** Shapes of the arrays of a model file, in its order. */
export function modelShapes(): number[][] {
  const layers = Array.from({ length: LAYERS }, (_, layer) => {
    const { input, output, rows, weights } = layerShape(layer, ELEMENTS);
    return [
      [8, 64],
      [64, 64],
      [64, weights],
      ...input.map((n) => [n, n]),
      ...output.map((n, l) => [rows[l]!, n]),
      ...output.slice(0, input.length).map((n, l) => [input[l]!, n]),
      ...output.map((n) => [n]),
    ];
  });
  return [[ELEMENTS], ...layers.flat(), [128, 1]];
}

/** The bytes of a model file with random weights: of no use to anyone but for the laws that hold for every model. */
export function randomModel(seed: number): Uint8Array {
  const random = seeded(seed);
  const parts = [
    new TextEncoder().encode(`${JSON.stringify(HEADER)}\n`),
    ...modelShapes().map((shape) => {
      const count = shape.reduce((a, b) => a * b, 1);
      // Radial networks have no 1/√width of their own.
      const scale = shape[0] === 64 && shape.length === 2 && shape[1] !== 64 ? 0.3 : 1;
      const width = shape[0] === 8 || shape[0] === 64 ? Math.sqrt(8) : 1;
      return npy(
        shape,
        Array.from({ length: count }, () => (scale * normal(random)) / width),
      );
    }),
  ];
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
