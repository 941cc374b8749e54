import type { InputSet } from '#core/export/inputSet.ts';
import { jobScript } from '#core/export/job/jobScript.ts';
import {
  cutoffs,
  dipole,
  dispersion,
  hubbard,
  job,
  magmom,
  relaxMesh,
} from '#core/export/settings/settings.ts';
import { hubbardText, spinText } from '#core/export/spin.ts';
import { pwOf } from '#core/export/writeFile.ts';
import { d3Text, howToRun, meshText, settingsText } from './remarks.ts';

/** Older versions pass over a card that they do not know, and run without U. */
const U_IS_READ = [
  "grep -q Hubbard relax.out || { echo 'relax.out names no Hubbard U: this pw.x is older than 7.1 and passed over the HUBBARD card' >&2; exit 1; }",
];

/** Relaxation and energy with pw.x of Quantum ESPRESSO: two inputs on one mesh, and a job script. */
export const espressoSet = {
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
  moments: 'carried',
  hubbard: 'carried',
  settings: [dispersion, relaxMesh, dipole, magmom, hubbard, ...cutoffs, ...job],
  bundle: (source, options) => {
    // One mesh for both: their energies are compared.
    const calculation = { ...options.vasp, ...options, electronicMesh: options.vasp.relaxMesh };
    return {
      files: [
        { path: 'relax.in', text: pwOf(source, 'relax', calculation) },
        { path: 'scf.in', text: pwOf(source, 'scf', calculation) },
        jobScript({
          ...options.vasp.job,
          name: 'qe',
          command: 'pw.x',
          variable: 'PW',
          body: [
            'run_code -in relax.in > relax.out',
            ...(options.vasp.hubbard === null ? [] : U_IS_READ),
          ],
        }),
      ],
      sections: [
        howToRun(
          'Put a pseudopotential for each element into pseudo/ and write its name in place of ELEMENT.user-supplied.UPF in both inputs.',
          'pw.x -in relax.in, or submit job.sh. For scf.in copy the relaxed positions over first.',
        ),
        settingsText(
          'Cut-offs are ours and must follow your pseudopotentials: see the hints in their headers.',
          'Gaussian smearing of 0.05 eV; forces are relaxed to 0.02 eV/Angstrom.',
          spinText(options),
          ...hubbardText(options),
          meshText(source),
          d3Text(source),
        ),
      ],
    };
  },
} as const satisfies InputSet;
