/** The numbers a field accepts: from `min` to `max`, whole numbers when `digits` is 0. */
export interface NumberLimits {
  readonly min: number;
  readonly max: number;
  readonly digits: number;
}

/** A number as typed, with a point or a comma and any minus: "-12,5", "−12.5"; null for anything else. */
export function readTyped(typed: string): number | null {
  const text = typed.trim().replace('−', '-').replace(',', '.');
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
}

/** A number as typed; null for what the limits do not allow. */
export function readNumber(typed: string, { min, max, digits }: NumberLimits): number | null {
  const number = readTyped(typed);
  if (number === null || number < min || number > max) return null;
  return digits > 0 || Number.isInteger(number) ? number : null;
}

/** The value after a step, at most to a limit, rounded to the digits that are shown. */
export function stepped(value: number | null, by: number, limits: NumberLimits): number {
  const next = Math.min(limits.max, Math.max(limits.min, (value ?? 0) + by));
  return Number(next.toFixed(limits.digits));
}

/** @param trim leaves trailing zeros out */
export function writtenNumber(value: number, digits: number, trim = false): string {
  const fixed = value.toFixed(digits);
  return (trim ? String(Number(fixed)) : fixed).replace('-', '−');
}
