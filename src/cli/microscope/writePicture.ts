import { extname } from 'node:path';
import { UsageError } from '#cli/args.ts';
import { writeText } from '#cli/output.ts';
import { type GreyPicture, rgbaOf } from '#core/microscope/picture/greyPicture.ts';
import { pngOf } from '#engines/media/png.ts';

/** The ending of a file that is asked for, one of these. @throws {UsageError} */
export function endingOf<E extends string>(option: string, path: string, known: readonly E[]): E {
  const ending = known.find((e) => e === extname(path).slice(1).toLowerCase());
  if (ending === undefined)
    throw new UsageError(
      `--${option} takes a file name that ends in ${known.map((e) => `.${e}`).join(', ')}, not "${path}"`,
    );
  return ending;
}

/** Writes a grey picture as PNG. @param dpi pixels an inch; null for none */
export async function writePng(path: string, picture: GreyPicture): Promise<void> {
  async function* bands() {
    yield rgbaOf(picture);
  }
  const { width: widthPx, height: heightPx } = picture;
  const blob = await pngOf({ widthPx, heightPx, alpha: false, dpi: null }, bands());
  writeText(path, new Uint8Array(await blob.arrayBuffer()));
}
