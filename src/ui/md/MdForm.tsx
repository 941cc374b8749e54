import { useDeferredValue, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import { stemOf } from '#app/document/fileNames.ts';
import { coverageOf } from '#app/md/coverage.ts';
import { gauge, gaugeStore } from '#app/md/gauge.ts';
import { ownStore } from '#app/md/own/ownStore.ts';
import { fullMemoryText } from '#app/md/own/ownWords.ts';
import { isRunOfParticle, type RunBuilt } from '#app/md/particle/runBuilt.ts';
import { refusedNumbers } from '#app/md/refusedNumbers.ts';
import { mdStore } from '#app/md/runStore.ts';
import { engineOf, planRun, startRun } from '#app/md/runs.ts';
import { inputZip } from '#app/md/runZip.ts';
import { isRunOf } from '#app/md/takeOver.ts';
import { planWords, size } from '#app/md/words.ts';
import { modelStore, type PageModel } from '#app/universal/modelStore.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { rigidNanocrystal } from '#core/nanocrystal/positions/relaxedNanocrystal.ts';
import { fileStem } from '#core/recipe/documentName.ts';
import { rigidRecipe } from '#core/recipe/edits/relaxed.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { RefusalContext } from '#ui/kit/refusal.ts';
import { saveBlob } from '#ui/kit/saveFile.ts';
import { useRecipe } from '#ui/state/hooks.ts';
import { MdDownload } from './MdDownload.tsx';
import { MdEngine } from './MdEngine.tsx';
import { MdModel } from './MdModel.tsx';
import { MdOwn } from './MdOwn.tsx';
import { MdPotential } from './MdPotential.tsx';
import { MdSettings } from './MdSettings.tsx';
import { MdTrust } from './MdTrust.tsx';

/** The nanocrystal that the panel is about, in place of the stack of the page. */
export interface ParticleDocument {
  readonly recipe: NanocrystalRecipe;
  /** Changes it as one step of its history. */
  readonly onChange: (change: (recipe: NanocrystalRecipe) => NanocrystalRecipe) => void;
}

interface MdFormProps {
  readonly built: RunBuilt;
  /** Of a stack; null for a particle. */
  readonly report: Report | null;
  readonly particle?: ParticleDocument | null;
}

/** What would run, before anything is loaded. */
export function MdForm({ built, report, particle = null }: MdFormProps) {
  const recipe = useRecipe();
  const md = useStore(mdStore);
  const settings = useDeferredValue(md.settings);
  const found = useStore(modelStore, (m) => m.model);
  const engine = engineOf(md.settings, found);
  const isUniversal = engine === 'universal';
  // The whole sum is for what repeats.
  const coulomb = particle === null ? md.settings.coulomb : 'dsf';
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
  const again =
    md.status !== 'idle' &&
    (particle === null ? isRunOf(md, recipe) : isRunOfParticle(md.built, particle.recipe));
  const measured = useGauge(particle === null || !isUniversal ? null : built, found);
  const relaxed = built.recipe.relaxed;
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
      {engine === 'lammps' && (
        <MdPotential coverage={coverage} coulomb={coulomb} isAlone={particle !== null} />
      )}
      {isUniversal && <MdTrust built={built} />}
      <RefusalContext value={refusedNumbers.report}>
        <MdSettings built={built} settings={md.settings} engine={engine} />
      </RefusalContext>
      {relaxed !== undefined && (
        <section>
          <h3 className="caps">Start</h3>
          <p className="about">From the relaxed positions shown: {relaxed.note}.</p>
          <button
            type="button"
            className="button small"
            onClick={() =>
              particle === null ? commit(rigidRecipe) : particle.onChange(rigidNanocrystal)
            }
          >
            {particle === null ? 'Back to the rigid stack' : 'Back to the crystals’ positions'}
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
            {planWords(ready.input, ready.plan, built.structure.numbers.length, md, measured).map(
              (line) => (
                <li key={line}>{line}</li>
              ),
            )}
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
                `${particle === null ? stemOf(recipe) : fileStem(particle.recipe.title || 'nanocrystal')}_${isUniversal ? 'run' : 'lammps'}-input.zip`,
                new Blob([inputZip(ready.input, settings, built)], { type: 'application/zip' }),
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

/** Seconds a step of the universal potential, measured on a part of a particle; null until it is there. */
function useGauge(built: RunBuilt | null, model: PageModel | null): number | null {
  const structure = built?.structure ?? null;
  useEffect(() => {
    if (structure === null || model === null) return;
    if (gaugeStore.getState().structure === structure) return;
    return gauge(structure, model);
  }, [structure, model]);
  const known = useStore(gaugeStore);
  return structure !== null && known.structure === structure ? known.secondsPerStep : null;
}
