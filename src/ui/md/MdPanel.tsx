import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import { stemOf } from '#app/document/fileNames.ts';
import type { Model } from '#app/document/model.ts';
import { coverageOf } from '#app/md/coverage.ts';
import { ownStore } from '#app/md/own/ownStore.ts';
import { fullMemoryText } from '#app/md/own/ownWords.ts';
import { refusedNumbers } from '#app/md/refusedNumbers.ts';
import { mdStore } from '#app/md/runStore.ts';
import { engineOf, planRun, startRun } from '#app/md/runs.ts';
import { inputZip } from '#app/md/runZip.ts';
import { isRunOf } from '#app/md/takeOver.ts';
import { planWords, size } from '#app/md/words.ts';
import { modelStore } from '#app/universal/modelStore.ts';
import { rigidRecipe } from '#core/recipe/edits/relaxed.ts';
import { CloseButton } from '#ui/kit/overlay/Dialog.tsx';
import { RefusalContext } from '#ui/kit/refusal.ts';
import { saveBlob } from '#ui/kit/saveFile.ts';
import { useRecipe } from '#ui/state/hooks.ts';
import { MdDownload } from './MdDownload.tsx';
import { MdEngine } from './MdEngine.tsx';
import { MdModel } from './MdModel.tsx';
import { MdOwn } from './MdOwn.tsx';
import { MdPotential } from './MdPotential.tsx';
import { MdRun } from './MdRun.tsx';
import { MdSettings } from './MdSettings.tsx';
import { MdTrust } from './MdTrust.tsx';
import './md.css';

export interface MdPanelProps {
  readonly model: Model;
  readonly onClose: () => void;
}

/** Relaxation and molecular dynamics of the stack shown: what would run, the run, and what became of it. */
export function MdPanel({ model, onClose }: MdPanelProps) {
  const title = useRef<HTMLHeadingElement>(null);
  const status = useStore(mdStore, (md) => md.status);
  const busy = status === 'loading' || status === 'running';
  const focusTitle = useCallback(() => title.current?.focus(), []);
  useEffect(focusTitle, [focusTitle]);
  return (
    <section id="md-panel" className="md" aria-labelledby="md-title">
      <header>
        <h2 id="md-title" ref={title} tabIndex={-1}>
          Run MD
        </h2>
        <CloseButton label="Close Run MD" onClose={onClose} />
      </header>
      <p className="under">Relaxation and molecular dynamics of this stack, on this computer.</p>
      {status !== 'idle' && <MdRun onEnded={focusTitle} />}
      {!busy && <MdForm model={model} />}
    </section>
  );
}

/** What would run, before anything is loaded. */
function MdForm({ model }: { readonly model: Model }) {
  const { built, report } = model;
  const recipe = useRecipe();
  const md = useStore(mdStore);
  const settings = useDeferredValue(md.settings);
  const found = useStore(modelStore, (m) => m.model);
  const engine = engineOf(md.settings, found);
  const isUniversal = engine === 'universal';
  const { coulomb } = md.settings;
  const coverage = useMemo(
    () => coverageOf(built.structure, report, coulomb),
    [built, report, coulomb],
  );
  const isOwn = engine === 'own';
  const own = useStore(ownStore, (o) => o.potential);
  const ready = useMemo(() => planRun(built, settings, found, own), [built, settings, found, own]);
  const covered = isUniversal || (isOwn ? 'input' in ready : 'potential' in coverage);
  const lacksModel = isUniversal && found === null;
  const build = isUniversal
    ? null
    : 'input' in ready && ready.input.engine === 'lammps'
      ? ready.input.build
      : isOwn
        ? null
        : 'serial';
  const isUnable = build === 'full' && fullMemoryText() === null;
  const again = md.status !== 'idle' && isRunOf(md, recipe);
  const start = () => {
    // A refused number must be corrected first, as the run would use the previous value.
    const [refused] = refusedNumbers.getState().ids;
    if (refused === undefined) void startRun(built);
    else document.getElementById(refused)?.focus();
  };
  return (
    <>
      <MdEngine />
      {isUniversal && <MdModel settings={md.settings} />}
      {isOwn && (
        <MdOwn
          structure={built.structure}
          problem={own !== null && 'problem' in ready ? ready.problem : null}
          assumptions={
            'input' in ready && ready.input.engine === 'lammps' ? ready.input.assumptions : []
          }
        />
      )}
      {engine === 'lammps' && <MdPotential coverage={coverage} coulomb={coulomb} />}
      {isUniversal && <MdTrust built={built} />}
      <RefusalContext value={refusedNumbers.report}>
        <MdSettings built={built} settings={md.settings} engine={engine} />
      </RefusalContext>
      {recipe.relaxed !== undefined && (
        <section>
          <h3 className="caps">Start</h3>
          <p className="about">From the relaxed positions shown: {recipe.relaxed.note}.</p>
          <button type="button" className="button small" onClick={() => commit(rigidRecipe)}>
            Back to the rigid stack
          </button>
        </section>
      )}
      <footer>
        {lacksModel ? (
          <p className="warn">Choose or drop the model file above to run.</p>
        ) : isOwn && own === null ? (
          <p className="warn">Choose or drop a potential file to run.</p>
        ) : 'problem' in ready ? (
          // Said in full above when it is the atoms that cannot run.
          <p className="warn" role={covered ? 'alert' : undefined}>
            {covered ? ready.problem : `Cannot run: ${ready.problem}.`}
          </p>
        ) : (
          <ul className="md-plan" aria-label="Plan">
            {planWords(ready.input, ready.plan, built.structure.numbers.length, md).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {build !== null && <MdDownload build={build} downloadBytes={md.downloadBytes} />}
        <div className="md-actions">
          <button
            type="button"
            className="button primary"
            disabled={!covered || isUnable || 'problem' in ready}
            onClick={start}
          >
            {build === 'full' && md.downloadBytes.full > 0
              ? `Load the full LAMMPS (${size(md.downloadBytes.full)}) and run`
              : again
                ? 'Run again'
                : 'Run'}
          </button>
          <button
            type="button"
            className="button"
            disabled={'problem' in ready}
            title={
              isUniversal
                ? 'Document, settings and the line that does the same in the terminal'
                : 'structure.data, in.lammps, settings and seed: runs in an ordinary LAMMPS'
            }
            onClick={() => {
              if ('problem' in ready) return;
              saveBlob(
                `${stemOf(recipe)}_${isUniversal ? 'run' : 'lammps'}-input.zip`,
                new Blob([inputZip(ready.input, settings, recipe)], { type: 'application/zip' }),
              );
            }}
          >
            Save input (zip)
          </button>
        </div>
      </footer>
    </>
  );
}
