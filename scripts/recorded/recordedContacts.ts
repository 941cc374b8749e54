import { gunzipSync } from 'node:zlib';
import { library } from '#app/document/library.ts';
import { contactSeries } from '#core/analysis/series.ts';
import { readSync, sourceOf } from '#core/io/text/reading.ts';
import { decodeXdatcarFrame, scanXdatcar } from '#core/io/vasp/xdatcar.ts';
import { build, facingAtoms } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';

const PAIRS = ['Cs-S', 'Br-Cd'];

/**
 * What the page shows of the recorded run before its frames are fetched: the means of the nearest contacts in
 * each snapshot, with the atoms that face each other in the built structure.
 * @param packed XDATCAR.gz
 * @returns text of contacts.json
 */
export function recordedContacts(packed: Uint8Array, snapshotFs: number): string {
  const built = build(DEFAULT_PRESET.recipe, library);
  const bytes = gunzipSync(packed);
  const index = readSync(scanXdatcar(bytes.length), sourceOf(bytes));
  const width = built.structure.xyz.length;
  const { starts, ends } = index;
  const frames = new Float32Array(starts.length * width);
  for (let f = 0; f < starts.length; f++)
    decodeXdatcarFrame(bytes.subarray(starts[f], ends[f]), index, f, {
      xyz: frames.subarray(f * width, (f + 1) * width),
    });
  const series = contactSeries(
    built.structure.lattice,
    built.structure.numbers,
    frames,
    facingAtoms(built, 0, 'top'),
    facingAtoms(built, 1, 'bottom'),
    PAIRS,
  ).map(({ pair, meansAng }) => ({
    pair,
    // Two digits more than the page writes.
    meansAng: Array.from(meansAng, (d) => Number(d.toFixed(5))),
  }));
  const frameCount = starts.length;
  return `${JSON.stringify({ snapshotFs, frames: frameCount, packedBytes: packed.length, series })}\n`;
}
