import type { Model } from '#app/document/model.ts';
import { poscarOf } from '#core/export/writeFile.ts';

export interface PoscarChoice {
  readonly coordinates: 'direct' | 'cartesian';
  /** An MD frame, or null for the built structure. */
  readonly positions: Float32Array | null;
  readonly frameNote: string;
}

/** POSCAR text of the structure that is shown. */
export const poscarText = (
  { built, report }: Pick<Model, 'built' | 'report'>,
  { coordinates, positions, frameNote }: PoscarChoice,
): string =>
  poscarOf(
    {
      built,
      report,
      xyz: positions,
      note: frameNote,
    },
    { coordinates },
  );
