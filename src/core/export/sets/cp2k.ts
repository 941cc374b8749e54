import type { InputSet, Section } from '#core/export/inputSet.ts';
import { jobScript } from '#core/export/job/jobScript.ts';
import { dipole, dispersion, job, magmom, relaxMesh } from '#core/export/settings/settings.ts';
import { spinText } from '#core/export/spin.ts';
import { cp2kOf, isPolar, settingsOf } from '#core/export/writeFile.ts';
import { isOfPaper } from '#core/recipe/presets/ofPaper.ts';
import { d3Text, howToRun, meshText, settingsText } from './remarks.ts';

/** What was measured of slabs with a dipole, docs/measured.md. */
const POLAR: Section = {
  heading: 'Dipole correction: in energy.inp, not in relax.inp',
  lines: [
    'This stack has a formal dipole along c, or charges that are not known. With SURFACE_DIPOLE_CORRECTION from the first step CP2K 2023.1 did not converge on such slabs and stopped with "Dipole correction needs more vacuum". So relax.inp runs without it: its forces hold the field of the periodic images.',
    'energy.inp has the correction, a fixed SURF_DIP_POS, a gentle mixing, and starts from the charge of relax.inp, whose last positions you copy into it first. Measured: converged in 37 steps on 24 atoms with a formal dipole of 8.3 e*Angstrom, in 56 steps on 50 atoms with 16.7 e*Angstrom, where the density first changes by much and the energy jumps by 8 Ha. Its lines in MIXING, SCF_GUESS and SURF_DIP_POS make a relaxation with the correction, too, which has not been run.',
    'A large formal dipole is a warning in itself: such a slab may turn metallic at its faces. Two alike faces need no correction.',
  ],
};

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
  dipoleSaid: (report) =>
    isPolar(report)
      ? {
          text: 'The dipole correction is on in energy.inp alone: with it the charge of a polar slab need not converge from the first step, so relax.inp runs without it and its forces hold the field of the periodic images.',
          isCorrected: true,
          otherwise: null,
        }
      : null,
  bundle: (source, options) => {
    // One mesh for both: their energies are compared.
    const calculation = { ...options.vasp, ...options, electronicMesh: options.vasp.relaxMesh };
    const isHalfCorrected = settingsOf(source, 'relax', calculation).dipole?.isPolar ?? false;
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
        howToRun(
          'cp2k.psmp -i relax.inp, or submit job.sh.',
          'CP2K ships the basis sets and potentials that are named; set CP2K_DATA_DIR if it does not find them.',
        ),
        ...(isHalfCorrected ? [POLAR] : []),
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
