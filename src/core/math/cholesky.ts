/**
 * The lower triangle L of a symmetric matrix L · Lᵀ.
 * @param matrix n × n, row-major; its lower triangle is read
 * @returns n × n, row-major; null when it is not positive definite (NaN is not positive)
 */
export function cholesky(matrix: ArrayLike<number>, n: number): Float64Array | null {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[n * i + j]!;
      for (let k = 0; k < j; k++) sum -= l[n * i + k]! * l[n * j + k]!;
      if (i === j && !(sum > 0)) return null;
      l[n * i + j] = i === j ? Math.sqrt(sum) : sum / l[(n + 1) * j]!;
    }
  return l;
}

/**
 * Solves `matrix · x = right` for a symmetric positive definite matrix.
 * @returns null when it is not positive definite
 */
export function solveSymmetric(
  matrix: ArrayLike<number>,
  right: ArrayLike<number>,
): Float64Array | null {
  const n = right.length;
  const l = cholesky(matrix, n);
  if (l === null) return null;
  const x = Float64Array.from(right);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l[n * i + k]! * x[k]!;
    x[i]! /= l[(n + 1) * i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= l[n * k + i]! * x[k]!;
    x[i]! /= l[(n + 1) * i]!;
  }
  return x;
}
