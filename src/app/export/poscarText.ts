import type { Model } from '#app/document/model.ts';
import { poscarOf } from '#core/export/writeFile.ts';

export interface PoscarChoice {
  readonly coordinates: 'direct' | 'cartesian';
  /** Atoms farther than this from every interface are frozen in all directions, Å; null freezes none. */
  readonly freezeBeyondAng: number | null;
  /** An MD frame, or null for the built structure. */
  readonly positions: Float32Array | null;
  readonly frameNote: string;
}

/** POSCAR text of the structure that is shown. */
export const poscarText = (
  { built, report }: Pick<Model, 'built' | 'report'>,
  { coordinates, freezeBeyondAng, positions, frameNote }: PoscarChoice,
): string =>
  poscarOf(
    {
      built,
      report,
      xyz: positions,
      note: frameNote,
      freeze:
        freezeBeyondAng === null
          ? { kind: 'none' }
          : { kind: 'beyond', distanceAng: freezeBeyondAng },
    },
    { coordinates },
  );
