import { useId } from 'react';
import { useStore } from 'zustand';
import type { Model } from '#app/document/model.ts';
import {
  changeOptions,
  changeVasp,
  exportStore,
  type FreezeKind,
  hubbardOf,
  numbersOf,
  pairsOf,
  type ExportSettings as Settings,
  type TargetId,
} from '#app/export/exportSettings.ts';
import { shownName, shownPositions } from '#app/player/player.ts';
import type { DipoleChoice } from '#core/export/dipole.ts';
import { frozenOf } from '#core/export/exportSource.ts';
import type { Scheduler } from '#core/export/jobs.ts';
import { type Mesh, type MeshChoice, meshOf } from '#core/export/kpoints.ts';
import { LIMITS } from '#core/export/limits.ts';
import type { Dispersion } from '#core/export/vasp/vaspTags.ts';
import { OUTPUTS, RUN_OUTPUTS, takes } from '#core/io/formats.ts';
import { Choice, NumberField, SegmentedControl } from '#ui/kit/fields.tsx';
import { usePlayer } from '#ui/state/hooks.ts';
import { freezeOf } from './exportRequest.ts';
import { setOf } from './exportTargets.ts';

/** 1.1 ps is 1100 fs, as the terminal reads it. */
const fsOf = (ps: number): number => Number((1000 * ps).toPrecision(12));

/** The settings that concern one target. */
export function ExportSettings({
  model,
  target,
}: {
  readonly model: Model;
  readonly target: TargetId;
}) {
  const s = useStore(exportStore);
  const player = usePlayer((p) => p);
  const set = setOf(target);
  const format = OUTPUTS.find(({ id }) => target === `file:${id}`);
  const run = RUN_OUTPUTS.find(({ id }) => target === `run:${id}`);
  if (target === 'picture')
    return <p className="about">Twice as fine as on screen, transparent background.</p>;
  if (target === 'recipe')
    return (
      <p className="about">
        The document itself: the terminal’s <code>build</code> makes the same files of it, byte for
        byte.
      </p>
    );
  const frame = shownPositions(player) === null ? null : shownName(player);
  const isVasp = set?.code === 'vasp';
  const mesh = set?.mesh ?? null;
  return (
    <div className="export-settings">
      {frame !== null && !target.startsWith('run:') && !set?.takesFrames && (
        <div className="row">
          <span className="label">atoms from</span>
          <SegmentedControl
            label="Atoms from"
            value={s.fromFrame ? 'frame' : 'built'}
            options={[
              ['frame', frame.label],
              ['built', 'built'],
            ]}
            onChange={(v) => exportStore.setState({ fromFrame: v === 'frame' })}
          />
        </div>
      )}
      {format && takes(format.id, 'coordinates') && (
        <div className="row">
          <span className="label">coordinates</span>
          <SegmentedControl
            label="Coordinates"
            value={s.coordinates}
            options={[
              ['direct', 'Direct'],
              ['cartesian', 'Cartesian'],
            ]}
            onChange={(coordinates) => exportStore.setState({ coordinates })}
          />
        </div>
      )}
      {format && takes(format.id, 'symmetry') && (
        <label>
          <input
            type="checkbox"
            checked={s.symmetry}
            onChange={(e) => exportStore.setState({ symmetry: e.target.checked })}
          />{' '}
          List one atom of each orbit, where symmetry is found (built stack only)
        </label>
      )}
      {(format ?? run)?.write.holds.frozen.held !== 'no' && !set?.takesFrames && (
        <FreezeFields model={model} settings={s} />
      )}
      {set?.electrons && (
        <>
          {isVasp && (
            <NumberField
              label="ENCUT"
              title="Plane waves up to this energy; the paper's 400 eV. Not below ENMAX of any POTCAR"
              value={s.options.vasp.encutEV}
              digits={0}
              step={10}
              min={LIMITS.ENCUT[0]}
              max={LIMITS.ENCUT[1]}
              unit="eV"
              onPreview={(encutEV) => changeVasp({ encutEV })}
            />
          )}
          <Choice<Dispersion>
            label="dispersion"
            value={s.options.vasp.dispersion}
            options={[
              ['d3-zero', 'DFT-D3, zero damping'],
              ['d3-bj', 'DFT-D3, Becke–Johnson'],
              ['none', 'none'],
            ]}
            onChange={(dispersion) => changeVasp({ dispersion })}
          />
          <p className="about">
            The paper cites both DFT-D3 papers (2010 zero damping, 2011 Becke–Johnson): keep one for
            all runs.
          </p>
          {mesh !== null && (
            <MeshFields
              model={model}
              choice={s.options.vasp[mesh]}
              onChange={(choice) => changeVasp({ [mesh]: choice })}
            />
          )}
          <Choice<DipoleChoice>
            label="dipole correction"
            value={s.options.vasp.dipole}
            options={[
              ['auto', 'where the faces differ'],
              ['on', 'on'],
              ['off', 'off'],
            ]}
            onChange={(dipole) => changeVasp({ dipole })}
          />
        </>
      )}
      {set?.code === 'espresso' && <CutoffFields settings={s} />}
      {(set?.id === 'vasp-md' || set?.takesFrames) && <DynamicsFields settings={s} />}
      {set?.takesEnergies && (
        <Choice
          label="cell of the free slabs"
          value={s.options.slabBox}
          options={[
            ['vacuum', 'as much vacuum as the stack'],
            ['stack', 'as long as the stack’s cell'],
          ]}
          onChange={(slabBox) => changeOptions({ slabBox })}
        />
      )}
      {isVasp && <TagFields settings={s} />}
      {set !== null && set.code !== 'ase' && <JobFields settings={s} />}
      {set !== null && <BudgetFields settings={s} />}
    </div>
  );
}

