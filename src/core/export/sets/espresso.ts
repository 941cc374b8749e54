import type { InputSet } from '#core/export/inputSet.ts';
import { jobScript } from '#core/export/jobs.ts';
import { cutoffs, dipole, dispersion, job, relaxMesh } from '#core/export/settings/settings.ts';
import { pwOf } from '#core/export/writeFile.ts';
import { D3, MESH, runText, settingsText } from './remarks.ts';

export const espresso = {
  id: 'qe',
  label: 'Quantum ESPRESSO',
  hint: 'pw.x, relax and scf',
  title: 'Quantum ESPRESSO pw.x',
  group: 'codes',
  code: 'Quantum ESPRESSO',
  format: 'qe',
  electrons: true,
  mesh: 'relaxMesh',
  moves: true,
  spin: {
    means:
      'pw.x takes a starting magnetisation as a fraction of the valence electrons, which depend on your pseudopotential, and writes U in one way up to version 7.0 and in another since: neither can be written without knowing both.',
    fix: 'Add nspin = 2 and starting_magnetization(i) to &SYSTEM, and U as your version of pw.x wants it.',
  },
  settings: [dispersion, relaxMesh, dipole, ...cutoffs, ...job],
  bundle: (source, options) => {
    const calculation = { ...options.vasp, ...options };
    return {
      files: [
        { path: 'relax.in', text: pwOf(source, 'relax', calculation) },
        { path: 'scf.in', text: pwOf(source, 'scf', calculation) },
        jobScript({
          ...options.vasp.job,
          name: 'qe',
          command: 'pw.x',
          variable: 'PW',
          body: ['run_code -in relax.in > relax.out'],
        }),
      ],
      sections: [
        runText(
          'Put a pseudopotential for each element into pseudo/ and write its name in place of ELEMENT.user-supplied.UPF in both inputs.',
          'pw.x -in relax.in, or submit job.sh. For scf.in copy the relaxed positions over first.',
        ),
        settingsText(
          'Cut-offs are ours and must follow your pseudopotentials: see the hints in their headers.',
          'Smearing and force threshold are those of the VASP sets.',
          MESH,
          D3,
        ),
      ],
    };
  },
} as const satisfies InputSet;
