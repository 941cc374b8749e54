/** Distance between two d₀s of a curve, Å. */
const STEP_ANG = 0.1;
/** How far below the present d₀ a curve begins, and where it ends, Å. */
const BELOW_ANG = 0.5;
const END_ANG = 6;
/** The last Å bring little: there the steps are wider. */
const WIDE_STEP_ANG = 0.4;
const WIDE_FROM_ANG = 1.5;

/**
 * The d₀s of a curve around a present one: close steps where it bends, wide ones towards the end.
 * @param separationAng the present d₀
 */
export function separationRange(
  separationAng: number,
  fromAng = Math.max(0.5, separationAng - BELOW_ANG),
  toAng = Math.max(END_ANG, separationAng + 2),
): readonly number[] {
  const out: number[] = [];
  for (let d = fromAng; d <= toAng + 1e-9; ) {
    out.push(Number(d.toFixed(3)));
    d += d - separationAng > WIDE_FROM_ANG ? WIDE_STEP_ANG : STEP_ANG;
  }
  return out;
}
