import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { openDebyeSum } from '#app/diffraction/debyeSum.ts';
import { keepNanocrystals } from '#app/documents/keepNanocrystals.ts';
import { openMicroscope } from '#app/microscope/microscopeStore.ts';
import { openNanocrystalOfInterface, openPeriodicModel } from '#app/nanocrystal/carryOver.ts';
import { startNanocrystal, wasLost } from '#app/nanocrystal/nanocrystalJob.ts';
import {
  editNanocrystal,
  nanocrystalStore,
  openNanocrystal,
  redoNanocrystal,
  undoNanocrystal,
} from '#app/nanocrystal/nanocrystalStore.ts';
import {
  type DrawnNanocrystal,
  NANOCRYSTAL_FILES,
  type NanocrystalFile,
} from '#app/nanocrystal/nanocrystalTasks.ts';
import { problemText } from '#app/nanocrystal/problemText.ts';
import { openPlace } from '#app/shell/places.ts';
import type { FaceMisfit } from '#core/nanocrystal/cap/faceMisfit.ts';
import { nanocrystalLink } from '#core/nanocrystal/nanocrystalLink.ts';
import { NANOCRYSTAL_PRESETS } from '#core/nanocrystal/nanocrystalPresets.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { fileStem } from '#core/recipe/documentName.ts';
import type { SceneHandle } from '#render/types.ts';
import { smallPicture } from '#ui/documents/smallPicture.ts';
import { copyAddress } from '#ui/kit/copyAddress.ts';
import { ParsedField } from '#ui/kit/fields.tsx';
import { chemistry } from '#ui/kit/format.ts';
import { HistoryButtons } from '#ui/kit/history/HistoryButtons.tsx';
import { historyKey } from '#ui/kit/history/historyKey.ts';
import { CloseButton, Dialog } from '#ui/kit/overlay/Dialog.tsx';
import { saveText } from '#ui/kit/saveFile.ts';
import { BuildState } from './BuildState.tsx';
import { NanocrystalFields } from './NanocrystalFields.tsx';
import { NanocrystalPicture } from './NanocrystalPicture.tsx';
import { NanocrystalReport } from './NanocrystalReport.tsx';
import { NanocrystalRun } from './NanocrystalRun.tsx';
import '#ui/kit/overlay/dialogRoom.css';
import './nanocrystal.css';

/** Of an entry of the menu that is no preset. */
const OF_INTERFACE = 'interface';

export interface NanocrystalProps {
  readonly onClose: () => void;
}

/** The room of nanocrystals: a document of its own, with its picture, history, link and files. */
export function Nanocrystal({ onClose }: NanocrystalProps) {
  const title = useId();
  const { recipe, past, future } = useStore(nanocrystalStore);
  const { drawn, of, problem, isLost, isPending, isCancelled, cancel, again } = useBuilt();
  const [isRunning, setRunning] = useState(false);
  // What was built of an earlier recipe is not run.
  const built = drawn !== null && of === recipe ? drawn.built : null;
  const misfit = useMisfit();
  const [said, setSaid] = useState('');
  const scene = useRef<SceneHandle | null>(null);
  const onReady = useCallback((ready: SceneHandle) => {
    scene.current = ready;
  }, []);
  useEffect(() => keepNanocrystals(async () => scene.current && smallPicture(scene.current)), []);
  const text = JSON.stringify(recipe);
  const about = NANOCRYSTAL_PRESETS.find((p) => JSON.stringify(p.recipe) === text)?.about;
  const save = async (format: NanocrystalFile, ending: string) => {
    setSaid('Writing…');
    try {
      const text = await startNanocrystal('file', { recipe, format }).answer;
      saveText(`${fileStem(recipe.title || 'nanocrystal')}${ending}`, text);
      setSaid('Saved.');
    } catch (error) {
      setSaid(problemText(error as Error));
    }
  };
  return (
    <Dialog labelledBy={title} className="nanocrystal whole" onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the room, wherever the focus is in it */}
      <div
        className="nanocrystal-room dialog-room"
        onKeyDown={historyKey(undoNanocrystal, redoNanocrystal)}
      >
        <header>
          <h2 id={title}>Nanocrystal</h2>
          <HistoryButtons
            canUndo={past.length > 0}
            canRedo={future.length > 0}
            undo={undoNanocrystal}
            redo={redoNanocrystal}
          />
          <select
            className="select"
            aria-label="Open a nanocrystal"
            value=""
            onChange={(e) => {
              if (e.target.value === OF_INTERFACE) return void openNanocrystalOfInterface();
              const chosen = NANOCRYSTAL_PRESETS.find((p) => p.id === e.target.value);
              if (chosen) openNanocrystal(chosen.recipe);
            }}
          >
            <option value="">Presets</option>
            {NANOCRYSTAL_PRESETS.map((p) => (
              <option key={p.id} value={p.id}>
                {chemistry(p.label)}
              </option>
            ))}
            <optgroup label="The document on the page">
              <option value={OF_INTERFACE}>With its interface</option>
            </optgroup>
          </select>
          <button type="button" className="button" onClick={() => openPlace('documents')}>
            Documents
          </button>
          <button
            type="button"
            className="button"
            title="Opens the interface of its face as a document: the same planes and directions in their nearest common cell"
            onClick={() => void openPeriodicModel()}
          >
            Periodic model
          </button>
          <button
            type="button"
            className="button"
            disabled={built === null}
            title="The Debye sum over all distances of this particle, beside the patterns of the document’s crystals"
            onClick={() => {
              onClose();
              openDebyeSum(recipe.title, built!.structure);
            }}
          >
            Diffraction
          </button>
          <button
            type="button"
            className="button"
            title="Image, Fourier transform and electron diffraction of this particle"
            onClick={() => {
              onClose();
              openMicroscope('nanocrystal');
            }}
          >
            Microscope
          </button>
          <button
            type="button"
            className="button"
            disabled={built === null}
            aria-expanded={isRunning}
            title="Relax its atoms, or run molecular dynamics"
            onClick={() => setRunning(!isRunning)}
          >
            Relax or run…
          </button>
          <span className="spacer" />
          <button
            type="button"
            className="button"
            onClick={() => void copyLink(recipe).then(setSaid)}
          >
            Copy link
          </button>
          {NANOCRYSTAL_FILES.map(([format, label, ending]) => (
            <button
              key={format}
              type="button"
              className="button"
              disabled={drawn === null || problem !== null}
              aria-label={`Save as ${label}`}
              onClick={() => void save(format, ending)}
            >
              {label}
            </button>
          ))}
          <button
            type="button"
            className="button"
            aria-label="Save the recipe"
            title="JSON, for the terminal or to drop on the page"
            onClick={() => {
              saveText(
                `${fileStem(recipe.title || 'nanocrystal')}.json`,
                `${JSON.stringify(recipe, null, 2)}\n`,
              );
              setSaid('Saved.');
            }}
          >
            Recipe
          </button>
          <CloseButton label="Close the nanocrystal" onClose={onClose} />
        </header>
        <div className="nanocrystal-fields">
          <div className="nanocrystal-name">
            <ParsedField
              label="name"
              text={recipe.title}
              parse={(typed) => (typed.trim() === '' || typed.length > 200 ? null : typed.trim())}
              expected="a name of at most 200 letters"
              onCommit={(name) => editNanocrystal((r) => ({ ...r, title: name }))}
            />
          </div>
          {about !== undefined && <p className="about">{chemistry(about)}</p>}
          <NanocrystalFields />
        </div>
        <div className="nanocrystal-seen">
          {drawn && <NanocrystalPicture drawn={drawn} title={recipe.title} onReady={onReady} />}
          <BuildState
            hasPicture={drawn !== null}
            problem={problem}
            mayHelp={isLost}
            isPending={isPending}
            isCancelled={isCancelled}
            onCancel={cancel}
            onAgain={again}
          />
        </div>
        <div className="nanocrystal-told">
          {isRunning && built !== null && (
            <NanocrystalRun
              recipe={recipe}
              built={built}
              onPlay={onClose}
              onClose={() => setRunning(false)}
            />
          )}
          <p role="status" className="under">
            {said}
          </p>
          {drawn && <NanocrystalReport built={drawn.built} misfit={misfit} />}
        </div>
      </div>
    </Dialog>
  );
}

