import type { Transformed } from '#app/microscope/microscopeTasks.ts';
import { floatTiff } from '#core/microscope/picture/floatTiff.ts';
import { greyOf, rgbaOf, withScaleBar } from '#core/microscope/picture/greyPicture.ts';
import { diffractionCsv, spotsCsv } from '#core/microscope/spectrum/spotsCsv.ts';
import { fileStem } from '#core/recipe/documentName.ts';
import { pngOf } from '#engines/media/png.ts';
import { saveBlob, saveText } from '#ui/kit/saveFile.ts';
import type { AnsweredImage } from './useSeen.ts';

/** What can be saved of an image, its transform and its diffraction pattern. */
export function MicroscopeSaves(props: {
  readonly answered: AnsweredImage | null;
  readonly transformed: Transformed | null;
}) {
  const { answered, transformed } = props;
  const names = answered?.seen.crystals ?? [];
  const stem = answered
    ? fileStem(`${answered.source.recipe.title || 'microscope'}_${answered.observation.mode}`)
    : '';
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
        void savePng(`${stem}.png`, answered!);
      })}
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

async function savePng(name: string, { seen }: AnsweredImage): Promise<void> {
  const picture = withScaleBar(greyOf(seen.image), seen.image.pixelAng);
  async function* bands() {
    yield rgbaOf(picture);
  }
  const { width, height } = picture;
  saveBlob(
    name,
    await pngOf({ widthPx: width, heightPx: height, alpha: false, dpi: null }, bands()),
  );
}
