import { likeFirst } from '#app/settings/settingsLink.ts';
import { MAX_POLE_INDEX } from '#core/orientation/poles.ts';
import type { ChosenPole, StereogramChoices } from '#core/orientation/stereogram.ts';

/** z, the normal of the interface, at the viewer. */
export const STRAIGHT_VIEW = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);

export interface OrientationChoices extends StereogramChoices {
  /** Interface from the bottom, counted from 0. */
  readonly at: number;
}

const FIRST: OrientationChoices = {
  at: 0,
  kind: 'plane',
  maxIndex: 2,
  hasCircles: true,
  hasNet: false,
  chosen: null,
  view: STRAIGHT_VIEW,
};

/** Choices that were kept, perhaps by another version: what is not understood is as at first. */
export function readOrientation(value: unknown): OrientationChoices {
  const read = likeFirst(FIRST, value);
  const { chosen, view } = (value ?? {}) as Partial<Record<string, unknown>>;
  return {
    ...read,
    at: isCount(read.at, 0, 1000) ? read.at : FIRST.at,
    kind: isKind(read.kind) ? read.kind : FIRST.kind,
    maxIndex: isCount(read.maxIndex, 1, MAX_POLE_INDEX) ? read.maxIndex : FIRST.maxIndex,
    chosen: isPole(chosen) ? chosen : null,
    view: isTurn(view) ? Float64Array.from(view) : STRAIGHT_VIEW,
  };
}

const isCount = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

const isKind = (value: unknown): value is OrientationChoices['kind'] =>
  value === 'plane' || value === 'direction';

function isPole(value: unknown): value is ChosenPole {
  const { side, kind, indices } = { ...(value as Partial<ChosenPole> | null | undefined) };
  return (
    (side === 'substrate' || side === 'film') &&
    isKind(kind) &&
    Array.isArray(indices) &&
    indices.length === 3 &&
    indices.every((n) => isCount(n, -MAX_POLE_INDEX, MAX_POLE_INDEX))
  );
}

/** Rows of length 1 at right angles: another matrix would draw poles where none are. */
function isTurn(value: unknown): value is number[] {
  if (!Array.isArray(value) || value.length !== 9) return false;
  const dot = (i: number, j: number) =>
    [0, 1, 2].reduce((sum, k) => sum + value[3 * i + k] * value[3 * j + k], 0);
  return [0, 1, 2].every((i) =>
    [0, 1, 2].every((j) => Math.abs(dot(i, j) - (i === j ? 1 : 0)) < 1e-6),
  );
}
