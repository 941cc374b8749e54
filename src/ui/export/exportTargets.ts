import type { TargetId } from '#app/export/exportSettings.ts';
import { OUTPUTS, RUN_OUTPUTS } from '#core/io/formats.ts';

export interface TargetRow {
  readonly id: TargetId;
  readonly label: string;
  readonly hint: string;
}

export interface TargetGroup {
  readonly heading: string;
  readonly rows: readonly TargetRow[];
}

const row = (id: TargetId, label: string, hint: string): TargetRow => ({ id, label, hint });

/** What can leave the page, in the order of the dialog. Trajectories only while one is at hand. */
export const targetGroups = (hasRun: boolean): readonly TargetGroup[] => [
  {
    heading: 'Structure',
    rows: OUTPUTS.flatMap(({ id, write: { menu } }) =>
      menu === undefined ? [] : [row(`file:${id}`, menu.label, menu.hint)],
    ),
  },
  {
    heading: 'VASP sets (zip)',
    rows: [
      row('set:vasp-relax', 'Relaxation', 'atoms move, the cell stays'),
      row('set:vasp-static', 'Static + DOS', 'electronic structure'),
      row('set:vasp-md', 'Dynamics', 'heating by rescaling, then NVE'),
      row('set:vasp-namd', 'NA-MD snapshots', 'the last 2 ps as single points'),
    ],
  },
  {
    heading: 'Other codes (zip)',
    rows: [
      row('set:qe', 'Quantum ESPRESSO', 'pw.x, relax and scf'),
      row('set:cp2k', 'CP2K', 'relaxation and energy'),
      row('set:lammps', 'LAMMPS', 'data and input of the classical preview'),
      row('set:ase', 'ASE', 'script, extended XYZ, POSCAR'),
    ],
  },
  {
    heading: 'Energies (zip)',
    rows: [
      row(
        'set:references',
        'References',
        'free slabs and bulks, for adhesion, interface and strain energy',
      ),
    ],
  },
  ...(hasRun
    ? [
        {
          heading: 'Trajectory',
          rows: RUN_OUTPUTS.map(({ id, write: { run } }) =>
            row(`run:${id}`, run.menu.label, run.menu.hint),
          ),
        },
      ]
    : []),
  {
    heading: 'Page',
    rows: [
      row('picture', 'Picture', 'PNG of the present view'),
      row('recipe', 'Recipe', 'the document itself'),
    ],
  },
];
