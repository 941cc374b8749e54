import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { stemOf } from '#app/document/fileNames.ts';
import { adviceFor } from '#app/md/advice.ts';
import { driftOf, energyChange, energyCsv } from '#app/md/energies.ts';
import { isParticle, isRunOfParticle } from '#app/md/particle/runBuilt.ts';
import { type Md, mdStore } from '#app/md/runStore.ts';
import { cancel, clear, runLabel } from '#app/md/runs.ts';
import { runZip } from '#app/md/runZip.ts';
import { isRunOf } from '#app/md/takeOver.ts';
import { leftForceText, progressWords, size, stageName } from '#app/md/words.ts';
import { fixed } from '#core/math/decimals.ts';
import { fileStem } from '#core/recipe/documentName.ts';
import { saveBlob, saveText } from '#ui/kit/saveFile.ts';
import { useRecipe } from '#ui/state/hooks.ts';
import type { ParticleDocument } from './MdForm.tsx';
import { MdPlot, type Quantity } from './MdPlot.tsx';
import { MdTake, MdTakeParticle } from './MdTake.tsx';

interface MdRunProps {
  /** The button that had the focus is gone. */
  readonly onEnded: () => void;
  /** The nanocrystal that the panel is about, in place of the stack of the page. */
  readonly particle?: ParticleDocument | null;
}

/** A run that is under way or has ended: how far, its energies, and what can be done with it. */
export function MdRun({ onEnded, particle = null }: MdRunProps) {
  const md = useStore(mdStore);
  const recipe = useRecipe();
  const { status, progress, series, plan } = md;
  const stop = useRef<HTMLButtonElement>(null);
  const busy = status === 'loading' || status === 'running';
  useEffect(() => {
    if (!busy) return;
    stop.current?.focus();
    // Cancel goes with the end of the run; a focus elsewhere on the page is left there.
    return () => {
      if (document.activeElement === document.body) onEnded();
    };
  }, [busy, onEnded]);
  const axis = plan?.axis ?? 'time';
  const isOfThis =
    particle === null ? isRunOf(md, recipe) : isRunOfParticle(md.built, particle.recipe);
  const rows = series.at.length;
  const computedBy =
    md.input?.engine === 'universal' ? (md.result?.version ?? md.computedBy) : null;
  return (
    <section aria-label="Run">
      <h3 className="caps">
        Run{' '}
        <span className="note" role="status" data-testid="md-status">
          {statusText(md)}
        </span>
      </h3>
      {busy && (
        <>
          <Bar md={md} />
          <button ref={stop} type="button" className="button" onClick={cancel}>
            Cancel
          </button>
          {/* Below the button, which must not move while its lines come and go. */}
          <p className="under md-progress" data-testid="md-progress">
            {progress === null ? 'Building the cell.' : progressWords(progress)}
          </p>
        </>
      )}
      {!busy && (
        <p className="md-keeps" data-testid="md-keeps">
          The browser keeps this run with the document {particle === null ? '' : 'on the page '}and
          offers it under <b>Earlier runs</b>; a notice says where it cannot. The zip below repeats
          it from the same seed; Export saves its frames.
        </p>
      )}
      {status === 'failed' && <Failure md={md} />}
      {/* One row is no line. */}
      {rows > 1 && (
        <>
          {axis === 'time' && <MdPlot quantity={TEMPERATURE} axis={axis} />}
          <MdPlot quantity={axis === 'time' ? ENERGY : DOWNHILL} axis={axis} />
          {axis === 'iteration' && md.input?.engine === 'universal' && (
            <MdPlot quantity={FORCE} axis={axis} />
          )}
          <p className="about">
            {energyText(md)}
            {axis === 'time' && ' Contacts are drawn in the player.'}
          </p>
        </>
      )}
      <p className="about" data-testid="md-label">
        {runLabel(md)}
      </p>
      {computedBy !== null && (
        <p className="about" data-testid="md-computed">
          Computed by {computedBy}.
        </p>
      )}
      {md.built !== null && !isOfThis && (
        <p className="about">
          Of another {isParticle(md.built) ? 'particle' : 'stack'} than is shown:{' '}
          {md.built.recipe.title}, {md.built.structure.numbers.length} atoms.
        </p>
      )}
      {!busy && <Ended md={md} particle={particle} />}
    </section>
  );
}

function statusText({ status, progress, downloadBytes, result, plan, count, input }: Md): string {
  switch (status) {
    case 'loading':
      if (input?.engine === 'universal') return 'preparing the model';
      return loadingText(downloadBytes[input?.build ?? 'serial'], input?.build === 'full');
    case 'running':
      return progress === null ? 'running' : stageName(progress.stage);
    case 'done':
      return `done, ${count} snapshots`;
    case 'cancelled':
      return progress === null
        ? 'cancelled before the first step'
        : `cancelled at ${progress.stage === 'minimise' ? 'iteration' : 'step'} ${progress.step}`;
    case 'failed':
      return plan === null || result === null ? 'failed' : 'failed at its end';
    case 'idle':
      return '';
    default:
      return status satisfies never;
  }
}

const loadingText = (bytes: number, isFull: boolean): string => {
  const name = isFull ? 'the full LAMMPS' : 'LAMMPS';
  return bytes > 0 ? `loading ${name}, ${size(bytes)}` : `starting ${name}`;
};

