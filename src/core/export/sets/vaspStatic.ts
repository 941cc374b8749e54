import type { InputSet } from '#core/export/inputSet.ts';
import {
  dipole,
  dispersion,
  electronicMesh,
  encut,
  job,
  tags,
} from '#core/export/settings/settings.ts';
import type { TagGroup } from '#core/export/vasp/incar.ts';
import { ours, runFiles, runOf, task, vaspJob } from '#core/export/vasp/vaspRun.ts';
import {
  d3Text,
  ENMAX,
  howToRun,
  LDIPOL,
  meshText,
  POTCAR,
  settingsText,
  tagsText,
} from './remarks.ts';

/** VASP run of fixed atoms for density of states and potential. */
export const vaspStatic = {
  id: 'vasp-static',
  label: 'Static + DOS',
  hint: 'electronic structure',
  title: 'VASP static run and density of states',
  group: 'vasp',
  code: 'VASP',
  format: 'poscar',
  electrons: true,
  mesh: 'electronicMesh',
  moves: false,
  moments: 'carried',
  hubbard: 'carried',
  settings: [encut, dispersion, electronicMesh, dipole, ...tags, ...job],
  bundle: (source, { vasp }) => {
    const run = runOf(source, vasp, vasp.electronicMesh);
    return {
      files: [
        ...runFiles(run, vasp, {
          name: 'static',
          groups: staticTags(source.report.vacuum > 0),
          ediffEV: '1E-6',
        }),
        vaspJob('static', vasp, run.mesh, ['make_potcar', 'run_code > vasp.out']),
      ],
      sections: [
        howToRun(
          'Put the relaxed CONTCAR here as POSCAR first: the POSCAR in this bundle is the stack as it was exported.',
          POTCAR,
          'Then submit job.sh. DOSCAR and PROCAR hold the density of states by atom (atoms.csv says which slab each atom belongs to), LOCPOT the potential.',
          LDIPOL,
        ),
        settingsText(tagsText(source), meshText(source), d3Text(source), ENMAX),
      ],
    };
  },
} as const satisfies InputSet;

const staticTags = (hasVacuum: boolean): readonly TagGroup[] => [
  {
    heading: 'Electrons of the fixed atoms, density of states',
    tags: [
      task('IBRION', '-1', 'the atoms stay'),
      task('NSW', '0', 'no step of the atoms'),
      ours('LORBIT', '11', 'density of states by atom and by lm, for film and substrate apart'),
      ours('NEDOS', '3001', 'points of the density of states'),
      ours(
        'LVHAR',
        '.TRUE.',
        `writes the electrostatic potential, to line bands up${hasVacuum ? ' and find the vacuum level' : ''}`,
      ),
      ours('LWAVE', '.TRUE.', 'keeps WAVECAR'),
      ours('LCHARG', '.TRUE.', 'keeps CHGCAR'),
    ],
  },
];
