import { fftOfLength } from './fft.ts';

/** A complex field on a grid, row after row. */
export interface ComplexGrid {
  /** Columns, a power of two. */
  readonly nx: number;
  /** Rows, a power of two. */
  readonly ny: number;
  /** nx · ny. */
  readonly re: Float64Array;
  /** nx · ny. */
  readonly im: Float64Array;
}

/** A grid of zeros. */
export const emptyGrid = (nx: number, ny: number): ComplexGrid => ({
  nx,
  ny,
  re: new Float64Array(nx * ny),
  im: new Float64Array(nx * ny),
});

/**
 * Discrete Fourier transform of a grid in place: X_jk = Σ x_mn e^(−2πi(jm/nx + kn/ny)), not normalised. Column j holds the
 * frequency {@link frequency}(j, nx), row k that of k.
 */
export function fft2({ nx, ny, re, im }: ComplexGrid): void {
  const rows = fftOfLength(nx);
  for (let y = 0; y < ny; y++) rows(re, im, y * nx);
  const columns = nx === ny ? rows : fftOfLength(ny);
  // Columns in bundles: neighbours in memory are fetched together.
  const bundle = Math.min(BUNDLE, nx);
  const partRe = new Float64Array(bundle * ny);
  const partIm = new Float64Array(bundle * ny);
  for (let x = 0; x < nx; x += bundle) {
    for (let y = 0; y < ny; y++)
      for (let k = 0; k < bundle; k++) {
        partRe[k * ny + y] = re[y * nx + x + k]!;
        partIm[k * ny + y] = im[y * nx + x + k]!;
      }
    for (let k = 0; k < bundle; k++) columns(partRe, partIm, k * ny);
    for (let y = 0; y < ny; y++)
      for (let k = 0; k < bundle; k++) {
        re[y * nx + x + k] = partRe[k * ny + y]!;
        im[y * nx + x + k] = partIm[k * ny + y]!;
      }
  }
}

const BUNDLE = 16;

/** The inverse of {@link fft2}, in place, normalised: `inverseFft2` after `fft2` changes nothing. */
export function inverseFft2({ nx, ny, re, im }: ComplexGrid): void {
  // Exchanging real and imaginary parts turns the sign of the exponent.
  fft2({ nx, ny, re: im, im: re });
  const scale = 1 / (nx * ny);
  for (let i = 0; i < re.length; i++) {
    re[i]! *= scale;
    im[i]! *= scale;
  }
}

/** Cycles over the whole row that an entry of a transform of n numbers stands for: 0 … n/2, then from −n/2 + 1 to −1. */
export const frequency = (index: number, n: number): number => (index > n / 2 ? index - n : index);
