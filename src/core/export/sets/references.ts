import type { InputSet } from '#core/export/inputSet.ts';
import { bulkChecks, referenceBundle } from '#core/export/references/referenceBundle.ts';
import {
  dipole,
  dispersion,
  encut,
  job,
  relaxMesh,
  slabBox,
  tags,
} from '#core/export/settings/settings.ts';
import { d3Text, ENMAX, howToRun, meshText, RESTART, settingsText, tagsText } from './remarks.ts';

/** The seven VASP relaxations from which work of adhesion, interface and strain energy follow. */
export const references = {
  id: 'references',
  label: 'References',
  hint: 'free slabs and bulks, for adhesion, interface and strain energy',
  title: 'stack, free slabs and bulks, for interface, adhesion and strain energies',
  group: 'energies',
  code: 'VASP',
  format: 'poscar',
  electrons: true,
  mesh: 'relaxMesh',
  moves: true,
  takesEnergies: true,
  moments: 'carried',
  hubbard: 'carried',
  settings: [encut, dispersion, relaxMesh, dipole, slabBox, ...tags, ...job],
  checks: bulkChecks,
  bundle: (source, options) => {
    const { files, sections } = referenceBundle(source, options);
    return {
      files,
      sections: [
        howToRun(
          'Each folder is a VASP relaxation of the atoms in their fixed cell, with the same settings throughout. Run job.sh in each, after POTCAR.spec has been met (VASP_PP_PATH).',
          RESTART,
          'Use the energies "energy(sigma->0)" of the last step of each OUTCAR.',
        ),
        settingsText(tagsText(source), meshText(source), d3Text(source), ENMAX),
        ...sections,
      ],
    };
  },
} as const satisfies InputSet;