function FreezeFields({
  model,
  settings: s,
}: {
  readonly model: Model;
  readonly settings: Settings;
}) {
  const flags = frozenOf({ built: model.built, freeze: freezeOf(s) });
  const held = flags === null ? 0 : flags.reduce((n, f) => n + f, 0) / 3;
  const planes = (label: string, key: 'bottomPlanes' | 'topPlanes') => (
    <NumberField
      label={label}
      value={s[key]}
      digits={0}
      step={1}
      min={0}
      max={200}
      short
      onPreview={(n) => exportStore.setState({ [key]: n })}
    />
  );
  return (
    <>
      <Choice<FreezeKind>
        label="frozen atoms"
        value={s.freeze}
        options={[
          ['none', 'none'],
          ['planes', 'outer planes'],
          ...(model.built.slabs.length > 1
            ? ([['beyond', 'far from the interface']] as const)
            : []),
        ]}
        onChange={(freeze) => exportStore.setState({ freeze })}
      />
      {s.freeze === 'planes' && (
        <>
          {planes('planes at the bottom', 'bottomPlanes')}
          {planes('planes at the top', 'topPlanes')}
        </>
      )}
      {s.freeze === 'beyond' && (
        <NumberField
          label="farther than"
          title="Distance along c from the facing plane of the nearest interface"
          value={s.beyondAng}
          digits={1}
          step={0.5}
          min={0}
          max={200}
          unit="Å"
          onPreview={(beyondAng) => exportStore.setState({ beyondAng })}
        />
      )}
      {s.freeze !== 'none' && (
        <p className="about">
          {held} of {model.report.atoms} atoms frozen.
        </p>
      )}
    </>
  );
}

function MeshFields({
  model,
  choice,
  onChange,
}: {
  readonly model: Model;
  readonly choice: MeshChoice;
  readonly onChange: (choice: MeshChoice) => void;
}) {
  const mesh = meshOf(model.built.structure.lattice, choice, {
    vacuumAlongC: model.report.vacuum > 0,
  });
  const axis = (k: 0 | 1 | 2, name: string) => (
    <NumberField
      key={name}
      label={`points along ${name}`}
      hideLabel
      value={mesh[k]}
      digits={0}
      step={1}
      min={1}
      max={100}
      short
      onPreview={(n) => {
        const next = mesh.map((m, i) => (i === k ? n : m)) as unknown as Mesh;
        onChange({ kind: 'mesh', mesh: next });
      }}
    />
  );
  return (
    <>
      <div className="row">
        <span className="label">k-points, Γ-centred</span>
        <SegmentedControl
          label="k-points by"
          value={choice.kind}
          options={[
            ['spacing', 'by spacing'],
            ['mesh', 'as mesh'],
          ]}
          onChange={(kind) =>
            onChange(kind === 'mesh' ? { kind, mesh } : { kind, spacingPerAng: 0.19 })
          }
        />
      </div>
      {choice.kind === 'spacing' ? (
        <NumberField
          label={`spacing at most (${mesh.join('×')})`}
          title="Between neighbouring points, with 2π in the reciprocal vectors, as KSPACING of VASP"
          value={choice.spacingPerAng}
          digits={3}
          step={0.01}
          min={0.02}
          max={2}
          unit="1/Å"
          onPreview={(spacingPerAng) => onChange({ kind: 'spacing', spacingPerAng })}
        />
      ) : (
        <fieldset className="export-mesh" aria-label="k-point mesh">
          {axis(0, 'a')}
          <span aria-hidden="true">×</span>
          {axis(1, 'b')}
          <span aria-hidden="true">×</span>
          {axis(2, 'c')}
        </fieldset>
      )}
    </>
  );
}

function CutoffFields({ settings: { options } }: { readonly settings: Settings }) {
  const field = (label: string, key: 'wavefunctionRy' | 'densityRy', title: string) => (
    <NumberField
      label={label}
      title={title}
      value={options[key]}
      digits={0}
      step={5}
      min={5}
      max={5000}
      unit="Ry"
      onPreview={(n) => changeOptions({ [key]: n })}
    />
  );
  return (
    <>
      {field('ecutwfc', 'wavefunctionRy', 'Wave functions; what your pseudopotentials ask for')}
      {field('ecutrho', 'densityRy', 'Density; 4 to 12 times ecutwfc')}
    </>
  );
}

