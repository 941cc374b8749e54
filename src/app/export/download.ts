import type { Model } from '#app/document/model.ts';
import { frozenOf } from '#core/export/exportSource.ts';
import { poscarOf } from '#core/export/writeFile.ts';

export interface PoscarChoice {
  readonly coordinates: 'direct' | 'cartesian';
  /** Atoms farther than this from every interface are frozen in all directions, Å; null freezes none. */
  readonly freezeBeyondAng: number | null;
  /** An MD frame, or null for the built structure. */
  readonly positions: Float32Array | null;
  readonly frameNote: string;
}

/** POSCAR text of what is shown. */
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

/** How many atoms farther than this from every interface there are. */
export function countBeyond({ built }: Pick<Model, 'built'>, distanceAng: number): number {
  const flags = frozenOf({ built, freeze: { kind: 'beyond', distanceAng } });
  return flags === null ? 0 : flags.reduce((n, f) => n + f, 0) / 3;
}

/** As bytes of no known kind: a browser makes POSCAR.txt of a POSCAR that is called plain text. */
export const fileBlob = (parts: string[]): Blob =>
  new Blob(parts, { type: 'application/octet-stream' });

/** Hands a text to the browser as a file. */
export const download = (name: string, text: string): void => downloadBlob(name, fileBlob([text]));

export function downloadBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
