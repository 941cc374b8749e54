import { REACH_PER_ANG, type Transformed } from '#app/microscope/microscopeTasks.ts';
import { floatTiff } from '#core/microscope/picture/floatTiff.ts';
import {
  type GreyPicture,
  greyOf,
  rgbaOf,
  withScaleBar,
} from '#core/microscope/picture/greyPicture.ts';
import { diffractionCsv, spotsCsv } from '#core/microscope/spectrum/spotsCsv.ts';
import { pngOf } from '#engines/media/png.ts';
import { saveBlob, saveText } from '#ui/kit/saveFile.ts';
import { imageStem } from './aboutImage.ts';
import type { AnsweredImage } from './useSeen.ts';

/** What can be saved of an image, its transform and its diffraction pattern. */
export function MicroscopeSaves(props: {
  readonly answered: AnsweredImage | null;
  readonly transformed: Transformed | null;
}) {
  const { answered, transformed } = props;
  const names = answered?.seen.crystals ?? [];
  const stem = answered ? imageStem(answered) : '';
  const save = (label: string, title: string, isReady: boolean, run: () => void) => (
    <button
      key={label}
      type="button"
      className="button"
      disabled={!isReady}
      title={title}
      onClick={run}
    >
      {label}
    </button>
  );
  const hasImage = answered !== null;
  return (
    <>
      {save('PNG', 'The image in 8-bit grey, with its scale bar', hasImage, () => {
        const { image } = answered!.seen;
        void savePng(`${stem}.png`, withScaleBar(greyOf(image), image.pixelAng));
      })}
      {save(
        'FFT, PNG',
        `The transform in grey by the logarithm of its power, ±${REACH_PER_ANG} 1/Å`,
        transformed !== null,
        () => void savePng(`${stem}_fft.png`, transformed!.picture),
      )}
      {save('TIFF', 'The image in 32-bit floats, with the size of a pixel', hasImage, () => {
        const { image } = answered!.seen;
        const bytes = floatTiff(image, image.unit);
        saveBlob(`${stem}.tif`, new Blob([bytes], { type: 'image/tiff' }));
      })}
      {save('Spots, CSV', 'Spots of the transform, indexed', transformed !== null, () =>
        saveText(`${stem}_spots.csv`, spotsCsv(transformed!.spots, names)),
      )}
      {save('Diffraction, CSV', 'Reflections of the pattern with intensities', hasImage, () =>
        saveText(`${stem}_diffraction.csv`, diffractionCsv(answered!.seen.diffraction, names)),
      )}
    </>
  );
}

async function savePng(name: string, picture: GreyPicture): Promise<void> {
  async function* bands() {
    yield rgbaOf(picture);
  }
  const { width, height } = picture;
  saveBlob(
    name,
    await pngOf({ widthPx: width, heightPx: height, alpha: false, dpi: null }, bands()),
  );
}
