const DAY_MS = 86_400_000;

const two = (n: number): string => String(n).padStart(2, '0');

/** "today, 14:32", "yesterday, 09:05", "2026-11-28, 09:05": the same in every language. */
export function whenText(ms: number, nowMs: number): string {
  const at = new Date(ms);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  const day = (t: number) => new Date(t).toDateString();
  if (day(ms) === day(nowMs)) return `today, ${time}`;
  if (day(ms) === day(nowMs - DAY_MS)) return `yesterday, ${time}`;
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}, ${time}`;
}
