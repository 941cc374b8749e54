import { fixed } from './format.ts';

/** A plane and a direction in it: (h k l)[u v w], three or four indices each. */
export interface PlaneAndDirection {
  readonly hkl: readonly number[];
  readonly uvw: readonly number[];
}

const BOTH = /^\s*[({]([^)}]*)[)}]\s*[[<⟨]([^\]>⟩]*)[\]>⟩]\s*$/;

/**
 * "(211)[-111]", "{2 1 1} <−1 1 1>", "(2,1,1)[1̄11]" → indices; any sort of minus, bars over digits, commas or
 * spaces. Null when it is none of these.
 */
export function parsePlaneAndDirection(text: string): PlaneAndDirection | null {
  const found = BOTH.exec(text.normalize('NFD').replace(/(\d)[\u0304\u0305]/g, '-$1'));
  const [hkl, uvw] = [indices(found?.[1]), indices(found?.[2])];
  return hkl && uvw ? { hkl, uvw } : null;
}

const MAX_INDEX = 30;

function indices(text: string | undefined): readonly number[] | null {
  const clean = (text ?? '')
    .replace(/[−–—‐‑]/g, '-')
    .replace(/-\s+/g, '-')
    .trim();
  const compact = /^(-?\d){3,4}$/.test(clean);
  const parts = compact ? clean.match(/-?\d/g)! : clean.split(/[\s,.]+/);
  const out = parts.map(Number);
  const ok =
    (out.length === 3 || out.length === 4) &&
    parts.every((p) => p !== '') &&
    out.every((x) => Number.isInteger(x) && Math.abs(x) <= MAX_INDEX) &&
    out.some((x) => x !== 0);
  return ok ? out.map((x) => x + 0) : null;
}

/** A relation typed into one field, "… ∥ …" or "… || …": its two halves. */
export const halves = (text: string): readonly [string, string] | null => {
  const parts = text.split(/∥|‖|\|\|/);
  return parts.length === 2 ? [parts[0]!.trim(), parts[1]!.trim()] : null;
};

/** "211", "−1 1 12" where digits run together would be read wrongly. */
export const indexText = (indices: readonly number[]): string =>
  indices.map((x) => fixed(x, 0)).join(indices.some((x) => Math.abs(x) > 9) ? ' ' : '');

export const planeAndDirectionText = ({ hkl, uvw }: PlaneAndDirection): string =>
  `(${indexText(hkl)})[${indexText(uvw)}]`;
