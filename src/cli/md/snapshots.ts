import { type PlainFrame, writePlainRun } from '#core/export/writeStructure.ts';
import { type OutputId, outputOf } from '#core/io/formats.ts';
import type { MdSubject } from './mdSubject.ts';
import type { StopAsked } from './untilStopped.ts';

/** A snapshot of a run. */
export interface Frame {
  readonly step: number;
  readonly xyz: Float64Array;
  readonly lattice: Float64Array;
  readonly timeFs: number;
}

/** Drops the minimisation before the dynamics of a script, as in the other protocols. */
export function ofDynamics(frames: readonly Frame[], every: number): readonly Frame[] {
  const first = frames.findIndex((f) => f.timeFs > 0);
  const start = frames[first - 1];
  if (start === undefined) return frames;
  return frames.slice(start.step % every === 0 ? first - 1 : first);
}

/** All snapshots where a format holds many, else the last. */
export function snapshotFile(
  { structure, alone }: Pick<MdSubject, 'structure' | 'alone'>,
  snapshots: readonly Frame[],
  format: OutputId,
  options: {
    readonly label: string;
    /** N, 1 = frozen. */
    readonly frozen: Uint8Array | null;
    readonly stepsPerFrame: number;
  },
): Iterable<string> {
  const { label, frozen, stepsPerFrame } = options;
  // A relaxation has no times.
  const hasTimes = snapshots.some((f) => f.timeFs > 0);
  function* frames(): Generator<PlainFrame> {
    const isRun = outputOf(format).write.run !== undefined;
    for (const { step, xyz, lattice, timeFs } of isRun ? snapshots : snapshots.slice(-1))
      yield {
        structure: { ...structure, lattice, xyz },
        options: {
          title: `step ${step}, ${label}`,
          timeFs: hasTimes ? timeFs : null,
          ...(alone ? { periodic: [false, false, false] as const } : {}),
          frozen: frozen && Uint8Array.from(xyz, (_, i) => frozen[Math.floor(i / 3)]!),
        },
      };
  }
  return writePlainRun({ title: label, atoms: structure, frames: frames(), stepsPerFrame }, format);
}

/** What is there of a run that was stopped. */
export function stoppedText(
  { name }: StopAsked,
  out: string | null,
  format: OutputId | null,
  snapshots: number,
): string {
  if (out === null || format === null) return `stopped by ${name}; nothing was to be written`;
  if (snapshots === 0) return `stopped by ${name} before the first snapshot; nothing is written`;
  const kept =
    outputOf(format).write.run === undefined
      ? `the last of ${snapshots}`
      : snapshots === 1
        ? 'the one snapshot so far'
        : `the ${snapshots} snapshots so far`;
  return `stopped by ${name}; ${out === '-' ? 'standard output' : out} holds ${kept}`;
}
