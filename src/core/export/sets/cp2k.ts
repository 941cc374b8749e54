import type { InputSet } from '#core/export/inputSet.ts';
import { jobScript } from '#core/export/job/jobScript.ts';
import { dipole, dispersion, job, magmom, relaxMesh } from '#core/export/settings/settings.ts';
import { spinText } from '#core/export/spin.ts';
import { cp2kOf, settingsOf } from '#core/export/writeFile.ts';
import { isOfPaper } from '#core/recipe/presets/ofPaper.ts';
import { d3Text, howToRun, meshText, settingsText } from './remarks.ts';

/** Relaxation and energy with CP2K: two inputs on one mesh, and a job script. */
export const cp2kSet = {
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
  moments: 'carried',
  hubbard: {
    means:
      'CP2K has no DFT+U with k-points: 2023.1 stops with "Method not implemented for k-points".',
    fix: 'Take a cell that is large enough for the Gamma point alone, and add PLUS_U to each KIND; or use another code.',
  },
  settings: [dispersion, relaxMesh, dipole, magmom, ...job],
  bundle: (source, options) => {
    // One mesh for both: their energies are compared.
    const calculation = { ...options.vasp, ...options, electronicMesh: options.vasp.relaxMesh };
    const isCorrected = settingsOf(source, 'relax', calculation).dipole !== null;
    return {
      files: [
        ...(isCorrected ? [{ path: 'start.inp', text: cp2kOf(source, 'start', calculation) }] : []),
        { path: 'relax.inp', text: cp2kOf(source, 'relax', calculation) },
        { path: 'energy.inp', text: cp2kOf(source, 'energy', calculation) },
        jobScript({
          ...options.vasp.job,
          name: 'cp2k',
          command: 'cp2k.psmp',
          variable: 'CP2K',
          body: [
            ...(isCorrected ? ['run_code -i start.inp -o start.out'] : []),
            'run_code -i relax.inp -o relax.out',
          ],
        }),
      ],
      sections: [
        howToRun(
          isCorrected
            ? 'cp2k.psmp -i start.inp, then -i relax.inp, or submit job.sh. With the dipole correction on from the first step the charge of such a slab need not converge, and CP2K stops with "Dipole correction needs more vacuum": start.inp computes it without the correction, and the others start from its restart file.'
            : 'cp2k.psmp -i relax.inp, or submit job.sh.',
          'CP2K ships the basis sets and potentials that are named; set CP2K_DATA_DIR if it does not find them.',
        ),
        settingsText(
          `Gaussian basis DZVP-MOLOPT-SR-GTH with GTH pseudopotentials: our choice${isOfPaper(source.built) ? ', the paper used plane waves' : ''}.`,
          spinText(options),
          meshText(source),
          d3Text(source),
        ),
      ],
    };
  },
} as const satisfies InputSet;
