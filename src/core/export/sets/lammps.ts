import type { InputSet } from '#core/export/inputSet.ts';
import { jobScript } from '#core/export/job/jobScript.ts';
import { originLines } from '#core/export/provenance.ts';
import { job, kspace } from '#core/export/settings/settings.ts';
import { commentLines } from '#core/io/text/comment.ts';
import { howToRun, settingsText } from './remarks.ts';

const NO_ELECTRONS = {
  means: 'It holds no electrons.',
  fix: 'Nothing needs doing: the classical preview has no electrons.',
} as const;

/** The classical preview for any LAMMPS: data file, input and a job script. */
export const lammpsSet = {
  id: 'lammps',
  label: 'LAMMPS',
  hint: 'data and input of the classical preview',
  title: 'LAMMPS data and input',
  group: 'codes',
  code: 'LAMMPS',
  format: 'lammps',
  electrons: false,
  mesh: null,
  moves: true,
  takesSeed: true,
  moments: NO_ELECTRONS,
  hubbard: NO_ELECTRONS,
  settings: [kspace, ...job],
  dipoleSaid: (_, { kspace: sum }) =>
    sum === 'pppm'
      ? {
          text: 'The whole Coulomb sum has slab correction: the field of the periodic images is taken away.',
          isCorrected: true,
          otherwise: null,
        }
      : {
          text: 'The damped Coulomb sum ends at 12 Å and has no field of a slab’s dipole, neither its own nor that of its images.',
          isCorrected: false,
          otherwise: 'take the whole Coulomb sum (--kspace pppm), which has slab correction',
        },
  bundle: (source, { vasp, kspace: sum }, writer) => {
    const { script, data, assumptions } = writer.write(source, sum);
    const origin = commentLines('#', originLines(source.built)).join('\n');
    return {
      files: [
        { path: 'in.lammps', text: `${origin}\n${script}` },
        { path: 'structure.data', text: data },
        jobScript({
          ...vasp.job,
          name: 'lammps',
          command: 'lmp',
          variable: 'LAMMPS',
          body: ['run_code -in in.lammps'],
        }),
      ],
      sections: [
        howToRun(
          `lmp -in in.lammps, with structure.data beside it; or submit job.sh.${sum === 'pppm' ? ' This LAMMPS needs the package KSPACE.' : ''}`,
        ),
        settingsText(
          'A classical preview, not DFT: sources of the parameters are in the head of in.lammps.',
          ...assumptions,
        ),
      ],
    };
  },
} as const satisfies InputSet;
