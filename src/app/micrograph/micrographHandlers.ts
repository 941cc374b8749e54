import type { Handlers } from '#app/jobs/workerDoor.ts';
import { isJpeg } from '#core/micrograph/imageKind.ts';
import { orientMicrograph } from '#core/micrograph/orientMicrograph.ts';
import {
  COLOUR_NOTE,
  checkSize,
  greyOf,
  type Pixels,
  refuseImage,
} from '#core/micrograph/pixels.ts';
import { readMicrograph } from '#core/micrograph/readMicrograph.ts';
import { seenSpectrum } from '#core/micrograph/seenSpectrum.ts';
import { inflateZlib } from '#engines/zip/inflate.ts';
import type { MicrographTasks } from './micrographTasks.ts';

export const micrographHandlers: Handlers<MicrographTasks> = {
  read: async ({ file, name }) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return isJpeg(bytes) ? readJpeg(file, name) : readMicrograph(bytes, name, inflateZlib);
  },
  orient: ({ image, sought, settings }) => {
    const oriented = orientMicrograph(image, sought, settings);
    const spectra = oriented.found.map((found, k) =>
      seenSpectrum(image, found, sought[k]!.crystal),
    );
    return { ...oriented, spectra };
  },
};

/** The browser unpacks it: 8 bits, with the marks that the compression leaves. */
async function readJpeg(file: Blob, name: string): Promise<Pixels> {
  const bitmap = await createImageBitmap(file).catch(() =>
    refuseImage(name, 'the JPEG is damaged, and the browser does not read it'),
  );
  const { width, height } = bitmap;
  checkSize(name, width, height);
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const values = Float32Array.from({ length: width * height }, (_, k) =>
    greyOf(data[4 * k]!, data[4 * k + 1]!, data[4 * k + 2]!),
  );
  const notes = [
    COLOUR_NOTE,
    'JPEG: spots at every eighth of a pixel frequency may be those of its blocks.',
  ];
  return { width, height, values, pixelAng: null, notes };
}