function DynamicsFields({ settings: { options } }: { readonly settings: Settings }) {
  const d = options.vasp.dynamics;
  const change = (part: Partial<typeof d>) => changeVasp({ dynamics: { ...d, ...part } });
  const field = (
    label: string,
    unit: string,
    value: number,
    digits: number,
    step: number,
    max: number,
    onPreview: (n: number) => void,
  ) => (
    <NumberField
      {...{ label, unit, value, digits, step, max, onPreview }}
      min={unit === 'ps' ? LIMITS.heating[0] : step}
    />
  );
  return (
    <>
      {field('temperature', 'K', d.temperatureK, 0, 10, 5000, (temperatureK) =>
        change({ temperatureK }),
      )}
      {field('time step', 'fs', d.stepFs, 2, 0.05, 10, (stepFs) => change({ stepFs }))}
      {field('heating', 'ps', d.heatFs / 1000, 2, 0.05, 1000, (n) => change({ heatFs: fsOf(n) }))}
      {field('NVE', 'ps', d.nveFs / 1000, 2, 0.05, 1000, (n) => change({ nveFs: fsOf(n) }))}
      {field('used at the end', 'ps', d.lastFs / 1000, 2, 0.05, 1000, (n) =>
        change({ lastFs: fsOf(n) }),
      )}
    </>
  );
}

/** Text fields that a parser must pass; empty ones ask for nothing. */
function TagFields({ settings: s }: { readonly settings: Settings }) {
  return (
    <details className="more">
      <summary>Spin, U, single tags, potentials</summary>
      <PairField
        label="MAGMOM (μB)"
        hint="Fe=3, O=0"
        text={s.magmom}
        isGood={numbersOf(s.magmom) !== null}
        onChange={(magmom) => exportStore.setState({ magmom })}
      />
      <PairField
        label="U and J (eV)"
        hint="Fe=d 4.0, Ce=f 5 0.7"
        text={s.hubbard}
        isGood={hubbardOf(s.hubbard) !== null}
        onChange={(hubbard) => exportStore.setState({ hubbard })}
      />
      <PairField
        label="INCAR tags"
        hint="ALGO=Fast, NCORE=4"
        text={s.incar}
        isGood={pairsOf(s.incar) !== null}
        onChange={(incar) => exportStore.setState({ incar })}
      />
      <PairField
        label="potentials"
        hint="Pb=Pb_d"
        text={s.potcar}
        isGood={pairsOf(s.potcar) !== null}
        onChange={(potcar) => exportStore.setState({ potcar })}
      />
    </details>
  );
}

function PairField(props: {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  readonly isGood: boolean;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  return (
    <>
      <div className="row">
        <label htmlFor={id}>{props.label}</label>
        <span className={props.isGood ? 'field wide' : 'field wide bad'}>
          <input
            id={id}
            value={props.text}
            placeholder={props.hint}
            aria-invalid={!props.isGood}
            aria-describedby={props.isGood ? undefined : `${id}-hint`}
            onChange={(e) => props.onChange(e.target.value)}
          />
        </span>
      </div>
      {!props.isGood && (
        <p id={`${id}-hint`} role="alert" className="hint">
          Like {props.hint}, with commas between
        </p>
      )}
    </>
  );
}

function JobFields({ settings: { options } }: { readonly settings: Settings }) {
  const { job } = options.vasp;
  const change = (part: Partial<typeof job>) => changeVasp({ job: { ...job, ...part } });
  const field = (label: string, key: 'tasks' | 'nodes' | 'hours', max: number) => (
    <NumberField
      label={label}
      value={job[key]}
      digits={0}
      step={1}
      min={1}
      max={max}
      short
      onPreview={(n) => change({ [key]: n })}
    />
  );
  return (
    <details className="more">
      <summary>Job script</summary>
      <Choice<Scheduler>
        label="scheduler"
        value={job.scheduler}
        options={[
          ['slurm', 'Slurm'],
          ['pbs', 'PBS'],
          ['plain', 'none: a plain script'],
        ]}
        onChange={(scheduler) => change({ scheduler })}
      />
      {field('MPI ranks', 'tasks', 100_000)}
      {field('nodes', 'nodes', 10_000)}
      {field('hours', 'hours', 8760)}
    </details>
  );
}

function BudgetFields({ settings: s }: { readonly settings: Settings }) {
  return (
    <>
      <label>
        <input
          type="checkbox"
          checked={s.hasBudget}
          onChange={(e) => exportStore.setState({ hasBudget: e.target.checked })}
        />{' '}
        Warn above a number of atoms
      </label>
      {s.hasBudget && (
        <NumberField
          label="atom budget"
          value={s.budget}
          digits={0}
          step={10}
          min={1}
          max={400_000}
          onPreview={(budget) => exportStore.setState({ budget })}
        />
      )}
    </>
  );
}
