import { createStore } from 'zustand/vanilla';
import { sessionStore } from '#app/look/session.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { playerStore } from './player.ts';

// What an opened file holds of each atom beside its position: numbers as colours, vectors as arrows.

type Source = Pick<TrajectorySource, 'columns'> | null;

/** A number of each atom: a column of the file, or of a vector its length or what it is along x, y or z. */
export interface FileNumber {
  /** Of its colouring. */
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly column: string;
  readonly pick: 'value' | 'length' | 0 | 1 | 2;
  /** Over the frames that were looked at when the file was opened. */
  readonly low: number;
  readonly high: number;
  /** What is missing, in words: "in 3 of 10 frames"; null where every atom has a number in every frame. */
  readonly gaps: string | null;
}

type Held = NonNullable<TrajectorySource['columns']>[number];

function gapsOf({ inFrames, lookedFrames, isWhole }: Held): string | null {
  if (inFrames < lookedFrames) return `in ${inFrames} of ${lookedFrames} frames`;
  return isWhole ? null : 'not of every atom';
}

/** In the order of the file. */
export const fileNumbers = (source: Source): readonly FileNumber[] =>
  (source?.columns ?? []).flatMap((held): FileNumber[] => {
    const { name, unit, width, ends } = held;
    const of = (id: string, label: string, pick: FileNumber['pick'], k: number): FileNumber => ({
      id: `file:${id}`,
      label,
      unit,
      column: name,
      pick,
      low: ends[k]![0],
      high: ends[k]![1],
      gaps: gapsOf(held),
    });
    if (width === 1) return [of(name, name, 'value', 0)];
    return [
      of(name, `${name}, length`, 'length', 3),
      ...([0, 1, 2] as const).map((k) => {
        const axis = 'xyz'[k]!;
        return of(`${name}:${axis}`, `${name}, along ${axis}`, k, k);
      }),
    ];
  });

/** The number of each atom in a frame; null where the frame does not have the column (yet). */
export function numbersIn(
  { column, pick }: FileNumber,
  columns: Readonly<Record<string, Float32Array>> | undefined,
): Float32Array | null {
  const all = columns?.[column];
  if (all === undefined) return null;
  if (pick === 'value') return all;
  return Float32Array.from({ length: all.length / 3 }, (_, i) =>
    pick === 'length'
      ? Math.hypot(all[3 * i]!, all[3 * i + 1]!, all[3 * i + 2]!)
      : all[3 * i + pick]!,
  );
}

export interface FileVector {
  readonly name: string;
  readonly unit: string;
  /** Over the frames that were looked at. */
  readonly longest: number;
  /** As of a {@link FileNumber}. */
  readonly gaps: string | null;
}

export const fileVectors = (source: Source): readonly FileVector[] =>
  (source?.columns ?? []).flatMap((held) => {
    const { name, unit, width, ends } = held;
    return width === 3 && ends[3]![1] > 0
      ? [{ name, unit, longest: ends[3]![1], gaps: gapsOf(held) }]
      : [];
  });

interface Arrows {
  /** The column that is drawn; null for none. */
  readonly of: string | null;
  /** Å of an arrow for one unit; null: so that the longest has a handy length. */
  readonly angPerUnit: number | null;
}

/** Not kept for the next visit. */
export const arrowsStore = createStore<Arrows>()(() => ({ of: null, angPerUnit: null }));

/** Of the longest arrow where its scale is chosen by itself, Å; at most. */
const LONGEST_ANG = 5;

/** The vectors that are drawn, with their scale in digits that can be said; null for none. */
export function drawnVectors(
  source: Source,
  { of, angPerUnit }: Arrows = arrowsStore.getState(),
): (FileVector & { readonly angPerUnit: number }) | null {
  const found = fileVectors(source).find(({ name }) => name === of);
  if (found === undefined) return null;
  return { ...found, angPerUnit: angPerUnit ?? handy(LONGEST_ANG / found.longest) };
}

/** 1, 2 or 5 times a power of ten, not above x. */
function handy(x: number): number {
  const power = 10 ** Math.floor(Math.log10(x));
  return Number((power * ([5, 2, 1].find((n) => n * power <= x) ?? 1)).toPrecision(1));
}

/** Asks the file for what is shown. */
function update(): void {
  const { source } = playerStore.getState();
  if (!source?.showColumns) return;
  const { framesBy } = sessionStore.getState();
  const names = [
    fileNumbers(source).find(({ id }) => id === framesBy)?.column,
    drawnVectors(source)?.name,
  ].filter((name) => name !== undefined);
  source.showColumns([...new Set(names)]);
}

playerStore.subscribe((now, before) => now.source !== before.source && update());
sessionStore.subscribe((now, before) => now.framesBy !== before.framesBy && update());
arrowsStore.subscribe(update);
