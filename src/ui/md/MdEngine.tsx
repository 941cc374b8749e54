import { useEffect } from 'react';
import { useStore } from 'zustand';
import { choose, type EngineChoice, mdStore } from '#app/md/runStore.ts';
import { engineOf } from '#app/md/runs.ts';
import { lookForModel, modelStore } from '#app/universal/modelStore.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';

const ABOUT: Readonly<Record<EngineChoice, string>> = {
  universal: 'Nequix: a network trained on PBE calculations of 89 elements.',
  lammps:
    'LAMMPS with point charges and pair forms from the literature: a fast preview, and not DFT.',
  own: 'LAMMPS with a potential file that you bring.',
};

/** Which engine runs, by which potential. */
export function MdEngine() {
  const settings = useStore(mdStore, (md) => md.settings);
  const model = useStore(modelStore, (m) => m.model);
  useEffect(() => void lookForModel(), []);
  const engine = engineOf(settings, model);
  const change = (wanted: EngineChoice): void =>
    // Scripts are LAMMPS's.
    choose({
      engine: wanted,
      ...(wanted === 'universal' && settings.kind === 'custom' ? { kind: 'relax' } : {}),
    });
  return (
    <section aria-label="Engine">
      <h3 className="caps">Engine</h3>
      <SegmentedControl
        label="Engine"
        value={engine}
        options={[
          ['lammps', 'Classical'],
          ['universal', 'Machine-learned'],
          ['own', 'Your own'],
        ]}
        onChange={change}
      />
      <p className="about">{ABOUT[engine]}</p>
    </section>
  );
}
