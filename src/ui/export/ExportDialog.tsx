import { useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { stemOf } from '#app/document/fileNames.ts';
import type { Model } from '#app/document/model.ts';
import { startExport } from '#app/export/exportJob.ts';
import {
  exportStore,
  optionsOf,
  refusedSettings,
  type TargetId,
} from '#app/export/exportSettings.ts';
import type { PreviewFile, Written } from '#app/export/exportTasks.ts';
import { figureStore } from '#app/export/figureSettings.ts';
import { filmStore } from '#app/export/filmSettings.ts';
import { gatherRun, hasRun } from '#app/export/gatherFrames.ts';
import { shownName, shownPositions } from '#app/player/player.ts';
import type { OutputId } from '#core/io/formats.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import type { SceneHandle } from '#render/types.ts';
import type { DrawnTarget } from '#ui/figure/drawnTarget.ts';
import { pagePlan } from '#ui/figure/pagePlan.ts';
import { FigurePreview } from '#ui/figure/preview/FigurePreview.tsx';
import { CloseButton, Dialog } from '#ui/kit/overlay/Dialog.tsx';
import { RefusalContext } from '#ui/kit/refusal.ts';
import { saveBlob, saveText } from '#ui/kit/saveFile.ts';
import { useDark } from '#ui/kit/theme.ts';
import { usePlayer, useSession } from '#ui/state/hooks.ts';
import { ExportChecks, ExportLosses } from './ExportChecks.tsx';
import { ExportEnergies } from './ExportEnergies.tsx';
import { ExportFiles } from './ExportFiles.tsx';
import { ExportSettingsForm } from './ExportSettingsForm.tsx';
import { frameStem, requestOf } from './exportRequest.ts';
import { drawnOf, setOf, targetGroups } from './exportTargets.ts';
import './export.css';

export interface ExportDialogProps {
  readonly model: Model;
  readonly scene: SceneHandle | null;
  readonly onClose: () => void;
}

type Status =
  | { readonly kind: 'idle' | 'cancelled' }
  /** `share` is known of what is drawn, and what is `said` of a film. */
  | { readonly kind: 'working'; readonly share: number | null; readonly said?: string | undefined }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'done'; readonly text: string };

