import { EpistackError } from '#core/errors.ts';
import type { IntMat2 } from '#core/math/plane2.ts';

// Checks of untrusted values; each names the field where it stands.

export function record(
  value: unknown,
  at: string,
  keys: readonly string[] | null,
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw bad(at, 'an object');
  for (const key of Object.keys(value))
    if (keys !== null && !keys.includes(key))
      throw bad(`${at}.${key}`, `one of ${keys.join(', ')}`);
  return value as Record<string, unknown>;
}

export function list(value: unknown, at: string, min: number, max: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length < min || value.length > max)
    throw bad(at, min === max ? `a list of ${min}` : `a list of ${min} to ${max}`);
  return value;
}

export function real(value: unknown, at: string, min: number, max: number): number {
  if (!(typeof value === 'number' && value >= min && value <= max))
    throw bad(at, `a number from ${min} to ${max}`);
  return value;
}

export function whole(value: unknown, at: string, min: number, max: number): number {
  if (!Number.isInteger(value)) throw bad(at, `an integer from ${min} to ${max}`);
  return real(value, at, min, max);
}

export function text(value: unknown, at: string, most = 200): string {
  if (typeof value !== 'string' || value.length > most)
    throw bad(at, `a text of at most ${most} characters`);
  return value;
}

export function matrix(value: unknown, at: string, most = 200): IntMat2 {
  // `list` refuses any other number of rows and columns than two.
  const rows = list(value, at, 2, 2).map((r, i) =>
    list(r, `${at}[${i}]`, 2, 2).map((x, j) => whole(x, `${at}[${i}][${j}]`, -most, most)),
  ) as unknown as IntMat2;
  if (rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0] <= 0)
    throw bad(
      at,
      'a positive determinant (a zero one spans no area, a negative one is a mirror image)',
    );
  return rows;
}

export const bad = (field: string, expected: string) =>
  new EpistackError({ code: 'recipe', field, expected });
