/** The least power of two that is not below n. */
export function powerOfTwo(n: number): number {
  let p = 1;
  while (p < n) p *= 2;
  return p;
}

/**
 * Discrete Fourier transform in place: X_j = Σ_k x_k e^(−2πijk/n), not normalised.
 * @param re real parts, n a power of two
 * @param im imaginary parts, n
 * @see Cooley, Tukey, Math. Comput. 1965, 19, 297, doi 10.1090/S0025-5718-1965-0178586-1
 */
export function fft(re: Float64Array, im: Float64Array): void {
  fftOfLength(re.length)(re, im, 0);
}

/** The transform of `n` numbers in place that begin at `at`. */
type Transform = (re: Float64Array, im: Float64Array, at: number) => void;

/**
 * {@link fft} for many rows of one length: angles and order are worked out once.
 * @param n a power of two
 */
export function fftOfLength(n: number): Transform {
  const order = new Uint32Array(n);
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    order[i] = j;
  }
  // Each angle from its own cosine: a product of many would lose digits.
  const cos = Float64Array.from({ length: n / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / n));
  const sin = Float64Array.from({ length: n / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / n));
  return (re, im, at) => {
    for (let i = 1; i < n; i++) {
      const j = order[i]!;
      if (i >= j) continue;
      const [a, b] = [at + i, at + j];
      const [x, y] = [re[a]!, im[a]!];
      re[a] = re[b]!;
      im[a] = im[b]!;
      re[b] = x;
      im[b] = y;
    }
    for (let half = 1; half < n; half *= 2) {
      const stride = n / (2 * half);
      for (let start = at; start < at + n; start += 2 * half)
        for (let k = 0; k < half; k++) {
          const c = cos[k * stride]!;
          const s = sin[k * stride]!;
          const p = start + k;
          const q = p + half;
          const x = re[q]! * c - im[q]! * s;
          const y = re[q]! * s + im[q]! * c;
          re[q] = re[p]! - x;
          im[q] = im[p]! - y;
          re[p] = re[p]! + x;
          im[p] = im[p]! + y;
        }
    }
  };
}