/** Everything that can leave the page, with its settings, checks and what a format cannot hold. */
export function ExportDialog({ model, scene, onClose }: ExportDialogProps) {
  const title = useId();
  const settings = useStore(exportStore);
  const player = usePlayer((p) => p);
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  const [files, setFiles] = useState<readonly PreviewFile[] | null>(null);
  const run = hasRun(player);
  const groups = targetGroups(run);
  const target = groups.some((g) => g.rows.some((r) => r.id === settings.target))
    ? settings.target
    : 'file:poscar';
  const row = groups.flatMap((g) => g.rows).find((r) => r.id === target)!;
  const set = setOf(target);
  const drawn = drawnOf(target);
  const [figure, film] = [useStore(figureStore), useStore(filmStore)];
  const session = useSession();
  const dark = useDark();
  const now = scene?.now() ?? null;
  const plan = now && pagePlan(now, { model, player, session, settings: figure, film, dark });
  const unfit = (plan && drawn?.problem(plan)) ?? null;
  const drawing = useRef<AbortController | null>(null);
  const cancel = () => drawing.current?.abort();
  useEffect(() => () => drawing.current?.abort(), []);
  const options = optionsOf(settings);
  const isRefused = useStore(refusedSettings, (s) => s.ids.size > 0);

  // What a preview showed is of other settings now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: any change of these makes it old
  useEffect(() => {
    setFiles(null);
    // What is being drawn is of the settings it was begun with.
    if (drawing.current === null) setStatus({ kind: 'idle' });
  }, [settings, figure, film, model]);

  const ask = async (preview: boolean): Promise<Written | null> => {
    setStatus({ kind: 'working', share: null });
    const frames =
      target.startsWith('run:') || (set?.takesFrames && run) ? await gatherRun(player) : null;
    const reply = await startExport(
      requestOf(model, { ...settings, target }, options!, {
        positions: settings.fromFrame ? shownPositions(player) : null,
        name: shownName(player),
        frames,
        preview,
      }),
    );
    if (reply?.kind !== 'failed') return reply;
    setStatus({ kind: 'failed', reason: reply.reason });
    return null;
  };
  const save = async () => {
    if (target === 'recipe') {
      const name = `${stemOf(model.built.recipe)}.json`;
      saveText(name, `${canonicalJson(model.built.recipe)}\n`);
      return setStatus({ kind: 'done', text: name });
    }
    if (drawn !== null) return draw(drawn);
    const reply = await ask(false);
    if (reply?.kind !== 'file') return;
    saveBlob(reply.name, reply.blob);
    setStatus({
      kind: 'done',
      text: [`${reply.name}, ${sizeText(reply.blob)}.`, ...reply.remarks].join(' '),
    });
  };
  const draw = async (drawn: DrawnTarget) => {
    const stop = new AbortController();
    drawing.current = stop;
    setStatus({ kind: 'working', share: 0 });
    try {
      const { blob, ending, stem, remarks } = await drawn.write(plan!, {
        signal: stop.signal,
        onProgress: (share, said) => setStatus({ kind: 'working', share, said }),
      });
      const name = (stem ?? frameStem(model.built.recipe, shownName(player))) + ending;
      saveBlob(name, blob);
      setStatus({ kind: 'done', text: [`${name}, ${sizeText(blob)}.`, ...remarks].join(' ') });
    } catch (error) {
      if (stop.signal.aborted) return setStatus({ kind: 'cancelled' });
      const reason = error instanceof Error ? error.message : String(error);
      setStatus({ kind: 'failed', reason });
    } finally {
      drawing.current = null;
    }
  };
  const look = async () => {
    const reply = await ask(true);
    if (reply?.kind !== 'preview') return;
    setFiles(reply.files);
    setStatus({ kind: 'idle' });
  };
  const working = status.kind === 'working';
  const blocked =
    working ||
    isRefused ||
    target === 'embed' ||
    (target !== 'recipe' && drawn === null && options === null) ||
    (drawn !== null && (plan === null || unfit !== null));
  return (
    <Dialog
      className="export"
      labelledBy={title}
      onClose={onClose}
      onFirstEscape={drawn !== null && working ? cancel : undefined}
    >
      <div className="titlebar">
        <h2 id={title}>Take it with you</h2>
        <CloseButton onClose={onClose} />
      </div>
      <div className="export-body">
        <fieldset className="export-targets">
          <legend className="sr">What to write</legend>
          {groups.map((g) => (
            <div key={g.heading}>
              <h3 className="caps">{g.heading}</h3>
              {g.rows.map((r) => (
                <label key={r.id} title={r.hint}>
                  <input
                    type="radio"
                    name="export-target"
                    value={r.id}
                    checked={r.id === target}
                    onChange={() => exportStore.setState({ target: r.id })}
                  />
                  {r.label}
                </label>
              ))}
            </div>
          ))}
        </fieldset>
        <section className="export-detail" aria-label={`${row.label}: settings and checks`}>
          <h3>
            {row.label} <small>{row.hint}</small>
          </h3>
          {plan !== null && drawn?.still && (
            <FigurePreview
              plan={plan}
              target={{ ...drawn, still: drawn.still }}
              canBeDrawn={unfit === null}
            />
          )}
          <RefusalContext value={refusedSettings.report}>
            <ExportSettingsForm model={model} target={target} plan={plan} />
          </RefusalContext>
          {drawn !== null && plan === null && (
            <p className="warn">Without WebGL 2 there is no picture to write.</p>
          )}
          {unfit !== null && (
            <p role="alert" className="warn">
              {unfit}
            </p>
          )}
          {options !== null && (
            <>
              <ExportChecks model={model} target={target} options={options} />
              {set?.takesEnergies && <ExportEnergies model={model} options={options} />}
            </>
          )}
          <ExportLosses id={formatOf(target)} model={model} />
          {files !== null && <ExportFiles files={files} />}
        </section>
      </div>
      <div className="export-foot">
        {status.kind === 'working' && status.share !== null && (
          <progress
            max={1}
            value={status.share}
            aria-label="Written"
            aria-valuetext={status.said}
          />
        )}
        {/* Counted for the eye: each frame read out would be too much. */}
        {status.kind === 'working' && status.said !== undefined && (
          <span className="under export-count">{status.said}</span>
        )}
        <p role="status" className={status.kind === 'failed' ? 'warn' : undefined}>
          {working && 'Writing …'}
          {status.kind === 'cancelled' && 'Cancelled: nothing was written.'}
          {status.kind === 'failed' && `Not written: ${status.reason}.`}
          {status.kind === 'done' && `Written: ${status.text}`}
        </p>
        {drawn !== null && working && (
          <button type="button" className="button" onClick={cancel}>
            Cancel
          </button>
        )}
        {drawn === null && target !== 'recipe' && target !== 'embed' && (
          <button type="button" className="button" disabled={blocked} onClick={() => void look()}>
            Look inside
          </button>
        )}
        <button
          type="button"
          className="button primary"
          disabled={blocked}
          onClick={() => void save()}
        >
          Download
        </button>
      </div>
    </Dialog>
  );
}

const sizeText = (blob: Blob): string =>
  `${Math.max(1, Math.round(blob.size / 1024)).toLocaleString('en')} kB`;

/** The format whose limits count for a target; null for what is drawn and for the document. */
function formatOf(target: TargetId): OutputId | null {
  if (target.startsWith('drawn:') || target === 'recipe' || target === 'embed') return null;
  return setOf(target)?.format ?? (target.slice(target.indexOf(':') + 1) as OutputId);
}
