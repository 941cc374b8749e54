import type { OutFile, Source } from '#core/export/exportSource.ts';
import type { InputSet } from '#core/export/inputSet.ts';
import {
  dipole,
  dispersion,
  dynamics,
  encut,
  job,
  relaxMesh,
  tags,
} from '#core/export/settings/settings.ts';
import type { Tag, TagGroup } from '#core/export/vasp/incar.ts';
import { MD_BODY } from '#core/export/vasp/mdJob.ts';
import type { Dynamics, VaspOptions } from '#core/export/vasp/vaspOptions.ts';
import { ours, paper, runFiles, runOf, stepsOf, task, vaspJob } from '#core/export/vasp/vaspRun.ts';
import { isOfPaper } from '#core/recipe/presets/ofPaper.ts';
import { d3Text, howToRun, meshText, POTCAR, settingsText, tagsText } from './remarks.ts';

const RESTART_MD =
  'When a time limit ends the job, submit job.sh again, as often as it takes: a stage whose steps are all done is left alone, an unfinished one goes on from its CONTCAR, velocities included, with NSW set to the steps that are left (steps.total keeps the whole number). What former jobs wrote is in part-01, part-02, ..., and 2-nve/XDATCAR.all joins them in the end. A job killed in the middle of a write may repeat or lack one step there; to end one cleanly before its limit, write "LSTOP = .TRUE." into STOPCAR in the running folder. To start a stage over, remove its OSZICAR, CONTCAR, steps.total and part-* and put the first NSW back.';

/** Velocities are brought back to the temperature this often. Not printed in the paper. */
const RESCALE_FS = 10;

/** VASP dynamics in two folders: heating by rescaled velocities, then the microcanonical ensemble. */
export const vaspMd = {
  id: 'vasp-md',
  label: 'Dynamics',
  hint: 'heating by rescaling, then NVE',
  title: 'VASP molecular dynamics, heating and NVE',
  group: 'vasp',
  code: 'VASP',
  format: 'poscar',
  electrons: true,
  mesh: 'relaxMesh',
  moves: true,
  moments: 'carried',
  hubbard: 'carried',
  settings: [encut, dispersion, relaxMesh, dipole, ...dynamics, ...tags, ...job],
  bundle: (source, { vasp }) => {
    const d = vasp.dynamics;
    return {
      files: filesOf(source, vasp),
      sections: [
        howToRun(
          'Put the relaxed CONTCAR into 1-heat as POSCAR first: the POSCAR there is the stack as it was exported.',
          POTCAR,
          `job.sh heats for ${d.heatFs / 1000} ps in 1-heat, then hands CONTCAR with its velocities to 2-nve for ${d.nveFs / 1000} ps. The last ${d.lastFs / 1000} ps of 2-nve/XDATCAR.all are for the set vasp-namd.`,
          RESTART_MD,
        ),
        settingsText(
          tagsText(source),
          isOfPaper(source.built)
            ? 'The paper prints neither how often it rescaled nor the mesh of its dynamics: here every 10 fs, and the mesh of the relaxation.'
            : 'Velocities are rescaled every 10 fs; the mesh is that of the relaxation.',
          meshText(source),
          d3Text(source),
        ),
      ],
    };
  },
} as const satisfies InputSet;

function filesOf(source: Source, options: VaspOptions): readonly OutFile[] {
  const d = options.dynamics;
  const run = runOf(source, options, options.relaxMesh);
  const every = Math.max(1, stepsOf(RESCALE_FS, d));
  const heat = dynamicsGroup(
    `Heating to ${d.temperatureK} K by repeated rescaling of the velocities`,
    stepsOf(d.heatFs, d),
    d,
    [
      paper(
        'SMASS',
        '-1',
        'velocities are scaled every NBLOCK steps to the temperature between TEBEG and TEEND',
      ),
      ours('NBLOCK', String(every), 'how often, in steps, and how often XDATCAR is written'),
      paper(
        'TEBEG',
        String(d.temperatureK),
        'temperature at the start, K. Velocities are drawn for it',
      ),
      paper('TEEND', String(d.temperatureK), 'temperature at the end, K'),
    ],
  );
  const nve = dynamicsGroup('Microcanonical ensemble (NVE)', stepsOf(d.nveFs, d), d, [
    paper('SMASS', '-3', 'no thermostat, the total energy is kept'),
    task('NBLOCK', '1', 'XDATCAR holds every step'),
    task('TEBEG', String(d.temperatureK), 'not used, the velocities come with the POSCAR'),
  ]);
  const ediffEV = '1E-5';
  const place = (folder: string, files: readonly OutFile[]) =>
    files.map((f) => ({ ...f, path: `${folder}/${f.path}` }));
  const nveFiles = runFiles(run, options, { name: 'NVE', groups: [nve], ediffEV });
  return [
    ...place('1-heat', runFiles(run, options, { name: 'heating', groups: [heat], ediffEV })),
    // Its POSCAR is the CONTCAR of the heating, which holds the velocities.
    ...place(
      '2-nve',
      nveFiles.filter((f) => f.path !== 'POSCAR'),
    ),
    vaspJob('md', options, run.mesh, MD_BODY),
  ];
}

function dynamicsGroup(
  heading: string,
  steps: number,
  d: Dynamics,
  tags: readonly Tag[],
): TagGroup {
  return {
    heading,
    tags: [
      task('IBRION', '0', 'molecular dynamics'),
      task('MDALGO', '0', 'the standard integrator, whose ensemble SMASS decides'),
      ...tags,
      paper('POTIM', String(d.stepFs), 'time step, fs'),
      paper('NSW', String(steps), `steps, ${(steps * d.stepFs) / 1000} ps`),
      task('ISYM', '0', 'no symmetry, moving atoms have none'),
      ours('NELMIN', '4', 'at least so many electronic steps a step, so that forces do not lag'),
      ours('MAXMIX', '40', 'the mixing of the charge is kept from step to step, and learns'),
      ours('LWAVE', '.FALSE.', 'no WAVECAR while the atoms move'),
      ours('LCHARG', '.FALSE.', 'no CHGCAR'),
    ],
  };
}
