/** Round values between two. @param steps about so many between the first and the last */
export function ticksOf(low: number, high: number, steps = 5): number[] {
  const raw = (high - low) / steps;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = unit * [1, 2, 5, 10].find((m) => m * unit >= raw * (1 - 1e-9))!;
  const out: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++)
    out.push(k * step + 0);
  return out;
}
