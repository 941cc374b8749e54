import type { InputSet } from '#core/export/inputSet.ts';
import { dipole, dispersion, encut, job, relaxMesh, tags } from '#core/export/settings/settings.ts';
import { RELAX_TAGS, runFiles, runOf, vaspJob } from '#core/export/vasp/vaspRun.ts';
import {
  d3Text,
  ENMAX,
  howToRun,
  LDIPOL,
  meshText,
  POTCAR,
  RESTART,
  settingsText,
  tagsText,
} from './remarks.ts';

/** VASP relaxation of the atoms in the fixed cell. */
export const vaspRelax = {
  id: 'vasp-relax',
  label: 'Relaxation',
  hint: 'atoms move, the cell stays',
  title: 'VASP relaxation',
  group: 'vasp',
  code: 'VASP',
  format: 'poscar',
  electrons: true,
  mesh: 'relaxMesh',
  moves: true,
  moments: 'carried',
  hubbard: 'carried',
  settings: [encut, dispersion, relaxMesh, dipole, ...tags, ...job],
  bundle: (source, { vasp }) => {
    const run = runOf(source, vasp, vasp.relaxMesh);
    return {
      files: [
        ...runFiles(run, vasp, { name: 'relaxation', groups: RELAX_TAGS, ediffEV: '1E-5' }),
        vaspJob('relax', vasp, run.mesh, ['make_potcar', 'run_code > vasp.out']),
      ],
      sections: [
        howToRun(POTCAR, 'Then submit job.sh. The relaxed stack is in CONTCAR.', RESTART, LDIPOL),
        settingsText(tagsText(source), meshText(source), d3Text(source), ENMAX),
      ],
    };
  },
} as const satisfies InputSet;
