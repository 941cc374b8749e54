import { EpistackError } from '#core/errors.ts';

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

export const bad = (field: string, expected: string) =>
  new EpistackError({ code: 'recipe', field, expected });
