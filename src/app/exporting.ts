import type { Structure } from '#core/crystal/structure.ts';
import { writePoscar } from '#core/io/poscar.ts';
import type { Built } from '#core/recipe/build.ts';
import { exportTitle } from '#core/recipe/provenance.ts';

export interface PoscarChoice {
  readonly coordinates: 'direct' | 'cartesian';
  /** Atoms farther than this from every interface are frozen in all directions, Å; null freezes none. */
  readonly freezeBeyondAng: number | null;
  /** An MD frame, or null for the built structure. */
  readonly positions: Float32Array | null;
  readonly frameNote: string;
}

/** POSCAR text of what is shown. */
export function poscarText(built: Built, choice: PoscarChoice): string {
  const structure: Structure = choice.positions
    ? { ...built.structure, xyz: Float64Array.from(choice.positions) }
    : built.structure;
  return writePoscar(structure, {
    title: exportTitle(built) + choice.frameNote,
    coordinates: choice.coordinates,
    frozen: choice.freezeBeyondAng === null ? null : frozenBeyond(built, choice.freezeBeyondAng),
  });
}

/**
 * Freezes atoms by their height in the built structure, so that an MD frame freezes the same ones.
 * @returns 3 flags per atom, 1 = fixed
 */
export function frozenBeyond(built: Built, distanceAng: number): Uint8Array {
  const { xyz, numbers } = built.structure;
  const heights = built.slabs.slice(1).flatMap((s, i) => [built.slabs[i]!.highAng, s.lowAng]);
  const out = new Uint8Array(3 * numbers.length);
  for (let i = 0; i < numbers.length; i++) {
    const z = xyz[3 * i + 2]!;
    if (heights.every((h) => Math.abs(z - h) > distanceAng)) out.fill(1, 3 * i, 3 * i + 3);
  }
  return out;
}

/** Hands a text to the browser as a file. */
export const download = (name: string, text: string): void =>
  downloadBlob(name, new Blob([text], { type: 'text/plain' }));

export function downloadBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
