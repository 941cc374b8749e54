import { useId } from 'react';
import { choose, type RunSettings } from '#app/md/runStore.ts';
import type { Built } from '#core/recipe/build.ts';
import { NumberField, SegmentedControl } from '#ui/kit/fields.tsx';
import { FreezeFields } from '#ui/stack/FreezeFields.tsx';

const ABOUT: Readonly<Record<RunSettings['kind'], string>> = {
  relax: 'Downhill in the fixed cell (FIRE) until the forces together are below 0.01 kcal/mol/Å.',
  paper:
    'As Qiu et al. (Adv. Sci. 2023, 10, 2206560): relaxed, 300 K by rescaling velocities, then NVE. How they rescaled is not printed; here every 10 steps.',
  nvt: 'Relaxed, then held at the temperature by a thermostat. The cell stays as it is.',
  custom: `LAMMPS commands of your own. Box, potential and snapshots are set up before; $\{seed} and $\{temperature} hold the numbers below. Give velocities and fixes to the group mobile: all atoms that are not held. The cell and the number of atoms have to stay.`,
};

interface MdSettingsProps {
  readonly built: Built;
  readonly settings: RunSettings;
}

/** Protocol and its numbers; each field refuses what the engine would. */
export function MdSettings({ built, settings: s }: MdSettingsProps) {
  const moving = s.kind !== 'relax';
  return (
    <section aria-label="Protocol">
      <h3 className="caps">Protocol</h3>
      <SegmentedControl
        label="Protocol"
        value={s.kind}
        options={[
          ['relax', 'Relax'],
          ['paper', 'Paper'],
          ['nvt', 'NVT'],
          ['custom', 'Script'],
        ]}
        onChange={(kind) => choose({ kind })}
      />
      <p className="about">{ABOUT[s.kind]}</p>
      {s.kind === 'custom' && <Script text={s.script} />}
      {moving && (
        <Setting
          label="temperature"
          value={s.temperatureK}
          digits={1}
          step={10}
          min={0.1}
          max={10_000}
          unit="K"
          onPreview={(temperatureK) => choose({ temperatureK })}
        />
      )}
      {(s.kind === 'paper' || s.kind === 'nvt') && (
        <Setting
          label="length"
          value={s.lengthPs}
          digits={3}
          step={0.5}
          min={0.001}
          max={100_000}
          unit="ps"
          onPreview={(lengthPs) => choose({ lengthPs })}
        />
      )}
      {s.kind === 'paper' && (
        <>
          <Setting
            label="of it heating"
            value={s.heatingPs}
            digits={3}
            step={0.5}
            min={0}
            max={100_000}
            unit="ps"
            onPreview={(heatingPs) => choose({ heatingPs })}
          />
          {s.heatingPs >= s.lengthPs && (
            <p className="hint">All of it is heating: make it longer to see NVE.</p>
          )}
        </>
      )}
      {s.kind === 'nvt' && <Bath settings={s} />}
      {moving && (
        <Setting
          label="time step"
          value={s.timestepFs}
          digits={3}
          step={0.1}
          min={0.001}
          max={20}
          unit="fs"
          onPreview={(timestepFs) => choose({ timestepFs })}
        />
      )}
      {s.kind === 'relax' && (
        <Setting
          label="iterations at most"
          value={s.maxIterations}
          digits={0}
          step={100}
          min={1}
          max={1_000_000}
          onPreview={(maxIterations) => choose({ maxIterations })}
        />
      )}
      <Setting
        label="snapshot every"
        value={s.snapshotSteps}
        digits={0}
        step={1}
        min={1}
        max={1_000_000}
        unit={moving ? 'steps' : 'iterations'}
        onPreview={(snapshotSteps) => choose({ snapshotSteps })}
      />
      {moving && (
        <Setting
          label="seed"
          title="Of the starting velocities: the same seed gives the same run"
          value={s.seed}
          digits={0}
          step={1}
          min={1}
          max={2 ** 31 - 1}
          onPreview={(seed) => choose({ seed })}
        />
      )}
      <FreezeFields built={built} />
    </section>
  );
}

function Bath({ settings: s }: { readonly settings: RunSettings }) {
  return (
    <>
      <div className="row">
        <span className="label">thermostat</span>
        <SegmentedControl
          label="Thermostat"
          value={s.thermostat}
          options={[
            ['nose-hoover', 'Nosé–Hoover'],
            ['langevin', 'Langevin'],
          ]}
          onChange={(thermostat) => choose({ thermostat })}
        />
      </div>
      <Setting
        label="relaxation time"
        title="In which the thermostat pulls the temperature back"
        value={s.dampFs}
        digits={1}
        step={10}
        min={s.timestepFs}
        max={1_000_000}
        unit="fs"
        onPreview={(dampFs) => choose({ dampFs })}
      />
    </>
  );
}

function Script({ text }: { readonly text: string }) {
  const id = useId();
  return (
    <div className="md-script">
      <label htmlFor={id}>LAMMPS commands</label>
      <textarea
        id={id}
        rows={8}
        wrap="off"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(e) => choose({ script: e.target.value })}
      />
    </div>
  );
}

type SettingProps = Omit<Parameters<typeof NumberField>[0], 'onCommit' | 'trim'>;

const Setting = (props: SettingProps) => <NumberField {...props} trim />;