/** What the recipe builds to, in a worker; the one before stays until it is there. */
function useBuilt(): {
  readonly drawn: DrawnNanocrystal | null;
  /** The recipe that it is of. */
  readonly of: NanocrystalRecipe | null;
  readonly problem: string | null;
  /** Its worker was lost: the same recipe may be built when it is tried again. */
  readonly isLost: boolean;
  readonly isPending: boolean;
  readonly isCancelled: boolean;
  /** Gives the build up; the one before stays. */
  readonly cancel: () => void;
  /** Builds what was cancelled. */
  readonly again: () => void;
} {
  const recipe = useStore(nanocrystalStore, (s) => s.recipe);
  const [{ drawn, of }, setDrawn] = useState<{
    readonly drawn: DrawnNanocrystal | null;
    readonly of: NanocrystalRecipe | null;
  }>({ drawn: null, of: null });
  const [problem, setProblem] = useState<string | null>(null);
  const [isLost, setLost] = useState(false);
  const [state, setState] = useState<'building' | 'ended' | 'cancelled'>('building');
  const [tries, setTries] = useState(0);
  const giveUp = useRef<() => void>(() => undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a cancelled build is tried again
  useEffect(() => {
    setState('building');
    setProblem(null);
    setLost(false);
    const job = startNanocrystal('build', recipe);
    giveUp.current = job.cancel;
    job.answer.then(
      (found) => {
        setDrawn({ drawn: found, of: recipe });
        setState('ended');
      },
      (error: Error) => {
        setProblem(problemText(error));
        setLost(wasLost(error));
        setState('ended');
      },
    );
    return job.cancel;
  }, [recipe, tries]);
  return {
    ...{ drawn, of, problem, isLost },
    isPending: state === 'building',
    isCancelled: state === 'cancelled',
    cancel: () => {
      giveUp.current();
      setState('cancelled');
    },
    again: () => setTries(tries + 1),
  };
}

/** Of the face, in a worker; null until it is there, and where there is none. */
function useMisfit(): FaceMisfit | null {
  const recipe = useStore(nanocrystalStore, (s) => s.recipe);
  const [misfit, setMisfit] = useState<FaceMisfit | null>(null);
  useEffect(() => {
    const job = startNanocrystal('misfit', recipe);
    // What cannot be built is told by the build.
    job.answer.then(setMisfit, () => setMisfit(null));
    return job.cancel;
  }, [recipe]);
  return misfit;
}

/** Chat and mail programs cut links of some thousand letters. */
const LONG_LINK = 8000;

async function copyLink(recipe: NanocrystalRecipe): Promise<string> {
  const link = nanocrystalLink(recipe);
  const said = await copyAddress(link, 'the whole nanocrystal');
  return said.replace(/\.$/, `${lengthText(link)}.`);
}

const lengthText = (link: string): string =>
  link.length > LONG_LINK
    ? `. With its relaxed positions it has ${Math.round(link.length / 1000)} kB: browsers open it, and many programs cut it off; Recipe saves the same as a file`
    : '';
