import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';

export interface ReadFilm {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frames: number;
  readonly seconds: number;
}

/** Frames of an MP4 or WebM, by its container's own tables. */
export async function readFilm(bytes: Uint8Array): Promise<ReadFilm & { readonly codec: string }> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
  const track = (await input.getPrimaryVideoTrack())!;
  const sink = new EncodedPacketSink(track);
  let frames = 0;
  for await (const _ of sink.packets()) frames++;
  return {
    widthPx: track.displayWidth,
    heightPx: track.displayHeight,
    frames,
    seconds: await track.computeDuration(),
    codec: track.codec ?? 'none',
  };
}

/** Blocks of a GIF as its specification has them. */
export function readGif(bytes: Uint8Array): ReadFilm & { readonly loops: boolean } {
  const u16 = (at: number) => bytes[at]! + 256 * bytes[at + 1]!;
  const table = (packed: number) => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);
  if (String.fromCharCode(...bytes.subarray(0, 6)) !== 'GIF89a') throw new Error('no GIF');
  let [at, frames, hundredths, loops] = [13 + table(bytes[10]!), 0, 0, false];
  const skipBlocks = () => {
    while (bytes[at]! > 0) at += bytes[at]! + 1;
    at++;
  };
  while (bytes[at] !== 0x3b) {
    if (bytes[at] === 0x21) {
      if (bytes[at + 1] === 0xf9) hundredths += u16(at + 4);
      if (bytes[at + 1] === 0xff) loops = u16(at + 16) === 0;
      at += 2;
    } else if (bytes[at] === 0x2c) {
      frames++;
      at += 10 + table(bytes[at + 9]!) + 1;
    } else throw new Error(`unknown block ${bytes[at]} at ${at}`);
    skipBlocks();
  }
  return { widthPx: u16(6), heightPx: u16(8), frames, seconds: hundredths / 100, loops };
}
