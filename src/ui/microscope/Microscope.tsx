import { useEffect, useId, useState } from 'react';
import { useStore } from 'zustand';
import { showPixels } from '#app/micrograph/micrographStore.ts';
import { microscopeLink } from '#app/microscope/microscopeLink.ts';
import {
  keepObservation,
  microscopeStore,
  redoMicroscope,
  undoMicroscope,
} from '#app/microscope/microscopeStore.ts';
import type { SpecimenSource } from '#app/microscope/microscopeTasks.ts';
import { fetched } from '#app/shell/fetched.ts';
import { say } from '#app/shell/toasts.ts';
import type { Region } from '#core/microscope/spectrum/spectrum.ts';
import { nanocrystalLink } from '#core/nanocrystal/nanocrystalLink.ts';
import { copyAddress } from '#ui/kit/copyAddress.ts';
import { chemistry } from '#ui/kit/format.ts';
import { HistoryButtons } from '#ui/kit/history/HistoryButtons.tsx';
import { historyKey } from '#ui/kit/history/historyKey.ts';
import { CloseButton, Dialog } from '#ui/kit/overlay/Dialog.tsx';
import { TabList } from '#ui/kit/tabs/TabList.tsx';
import { useMedia } from '#ui/kit/useMedia.ts';
import { aboutImage, imageStem } from './aboutImage.ts';
import { DiffractionPane } from './DiffractionPane.tsx';
import { FigureS2 } from './FigureS2.tsx';
import { ImagePane } from './ImagePane.tsx';
import { MicroscopeFields } from './MicroscopeFields.tsx';
import { MicroscopeSaves } from './MicroscopeSaves.tsx';
import { SpotTable } from './SpotTable.tsx';
import { TransformPane } from './TransformPane.tsx';
import { useSeen, useTransform } from './useSeen.ts';
import { useSpecimens } from './useSpecimens.ts';
import '#ui/kit/overlay/dialogRoom.css';
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

/** The room of the microscope: image, its Fourier transform and selected-area diffraction side by side. */
export function Microscope({ onClose }: MicroscopeProps) {
  const title = useId();
  const { typed, past, future } = useStore(microscopeStore);
  const { choice, observation } = typed;
  const { source, specimens } = useSpecimens(choice);
  const { answered, problem, isStopped, done, cancel, again } = useSeen(source, observation);
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
  const names = (answered?.seen.crystals ?? []).map(chemistry);
  const shown = (id: Pane) => !isNarrow || pane === id;
  return (
    <Dialog labelledBy={title} className="microscope whole" onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the room, wherever the focus is in it */}
      <div
        className="microscope-room dialog-room"
        onKeyDown={historyKey(undoMicroscope, redoMicroscope)}
      >
        <header>
          <h2 id={title}>Microscope</h2>
          <HistoryButtons
            canUndo={past.length > 0}
            canRedo={future.length > 0}
            undo={undoMicroscope}
            redo={redoMicroscope}
          />
          <span className="spacer" />
          <button
            type="button"
            className="button"
            disabled={answered === null}
            title="Opens this image as a micrograph of one’s own: the search for orientations knows nothing of the specimen"
            onClick={() => {
              const { width, height, values, pixelAng } = answered!.seen.image;
              const notes = [`Computed: ${aboutImage(answered!)}`];
              showPixels('microscope', { width, height, values, pixelAng, notes });
              onClose();
            }}
          >
            Find its orientations
          </button>
          <button
            type="button"
            className="button"
            title="The specimen’s document with what is set here"
            onClick={() => void copyLink(source)}
          >
            Copy link
          </button>
          <MicroscopeSaves answered={answered} transformed={transformed} />
          <CloseButton label="Close the microscope" onClose={onClose} />
        </header>
        <div className="microscope-fields">
          <MicroscopeFields
            specimens={specimens}
            crystals={names}
            wholeNm={image?.isWhole ? image.thicknessAng / 10 : null}
          />
        </div>
        <div className="microscope-seen">
          <p role="status" className="under microscope-about">
            {done !== null
              ? `Computing the image, ${Math.round(100 * done)} %…`
              : answered !== null
                ? aboutImage(answered)
                : isStopped && problem === null && 'No image: cancelled.'}
            {done !== null && (
              <button type="button" className="button small" onClick={cancel}>
                Cancel
              </button>
            )}
            {isStopped && (
              <button type="button" className="button small" onClick={again}>
                Compute it
              </button>
            )}
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
                    label={aboutImage(answered)}
                    stem={imageStem(answered)}
                    region={region}
                    onRegion={setRegion}
                  />
                </figure>
              )}
              {shown('fft') && (
                <TransformPane
                  image={image}
                  names={names}
                  transformed={transformed}
                  region={region}
                  onRegion={setRegion}
                  chosen={chosen}
                  onChoose={setChosen}
                />
              )}
              {shown('saed') && <DiffractionPane answered={answered} />}
            </div>
          )}
          {image?.notes.map((note) => (
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
                onChoose={setChosen}
              />
            )}
            {answered && <FigureS2 checks={answered.seen.checks} />}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

async function copyLink(source: SpecimenSource): Promise<void> {
  keepObservation();
  const document =
    source.kind === 'nanocrystal'
      ? nanocrystalLink(source.recipe)
      : await fetched('The link', () =>
          import('#app/document/shareLink.ts').then((m) => m.shareLink()),
        );
  if (document !== null)
    say(await copyAddress(document + microscopeLink(), 'the specimen and what is set for it'));
}
