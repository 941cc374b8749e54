import { useId } from 'react';
import { isParticle, type RunBuilt } from '#app/md/particle/runBuilt.ts';
import { choose, type EngineChoice, type RunSettings } from '#app/md/runStore.ts';
import { degreesOf } from '#app/md/runs.ts';
import { NumberField, SegmentedControl } from '#ui/kit/fields.tsx';
import { FreezeFields } from '#ui/stack/FreezeFields.tsx';

const ABOUT: Readonly<Record<RunSettings['kind'], string>> = {
  relax: 'Downhill in the fixed cell (FIRE) until the forces together are below 0.01 kcal/mol/Å.',
  paper:
    'As Qiu et al. (Adv. Sci. 2023, 10, 2206560): relaxed, 300 K by rescaling velocities, then NVE. How they rescaled is not printed; here every 10 steps.',
  nvt: 'Relaxed, then held at the temperature by a thermostat. The cell stays as it is.',
  custom: `LAMMPS commands of your own. Box, potential and snapshots are set up before; $\{seed} and $\{temperature} hold the numbers below. Give velocities and fixes to the group mobile: all atoms that are not held. The cell and the number of atoms have to stay.`,
};

const ABOUT_UNIVERSAL_RELAX =
  'Downhill by L-BFGS until no force is larger than the one below. Contacts need it small: a run that is stopped early may not have them yet.';

interface MdSettingsProps {
  readonly built: RunBuilt;
  readonly settings: RunSettings;
  readonly engine: EngineChoice;
}

/** Protocol and its numbers; each field refuses what the engine would. */
export function MdSettings({ built, settings: s, engine }: MdSettingsProps) {
  const moving = s.kind !== 'relax';
  const isUniversal = engine === 'universal';
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
          ...(isUniversal ? [] : ([['custom', 'Script']] as const)),
        ]}
        onChange={(kind) => choose({ kind })}
      />
      <p className="about">
        {isUniversal && s.kind === 'relax' ? ABOUT_UNIVERSAL_RELAX : ABOUT[s.kind]}
      </p>
      {isUniversal && !moving && <Relaxing built={built} settings={s} />}
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
      {s.kind === 'relax' && !isUniversal && (
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
      {(moving || !isUniversal) && (
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
      )}
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
      {!isParticle(built) && <FreezeFields built={built} />}
    </section>
  );
}

const MOVES: Readonly<Record<RunSettings['degrees'], string>> = {
  atoms: 'All atoms that are not frozen, in the cell as it is.',
  d0: 'First each film as a whole along c, which becomes its d₀ in the document; then all atoms. Films with frozen atoms stay.',
  c: 'The atoms and the length of c, where the stack repeats; the gap at the cell’s wall takes the change up. a and b stay.',
};

const ALONE =
  'All atoms. At the end the particle as a whole is moved and turned back onto its place.';

/** What a relaxation by the universal potential moves, and when it ends. */
function Relaxing({ built, settings: s }: Omit<MdSettingsProps, 'engine'>) {
  const degreesHere = (wanted: RunSettings['degrees']) =>
    isParticle(built) ? 'atoms' : degreesOf(built.recipe, wanted);
  const degrees = degreesHere(s.degrees);
  const all = [
    ['atoms', 'Atoms'],
    ['d0', 'd₀, atoms'],
    ['c', 'Atoms, c'],
  ] as const;
  return (
    <>
      <div className="row">
        <span className="label">moves</span>
        <SegmentedControl
          label="What moves"
          value={degrees}
          options={all.filter(([kind]) => degreesHere(kind) === kind)}
          onChange={(wanted) => choose({ degrees: wanted })}
        />
      </div>
      <p className="about">{isParticle(built) ? ALONE : MOVES[degrees]}</p>
      <Setting
        label="largest force"
        value={s.forceEvAng}
        digits={4}
        step={0.005}
        min={0.0005}
        max={1}
        unit="eV/Å"
        onPreview={(forceEvAng) => choose({ forceEvAng })}
      />
      <Setting
        label="steps at most"
        value={s.relaxSteps}
        digits={0}
        step={100}
        min={1}
        max={100_000}
        onPreview={(relaxSteps) => choose({ relaxSteps })}
      />
    </>
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
