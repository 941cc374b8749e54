import { type ComplexGrid, emptyGrid, fft2, frequency } from '#core/math/fft2.ts';

/** Columns and rows of a grid, and the edge of its square pixels. */
export interface GridShape {
  readonly nx: number;
  readonly ny: number;
  readonly pixelAng: number;
}

/**
 * Fourier transform of point-like atoms, Σ w e^(−2πi g·r), on the frequencies of a grid: each atom is spread over 4 × 4 pixels by a
 * cubic B-spline, transformed, and divided by the transform of the spline. Within 1 % up to half of the highest
 * frequency, as in smooth particle-mesh Ewald sums.
 * @param x Å from the left edge of the grid, whose first pixel has its middle at half a pixel
 * @param y Å from the upper edge, down
 * @param weights of each atom; 1 where there are none
 * @see Essmann et al., J. Chem. Phys. 1995, 103, 8577, doi 10.1063/1.470117
 */
export function transformOfAtoms(
  shape: GridShape,
  x: Float64Array,
  y: Float64Array,
  weights: ArrayLike<number> | null,
): ComplexGrid {
  const { nx, ny, pixelAng } = shape;
  const grid = emptyGrid(nx, ny);
  const [bx, by] = [new Float64Array(4), new Float64Array(4)];
  for (let i = 0; i < x.length; i++) {
    const px = x[i]! / pixelAng - 0.5;
    const py = y[i]! / pixelAng - 0.5;
    const [ix, iy] = [Math.floor(px), Math.floor(py)];
    spline(px - ix, bx);
    spline(py - iy, by);
    const weight = weights === null ? 1 : weights[i]!;
    for (let m = 0; m < 4; m++) {
      const line = (((iy - 1 + m) % ny) + ny) % ny;
      const part = weight * by[m]!;
      for (let k = 0; k < 4; k++)
        grid.re[line * nx + ((((ix - 1 + k) % nx) + nx) % nx)]! += part * bx[k]!;
    }
  }
  fft2(grid);
  const [sx, sy] = [splineTransform(nx), splineTransform(ny)];
  for (let row = 0; row < ny; row++)
    for (let column = 0; column < nx; column++) {
      const factor = 1 / (sx[column]! * sy[row]!);
      grid.re[row * nx + column]! *= factor;
      grid.im[row * nx + column]! *= factor;
    }
  return grid;
}

/** Weights of a cubic B-spline for the pixels from one before to two after, for a place this far beyond a pixel. */
function spline(t: number, out: Float64Array): void {
  const s = 1 - t;
  out[0] = (s * s * s) / 6;
  out[1] = (4 - 6 * t * t + 3 * t * t * t) / 6;
  out[2] = (4 - 6 * s * s + 3 * s * s * s) / 6;
  out[3] = (t * t * t) / 6;
}

/** Discrete transform of the spline of an atom in the middle of a pixel: (2 + cos 2πf)/3. */
const splineTransform = (n: number): Float64Array =>
  Float64Array.from(
    { length: n },
    (_, k) => (2 + Math.cos((2 * Math.PI * frequency(k, n)) / n)) / 3,
  );

/** Multiplies a transform by a function of the distance from the middle. @param factor of g², Å⁻² */
export function filter(
  { nx, ny, re, im }: ComplexGrid,
  pixelAng: number,
  factor: (g2: number) => number,
): void {
  for (let row = 0; row <= ny / 2; row++) {
    const gy = row / (ny * pixelAng);
    for (let column = 0; column <= nx / 2; column++) {
      const gx = column / (nx * pixelAng);
      const f = factor(gx * gx + gy * gy);
      // The function is even both ways: once for the four that it holds for.
      for (const line of row === 0 || row === ny / 2 ? [row] : [row, ny - row])
        for (const k of column === 0 || column === nx / 2 ? [column] : [column, nx - column]) {
          re[line * nx + k]! *= f;
          im[line * nx + k]! *= f;
        }
    }
  }
}

/** Adds one transform to another of the same shape. */
export function addGrid(sum: ComplexGrid, part: ComplexGrid): void {
  for (let i = 0; i < sum.re.length; i++) {
    sum.re[i]! += part.re[i]!;
    sum.im[i]! += part.im[i]!;
  }
}
