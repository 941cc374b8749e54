import { EpistackError } from '#core/errors.ts';
import type { FilmHead, FilmPainter } from './filmHead.ts';
import { gifOf } from './gif.ts';

export type FilmFormat = 'mp4' | 'webm' | 'gif';

export interface Film {
  readonly blob: Blob;
  /** What was written: H.264 may be missing, and WebM stands in. */
  readonly format: FilmFormat;
  /** Of the pictures: "H.264", "VP9". */
  readonly codec: string;
}

/** In the order of preference: what most programs open comes first. */
const CODECS = {
  mp4: ['avc', 'hevc', 'av1'],
  webm: ['vp9', 'vp8', 'av1'],
} as const;

const CODEC_NAMES: Readonly<Record<string, string>> = {
  avc: 'H.264',
  hevc: 'H.265',
  av1: 'AV1',
  vp9: 'VP9',
  vp8: 'VP8',
};

/** How coarse a picture may become, in steps of each codec: as many bits are taken as that needs. */
const QUANTIZERS: Readonly<Record<string, number>> = { avc: 22, hevc: 22, vp9: 28, av1: 112 };

/**
 * What an encoder gets that takes no quantizer, as those of H.264 without a graphics card. Fine lines all over a
 * picture that turns need some 0.6 bits a pixel at 10 frames a second; where more frames share the way, each needs less.
 */
export const bitsASecond = ({
  widthPx,
  heightPx,
  framesPerSecond,
}: Pick<FilmHead, 'widthPx' | 'heightPx' | 'framesPerSecond'>): number =>
  Math.ceil(1.9 * widthPx * heightPx * Math.sqrt(framesPerSecond));

/**
 * Writes a film, frame by frame, with the browser's own encoders. A browser that cannot write MP4 writes WebM.
 * @throws `engine` where a browser has no encoder for either
 */
export async function filmOf(
  format: FilmFormat,
  head: FilmHead,
  paint: FilmPainter,
): Promise<Film> {
  if (format === 'gif') return { blob: await gifOf(head, paint), format, codec: 'GIF' };
  const {
    BufferTarget,
    CanvasSource,
    getFirstEncodableVideoCodec,
    Mp4OutputFormat,
    Output,
    Quality,
    WebMOutputFormat,
  } = await import('mediabunny');
  const bitrate = bitsASecond(head);
  const size = { width: head.widthPx, height: head.heightPx, quality: new Quality({ bitrate }) };
  const codecOf = async (wanted: 'mp4' | 'webm') =>
    typeof VideoEncoder === 'undefined'
      ? null
      : await getFirstEncodableVideoCodec([...CODECS[wanted]], size);
  let written = format;
  let codec = await codecOf(format);
  if (codec === null && format === 'mp4') {
    written = 'webm';
    codec = await codecOf('webm');
  }
  if (codec === null)
    throw new EpistackError({
      code: 'engine',
      engine: 'film',
      reason: `this browser has no encoder for ${head.widthPx} × ${head.heightPx} px: choose GIF`,
    });
  const target = new BufferTarget();
  const output = new Output({
    format:
      written === 'mp4' ? new Mp4OutputFormat({ fastStart: 'in-memory' }) : new WebMOutputFormat(),
    target,
  });
  const canvas = await paint(0);
  const quantizer = QUANTIZERS[codec];
  const quality = new Quality({ bitrate, ...(quantizer !== undefined && { quantizer }) });
  const source = new CanvasSource(canvas, { codec, quality });
  output.addVideoTrack(source, { frameRate: head.framesPerSecond });
  await output.start();
  try {
    for (let k = 0; k < head.frames; k++) {
      if (k > 0) await paint(k);
      await source.add(k / head.framesPerSecond, 1 / head.framesPerSecond);
    }
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
  const type = `video/${written}`;
  return {
    blob: new Blob([target.buffer!], { type }),
    format: written,
    codec: CODEC_NAMES[codec] ?? codec,
  };
}
