import type { InputSet } from '#core/export/inputSet.ts';
import { jobScript } from '#core/export/jobs.ts';
import { dipole, dispersion, job, relaxMesh } from '#core/export/settings/settings.ts';
import { cp2kOf } from '#core/export/writeFile.ts';
import { D3, MESH, runText, settingsText } from './remarks.ts';

export const cp2k = {
  id: 'cp2k',
  label: 'CP2K',
  hint: 'relaxation and energy',
  title: 'CP2K',
  group: 'codes',
  code: 'CP2K',
  format: 'cp2k',
  electrons: true,
  mesh: 'relaxMesh',
  moves: true,
  spin: {
    means:
      'CP2K needs the multiplicity of the whole cell besides the moments, and has no DFT+U with k-points.',
    fix: 'Add UKS and MULTIPLICITY to &DFT, and MAGNETIZATION to each &KIND.',
  },
  settings: [dispersion, relaxMesh, dipole, ...job],
  bundle: (source, options) => {
    const calculation = { ...options.vasp, ...options };
    return {
      files: [
        { path: 'relax.inp', text: cp2kOf(source, 'relax', calculation) },
        { path: 'energy.inp', text: cp2kOf(source, 'energy', calculation) },
        jobScript({
          ...options.vasp.job,
          name: 'cp2k',
          command: 'cp2k.psmp',
          variable: 'CP2K',
          body: ['run_code -i relax.inp -o relax.out'],
        }),
      ],
      sections: [
        runText(
          'cp2k.psmp -i relax.inp, or submit job.sh. CP2K ships the basis sets and potentials that are named; set CP2K_DATA_DIR if it does not find them.',
        ),
        settingsText(
          'Gaussian basis DZVP-MOLOPT-SR-GTH with GTH pseudopotentials: our choice, the paper used plane waves.',
          MESH,
          D3,
        ),
      ],
    };
  },
} as const satisfies InputSet;
