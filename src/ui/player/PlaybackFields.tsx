import { useStore } from 'zustand';
import { sessionStore } from '#app/look/session.ts';
import { displacementStore, setDisplacementView } from '#app/player/displacements.ts';
import { arrowsStore, drawnVectors, fileVectors } from '#app/player/fileColumns.ts';
import { playerStore, setEnd, setPreparation, setRange } from '#app/player/player.ts';
import { meanStepFs } from '#app/trajectory/trajectorySource.ts';
import { fixed } from '#core/math/decimals.ts';
import { Choice, NumberField, SegmentedControl } from '#ui/kit/fields.tsx';
import { listedLabel } from '#ui/look/colouring.ts';
import { frameColouring, frameColourings } from '#ui/look/frameColourings.ts';
import { usePlayer, useSession } from '#ui/state/hooks.ts';
import { MAX_TRACED_ATOMS, TRAIL_FRAMES } from './playerFeed.ts';

/** Direction, loop, range, and how frames are prepared for the eye. */
export function PlaybackFields() {
  return (
    <>
      <Speed />
      <Order />
      <Preparation />
      <MotionChoices />
      <About />
    </>
  );
}

function Speed() {
  const rate = usePlayer((p) => p.rate);
  const source = usePlayer((p) => p.source);
  const stepFs = source === null ? null : meanStepFs(source);
  return (
    <div className="part">
      <Choice
        label={stepFs === null ? 'Speed, frames a second' : 'Speed, picoseconds a second'}
        value={String(rate)}
        options={[1, 5, 15, 30, 60].map((r) => [
          String(r),
          stepFs === null ? `${r} frames/s` : `${speedText((r * stepFs) / 1000)} ps/s`,
        ])}
        onChange={(r) => playerStore.setState({ rate: Number(r) })}
      />
    </div>
  );
}

const speedText = (psPerS: number): string => fixed(psPerS, psPerS < 0.1 ? 3 : psPerS < 1 ? 2 : 1);

function Order() {
  const direction = usePlayer((p) => p.direction);
  const loop = usePlayer((p) => p.loop);
  const range = usePlayer((p) => p.range);
  const count = usePlayer((p) => p.count);
  const isShown = usePlayer((p) => p.frame !== null);
  const [first, last] = range ?? [0, count - 1];
  return (
    <div className="part">
      <div className="row">
        <span className="label">Direction</span>
        <SegmentedControl
          label="Direction"
          value={direction > 0 ? 'forwards' : 'backwards'}
          options={[
            ['forwards', 'forwards'],
            ['backwards', 'backwards'],
          ]}
          onChange={(d) => playerStore.setState({ direction: d === 'forwards' ? 1 : -1 })}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={loop}
          onChange={(e) => playerStore.setState({ loop: e.target.checked })}
        />
        Play over and over
      </label>
      <div className="row">
        <span className="label" data-testid="play-range">
          Frames {first + 1} to {last + 1}
        </span>
        <span>
          <button
            type="button"
            className="button small"
            disabled={!isShown}
            aria-keyshortcuts="["
            title="The range begins at the shown frame ([)"
            onClick={() => setEnd('first')}
          >
            From here
          </button>{' '}
          <button
            type="button"
            className="button small"
            disabled={!isShown}
            aria-keyshortcuts="]"
            title="The range ends at the shown frame (])"
            onClick={() => setEnd('last')}
          >
            To here
          </button>{' '}
          <button
            type="button"
            className="button small"
            disabled={range === null}
            onClick={() => setRange(null)}
          >
            All
          </button>
        </span>
      </div>
    </div>
  );
}

/** No result rests on these: analyses take the frames as they are. */
function Preparation() {
  const preparation = usePlayer((p) => p.preparation);
  return (
    <div className="part">
      <NumberField
        label="Smooth over ± frames"
        title="Each frame is drawn as the mean of itself and so many on either side, by nearest images: fast vibrations go, slow motion stays"
        value={preparation.smoothOver}
        digits={0}
        step={1}
        min={0}
        max={50}
        short
        onPreview={(smoothOver) => setPreparation({ smoothOver })}
      />
      <label
        className="check"
        title="Each atom is drawn at its image nearest to where it began, not where the file wrapped it"
      >
        <input
          type="checkbox"
          checked={preparation.keepNear}
          onChange={(e) => setPreparation({ keepNear: e.target.checked })}
        />
        Unwrap: keep atoms near where they began
      </label>
      <label
        className="check"
        title="Each frame is moved so that the centre of mass of all atoms stays where it was in the first"
      >
        <input
          type="checkbox"
          checked={preparation.centred}
          onChange={(e) => setPreparation({ centred: e.target.checked })}
        />
        Superpose on the centre of mass
      </label>
    </div>
  );
}

function MotionChoices() {
  const { lines, averaging } = useStore(displacementStore);
  const { framesBy } = useSession();
  const Settings = frameColouring(framesBy)?.Settings;
  return (
    <div className="part">
      <Choice
        label="Colour atoms"
        value={framesBy}
        options={[
          ['rest', 'as in the picture'],
          ...frameColourings().map((c) => [c.id, listedLabel(c)] as const),
        ]}
        onChange={(framesBy) => sessionStore.setState({ framesBy })}
      />
      {Settings && <Settings />}
      <ArrowFields />
      <Choice
        label="Lines"
        value={lines}
        options={[
          ['none', 'none'],
          ['path', `the last ${TRAIL_FRAMES} frames`],
          ['average', 'from the average place'],
        ]}
        onChange={(l) => setDisplacementView({ lines: l })}
      />
      {lines !== 'none' && (
        <p className="about">
          For the picked atoms; without any, for all in structures up to {MAX_TRACED_ATOMS} atoms.
        </p>
      )}
      {averaging !== null && (
        <div className="row">
          <span className="label">averaging</span>
          <progress aria-label="Averaging the structure" max={1} value={averaging} />
        </div>
      )}
    </div>
  );
}

function About() {
  const source = usePlayer((p) => p.source);
  if (source === null) return null;
  return (
    <div className="part">
      <p className="about">
        <b>{source.label}.</b> {source.about}
      </p>
    </div>
  );
}

/** Vectors that the file holds of each atom, where it holds any. */
function ArrowFields() {
  const source = usePlayer((p) => p.source);
  const { of } = useStore(arrowsStore);
  const vectors = fileVectors(source);
  if (vectors.length === 0) return null;
  const drawn = drawnVectors(source);
  return (
    <>
      <Choice
        label="Arrows"
        value={drawn?.name ?? ''}
        options={[
          ['', 'none'],
          ...vectors.map(
            ({ name, gaps }) => [name, gaps === null ? name : `${name} (${gaps})`] as const,
          ),
        ]}
        onChange={(name) =>
          arrowsStore.setState({ of: name === '' ? null : name, angPerUnit: null })
        }
      />
      {drawn !== null && of !== null && (
        <NumberField
          label={`for 1${drawn.unit === '' ? '' : ` ${drawn.unit}`}`}
          value={drawn.angPerUnit}
          digits={4}
          step={0.1}
          min={0.0001}
          max={9999}
          unit="Å"
          trim
          onPreview={(angPerUnit) => arrowsStore.setState({ angPerUnit })}
        />
      )}
    </>
  );
}