function Bar({ md: { progress } }: { readonly md: Md }) {
  const relaxing = progress?.relaxing;
  const share =
    relaxing !== undefined
      ? { value: relaxing.share, max: 1 }
      : progress === null || progress.steps === null
        ? {}
        : { value: progress.step, max: progress.steps };
  return <progress className="md-bar" aria-label="Progress of the run" {...share} />;
}

function Failure({ md }: { readonly md: Md }) {
  const { what, where, todo } = adviceFor(md);
  return (
    <div role="alert" className="md-refused">
      <p>
        <b>The run failed:</b> {what}.
      </p>
      {where !== null && <p className="under">Where: {where}.</p>}
      <p>{todo}</p>
    </div>
  );
}

function Ended({ md, particle }: { readonly md: Md; readonly particle: ParticleDocument | null }) {
  const recipe = useRecipe();
  const warnings = md.result?.warnings ?? [];
  const has = md.input !== null;
  const { built } = md;
  const stem =
    built !== null && isParticle(built)
      ? fileStem(built.recipe.title || 'nanocrystal')
      : stemOf(built?.recipe ?? recipe);
  return (
    <>
      {warnings.length > 0 && (
        <ul className="md-list warn">
          {warnings.map((w) => (
            <li key={w}>{w}</li>
          ))}
        </ul>
      )}
      {particle === null ? <MdTake md={md} /> : <MdTakeParticle md={md} particle={particle} />}
      <div className="md-actions">
        <button
          type="button"
          className="button small"
          disabled={!has}
          onClick={() =>
            saveBlob(
              `${stem}_${md.input?.engine === 'universal' ? 'run' : 'lammps-run'}.zip`,
              new Blob([runZip(mdStore.getState())], { type: 'application/zip' }),
            )
          }
        >
          Save the run’s input (zip)
        </button>
        <button
          type="button"
          className="button small"
          disabled={md.series.at.length === 0}
          onClick={() => saveText(`${stem}_energies.csv`, energyCsv(md, runLabel(md)))}
        >
          Energies (CSV)
        </button>
        <button type="button" className="button small quiet" onClick={clear}>
          Forget it
        </button>
      </div>
      {md.series.at.length > 0 && <Table md={md} />}
    </>
  );
}

const ROWS = 21;

/** The plots in numbers, thinned out. */
function Table({ md }: { readonly md: Md }) {
  const { at, temperatureK } = md.series;
  const { mevPerAtom } = energyChange(md);
  const isTime = md.plan?.axis !== 'iteration';
  const last = at.length - 1;
  const chosen = [
    ...new Set(
      Array.from({ length: Math.min(ROWS, last + 1) }, (_, k) =>
        Math.round((k * last) / Math.max(1, Math.min(ROWS - 1, last))),
      ),
    ),
  ];
  return (
    <details className="more">
      <summary>the plots as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{isTime ? 'ps' : 'iteration'}</th>
            {isTime && <th scope="col">K</th>}
            <th scope="col">ΔE, meV/atom</th>
          </tr>
        </thead>
        <tbody>
          {chosen.map((k) => (
            <tr key={k}>
              <td>{isTime ? fixed(at[k]! / 1000, 2) : at[k]}</td>
              {isTime && <td>{fixed(temperatureK[k]!, 1)}</td>}
              <td>{fixed(mevPerAtom[k]!, 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Whether the energy stays where it should, in words. */
function energyText(md: Md): string {
  const kinds = md.input?.protocol.stages.map((s) => s.kind) ?? [];
  if (kinds.includes('nve')) {
    const drift = driftOf(md);
    return drift === null
      ? 'The total energy counts from the start of NVE; while heating it need not stay.'
      : `Drift of the total energy ${fixed(drift.mevPerAtomPerPs, 3)} meV/atom/ps over ${fixed(drift.overPs, 2)} ps of NVE (least squares).`;
  }
  if (kinds.includes('nvt'))
    return 'In contact with the thermostat the total energy is not conserved: it has no drift to judge.';
  if (kinds.every((k) => k === 'minimise')) {
    const { result } = md;
    if (result === null) return 'Energy against the first iteration.';
    const { stopped: why, maxForceKcalMolAng: force } = result;
    const left = force === null ? '' : `, ${leftForceText(md, force)}`;
    const stopped = why === null ? '' : ` (${why}${left})`;
    return `Ended after ${result.last.step} iterations${stopped}.`;
  }
  return 'Energy against its first value; whether it should stay is up to the script.';
}

const none = (): null => null;

const TEMPERATURE: Quantity = {
  name: 'Temperature',
  unit: 'K',
  digits: 0,
  read: (md) => md.series.temperatureK,
  from: () => 0,
  target: (md) => md.ran?.temperatureK ?? null,
};

const ENERGY: Quantity = {
  name: 'Total energy, change',
  unit: 'meV/atom',
  digits: 2,
  read: (md) => energyChange(md).mevPerAtom,
  // Heating changes it a thousand times more than the drift that is to be seen.
  from: (md) => energyChange(md).reference,
  target: () => 0,
};

const FORCE: Quantity = {
  name: 'Largest force',
  unit: 'eV/Å',
  digits: 3,
  read: (md) => md.series.maxForceEvAng ?? new Float64Array(0),
  from: () => 0,
  target: (md) => md.progress?.relaxing?.goalEvAng ?? null,
};

const DOWNHILL: Quantity = { ...ENERGY, name: 'Energy, change', from: () => 0, target: none };
