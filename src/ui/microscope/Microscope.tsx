import { useEffect, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { documentCrystals } from '#app/diffraction/documentCrystals.ts';
import { microscopeStore, type SpecimenChoice } from '#app/microscope/microscopeStore.ts';
import { REACH_PER_ANG, type SpecimenSource } from '#app/microscope/microscopeTasks.ts';
import { nanocrystalStore } from '#app/nanocrystal/nanocrystalStore.ts';
import { fixed } from '#core/math/decimals.ts';
import { floatTiff } from '#core/microscope/picture/floatTiff.ts';
import { greyOf, rgbaOf, withScaleBar } from '#core/microscope/picture/greyPicture.ts';
import type { Region } from '#core/microscope/spectrum/spectrum.ts';
import { diffractionCsv, spotsCsv } from '#core/microscope/spectrum/spotsCsv.ts';
import { fileStem } from '#core/recipe/documentName.ts';
import { hklText, spacedIndices } from '#core/surface/miller.ts';
import { pngOf } from '#engines/media/png.ts';
import { chemistry } from '#ui/kit/format.ts';
import { CloseButton, Dialog } from '#ui/kit/overlay/Dialog.tsx';
import { saveBlob, saveText } from '#ui/kit/saveFile.ts';
import { TabList } from '#ui/kit/tabs/TabList.tsx';
import { useMedia } from '#ui/kit/useMedia.ts';
import { useRecipe } from '#ui/state/hooks.ts';
import { GreyCanvas } from './GreyCanvas.tsx';
import { ImagePane } from './ImagePane.tsx';
import { MicroscopeFields } from './MicroscopeFields.tsx';
import { type DrawnSpot, SpotMap } from './SpotMap.tsx';
import { SpotTable } from './SpotTable.tsx';
import { type AnsweredImage, useSeen, useTransform } from './useSeen.ts';
import './microscope.css';

export interface MicroscopeProps {
  readonly onClose: () => void;
}

type Pane = 'image' | 'fft' | 'saed';
const PANES = [
  ['image', 'Image'],
  ['fft', 'FFT'],
  ['saed', 'Diffraction'],
] as const;
type Part = 'whole' | 'upper' | 'lower';

/** The room of the microscope: image, its Fourier transform and selected-area diffraction side by side. */
export function Microscope({ onClose }: MicroscopeProps) {
  const title = useId();
  const { choice, observation } = useStore(microscopeStore);
  const { source, specimens } = useSpecimens(choice);
  const { answered, problem, done } = useSeen(source, observation);
  const [region, setRegion] = useState<Region | null>(null);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [pane, setPane] = useState<Pane>('image');
  const isNarrow = useMedia('(max-width: 1000px)');
  const image = answered?.seen.image ?? null;
  // A region is of one image.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what follows is undone by another image
  useEffect(() => setRegion(null), [image?.width, image?.height, source]);
  const transformed = useTransform(answered, region);
  // biome-ignore lint/correctness/useExhaustiveDependencies: spots that were chosen are of one transform
  useEffect(() => setChosen([]), [transformed]);
  const choose = (n: number) =>
    setChosen((all) => (all.includes(n) ? all.filter((m) => m !== n) : [...all.slice(-1), n]));
  const names = answered?.seen.crystals ?? [];
  const stem = fileStem(`${source.recipe.title || 'microscope'}_${observation.mode}`);
  const setPart = (part: Part) => {
    if (image === null) return;
    const { width, height } = image;
    const half = Math.floor(height / 2);
    setRegion(
      part === 'whole'
        ? null
        : { x: 0, y: part === 'upper' ? 0 : height - half, width, height: half },
    );
  };
  const shown = (id: Pane) => !isNarrow || pane === id;
  return (
    <Dialog labelledBy={title} className="microscope" onClose={onClose}>
      <div className="microscope-room">
        <header>
          <h2 id={title}>Microscope</h2>
          <span className="spacer" />
          <button
            type="button"
            className="button"
            disabled={image === null}
            onClick={() => void savePng(`${stem}.png`, answered!)}
          >
            PNG
          </button>
          <button
            type="button"
            className="button"
            disabled={image === null}
            title="32-bit floats with the size of a pixel"
            onClick={() =>
              saveBlob(
                `${stem}.tif`,
                new Blob([floatTiff(image!, image!.unit)], { type: 'image/tiff' }),
              )
            }
          >
            TIFF
          </button>
          <button
            type="button"
            className="button"
            disabled={transformed === null}
            onClick={() => saveText(`${stem}_spots.csv`, spotsCsv(transformed!.spots, names))}
          >
            Spots, CSV
          </button>
          <button
            type="button"
            className="button"
            disabled={answered === null}
            onClick={() =>
              saveText(`${stem}_diffraction.csv`, diffractionCsv(answered!.seen.diffraction, names))
            }
          >
            Diffraction, CSV
          </button>
          <CloseButton label="Close the microscope" onClose={onClose} />
        </header>
        <div className="microscope-fields">
          <MicroscopeFields specimens={specimens} crystals={names} />
        </div>
        <div className="microscope-seen">
          <p role="status" className="under">
            {done === null
              ? answered && aboutOf(answered)
              : `Computing the image, ${Math.round(100 * done)} %…`}
          </p>
          {problem !== null && (
            <p className="warn" role="alert">
              No image: {problem}
            </p>
          )}
          {isNarrow && <TabList label="What is shown" tabs={PANES} tab={pane} onTab={setPane} />}
          {answered && image && (
            <div className="microscope-panes">
              {shown('image') && (
                <figure aria-label="Image">
                  <figcaption>
                    <h3>Image</h3>
                  </figcaption>
                  <ImagePane
                    image={image}
                    label={aboutOf(answered)}
                    region={region}
                    onRegion={setRegion}
                  />
                </figure>
              )}
              {shown('fft') && (
                <figure aria-label="Fourier transform">
                  <figcaption>
                    <h3>FFT</h3>
                    <select
                      className="pick"
                      aria-label="Transform of"
                      value={partOf(region, image.height)}
                      onChange={(e) => setPart(e.target.value as Part)}
                    >
                      <option value="whole">whole image</option>
                      <option value="upper">upper half</option>
                      <option value="lower">lower half</option>
                      {partOf(region, image.height) === 'drawn' && (
                        <option value="drawn">drawn rectangle</option>
                      )}
                    </select>
                  </figcaption>
                  {transformed ? (
                    <div className="microscope-canvas" style={{ aspectRatio: '1' }}>
                      <GreyCanvas
                        picture={transformed.picture}
                        label="Power of the transform, logarithmic"
                      />
                      <SpotMap
                        spots={drawnSpots(transformed.spots, names)}
                        reachPerAng={transformed.picture.reachPerAng}
                        label="Spots of the transform"
                        chosen={chosen}
                        onChoose={choose}
                      />
                    </div>
                  ) : (
                    <p className="about">Transforming…</p>
                  )}
                  <p className="under">
                    Hann window; grey by the logarithm of the power, ±{REACH_PER_ANG} 1/Å.
                  </p>
                </figure>
              )}
              {shown('saed') && (
                <figure aria-label="Diffraction">
                  <figcaption>
                    <h3>Selected-area diffraction</h3>
                  </figcaption>
                  <div className="microscope-canvas" style={{ aspectRatio: '1' }}>
                    <SpotMap
                      spots={answered.seen.diffraction.map((s) => ({
                        ...s,
                        size: 0.006 + 0.03 * (s.intensity / 100) ** 0.25,
                        text: `${names[s.crystal]} ${hklText(s.hkl)}: d ${fixed(s.dAng, 3)} Å, intensity ${fixed(s.intensity, 2)}`,
                        isOpen: false,
                      }))}
                      reachPerAng={REACH_PER_ANG}
                      label="Spots of the diffraction pattern"
                      chosen={[]}
                      onChoose={() => undefined}
                    />
                  </div>
                  <p className="under">
                    Kinematic, {observation.kv} kV, ±{REACH_PER_ANG} 1/Å.{' '}
                    {names.map((name, k) => `${k === 1 ? '◆' : '●'} ${name}`).join(' ')}
                  </p>
                </figure>
              )}
            </div>
          )}
          {answered?.seen.image.notes.map((note) => (
            <p key={note} className="about">
              {note}
            </p>
          ))}
          <div className="microscope-told">
            {transformed && (
              <SpotTable
                spots={transformed.spots}
                crystals={names}
                chosen={chosen}
                onChoose={choose}
              />
            )}
            {answered && answered.seen.checks.length > 0 && (
              <section aria-label="Figure S2">
                <h3>Figure S2 of the paper</h3>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">what</th>
                      <th scope="col">printed</th>
                      <th scope="col">computed</th>
                    </tr>
                  </thead>
                  <tbody>
                    {answered.seen.checks.map((c) => (
                      <tr key={c.what} title={c.note}>
                        <th scope="row">{c.what}</th>
                        <td>{c.printed ?? '–'}</td>
                        <td>
                          {c.computed}
                          <span className="about"> {c.note}</span>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            )}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function useSpecimens(choice: SpecimenChoice): {
  readonly source: SpecimenSource;
  readonly specimens: readonly (readonly [SpecimenChoice, string])[];
} {
  const recipe = useRecipe();
  const particle = useStore(nanocrystalStore, (s) => s.recipe);
  return useMemo(() => {
    const crystals = documentCrystals(recipe);
    const slab = Number(choice.split('-')[1]);
    const source: SpecimenSource =
      choice === 'nanocrystal'
        ? { kind: 'nanocrystal', recipe: particle }
        : crystals.some((c) => c.slab === slab)
          ? { kind: 'crystal', recipe, slab }
          : { kind: 'interface', recipe };
    return {
      source,
      specimens: [
        ['nanocrystal', chemistry(particle.title || 'nanocrystal')],
        ['interface', `interface: ${chemistry(recipe.title)}`],
        ...crystals.map(
          (c) => [`crystal-${c.slab}` as const, `crystal: ${chemistry(c.name)}`] as const,
        ),
      ],
    };
  }, [recipe, particle, choice]);
}

const partOf = (region: Region | null, height: number): Part | 'drawn' => {
  if (region === null) return 'whole';
  const half = Math.floor(height / 2);
  if (region.x !== 0 || region.height !== half) return 'drawn';
  return region.y === 0 ? 'upper' : region.y === height - half ? 'lower' : 'drawn';
};

const aboutOf = ({ seen, observation }: AnsweredImage): string => {
  const { image, tiltDeg, crystals } = seen;
  const nm = (px: number) => fixed((px * image.pixelAng) / 10, 1);
  return `${observation.mode === 'haadf' ? 'HAADF' : observation.mode === 'tem' ? 'TEM' : 'Projected potential'}, ${observation.kv} kV, along [${spacedIndices(observation.zone)}] of ${crystals[observation.of]}, tilted by ${fixed(tiltDeg, 1)}°; ${nm(image.width)} × ${nm(image.height)} nm, ${nm(image.thicknessAng / image.pixelAng)} nm thick, ${image.atoms} atoms`;
};

function drawnSpots(
  spots: NonNullable<ReturnType<typeof useTransform>>['spots'],
  names: readonly string[],
): readonly DrawnSpot[] {
  return spots.map((spot) => {
    const crystal = spot.indices.findIndex((index) => index !== null);
    const read = spot.indices.flatMap((index, k) =>
      index === null ? [] : `${names[k]} ${hklText(index.hkl)}`,
    );
    return {
      x: spot.x,
      y: spot.y,
      crystal: crystal < 0 ? null : crystal,
      size: 0.03,
      text: `d ${fixed(spot.dAng, 3)} Å at ${fixed(spot.angleDeg, 1)}°: ${read.join(', ') || 'no reflection of the crystals'}`,
      isOpen: true,
    };
  });
}

async function savePng(name: string, { seen }: AnsweredImage): Promise<void> {
  const picture = withScaleBar(greyOf(seen.image), seen.image.pixelAng);
  async function* bands() {
    yield rgbaOf(picture);
  }
  saveBlob(
    name,
    await pngOf(
      { widthPx: picture.width, heightPx: picture.height, alpha: false, dpi: null },
      bands(),
    ),
  );
}
