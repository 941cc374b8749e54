import type { OutFile, Source } from '#core/export/exportSource.ts';
import type { InputSet } from '#core/export/inputSet.ts';
import {
  dipole,
  dispersion,
  dynamics,
  electronicMesh,
  encut,
  job,
  tags,
} from '#core/export/settings/settings.ts';
import type { TagGroup } from '#core/export/vasp/incar.ts';
import { POTCAR_LINES } from '#core/export/vasp/potcar.ts';
import type { Snapshots, VaspOptions } from '#core/export/vasp/vaspOptions.ts';
import { ours, runFiles, runOf, stepsOf, task, vaspJob } from '#core/export/vasp/vaspRun.ts';
import { writePoscar } from '#core/io/vasp/poscar.ts';
import { howToRun, settingsText, tagsText } from './remarks.ts';

/** VASP single points of the last snapshots of a trajectory, from which nonadiabatic couplings are computed. */
export const vaspNamd = {
  id: 'vasp-namd',
  label: 'NA-MD snapshots',
  hint: 'the last 2 ps as single points',
  title: 'VASP single points of snapshots, for nonadiabatic dynamics',
  group: 'vasp',
  code: 'VASP',
  format: 'poscar',
  electrons: true,
  mesh: 'electronicMesh',
  moves: false,
  takesFrames: true,
  moments: 'carried',
  hubbard: 'carried',
  settings: [encut, dispersion, electronicMesh, dipole, ...dynamics, ...tags, ...job],
  bundle: (source, { vasp, snapshots }) => {
    const d = vasp.dynamics;
    return {
      files: filesOf(source, vasp, snapshots),
      sections: [
        howToRun(
          snapshots === null
            ? `bash frames.sh PATH/TO/2-nve/XDATCAR.all ${Math.round(d.lastFs / d.stepFs)}: one folder frames/0001 ... for each of the last ${d.lastFs / 1000} ps.`
            : `frames/0001 ... hold the last snapshots of the trajectory that was exported, ${snapshots.frameFs} fs apart. For every femtosecond run frames.sh on the XDATCAR of an NVE run.`,
          'bash make-potcar.sh once: POTCAR is licensed and not in this bundle; it is joined from the folder that VASP_PP_PATH names.',
          'Then submit job.sh: one task for each snapshot. Submitted again, it runs only those whose OUTCAR is not complete.',
        ),
        settingsText(
          tagsText(source),
          'The mesh is that of the electronic structure. If your coupling code reads a single k-point, take the mesh 1 1 1: the cell is large.',
          'Couplings need every step: with snapshots further apart they cannot be computed.',
        ),
      ],
    };
  },
} as const satisfies InputSet;

/**
 * Single points of the last snapshots. Without a trajectory the bundle holds a script that takes them out
 * of the XDATCAR of the NVE run.
 */
function filesOf(
  source: Source,
  options: VaspOptions,
  snapshots: Snapshots | null,
): readonly OutFile[] {
  const run = runOf(source, options, options.electronicMesh);
  const d = options.dynamics;
  const count =
    snapshots === null
      ? stepsOf(d.lastFs, d)
      : Math.min(snapshots.count, Math.max(1, Math.round(d.lastFs / snapshots.frameFs)));
  const files = runFiles(run, options, {
    name: 'snapshot',
    groups: SNAPSHOT_TAGS,
    ediffEV: '1E-6',
  });
  const width = source.built.structure.xyz.length;
  const first = snapshots === null ? 0 : snapshots.count - count;
  return [
    ...files,
    { path: 'frames.sh', text: FRAMES_SCRIPT },
    {
      path: 'make-potcar.sh',
      text: ['#!/bin/bash', 'set -eu', ...POTCAR_LINES, 'make_potcar', ''].join('\n'),
    },
    ...Array.from({ length: snapshots === null ? 0 : count }, (_, k) => ({
      path: `frames/${String(k + 1).padStart(4, '0')}/POSCAR`,
      text: writePoscar(
        {
          ...run.structure,
          xyz: Float64Array.from(
            { length: width },
            (_x, i) => snapshots!.frames[(first + k) * width + i]!,
          ),
        },
        {
          title: `${run.title} | ${(first + k) * snapshots!.frameFs} fs`,
          valencesE: run.valencesE,
        },
      ),
    })),
    vaspJob(
      'namd',
      options,
      run.mesh,
      [
        'cd "$(printf \'frames/%04d\' "$TASK")"',
        '# Done by a former job: the last lines of a finished OUTCAR.',
        "if grep -q 'General timing and accounting' OUTCAR 2>/dev/null; then exit 0; fi",
        '[ -s ../../POTCAR ] || { echo "run make-potcar.sh first" >&2; exit 1; }',
        'ln -sf ../../INCAR ../../KPOINTS ../../POTCAR .',
        'run_code > vasp.out',
      ],
      count,
    ),
  ];
}

const SNAPSHOT_TAGS: readonly TagGroup[] = [
  {
    heading: 'Electrons of one snapshot, for nonadiabatic couplings',
    tags: [
      task('IBRION', '-1', 'the atoms stay'),
      task('NSW', '0', 'no step of the atoms'),
      task('ISYM', '-1', 'no symmetry at all, so that all snapshots share their k-points'),
      task('LWAVE', '.TRUE.', 'keeps WAVECAR, from which couplings are computed'),
      ours('LCHARG', '.FALSE.', 'no CHGCAR'),
      ours('LORBIT', '11', 'which states live on film and substrate'),
    ],
  },
];

/** Last configurations of an XDATCAR with a fixed cell, one POSCAR each: frames/0001/POSCAR … */
const FRAMES_SCRIPT = [
  '#!/bin/bash',
  '# usage: bash frames.sh XDATCAR COUNT [EVERY]   the last COUNT configurations, each EVERYth of them',
  'set -eu',
  'mkdir -p frames',
  `awk -v count="$2" -v every="$` + `{3:-1}" '`,
  '  NR == FNR { if (/^ *Direct configuration/) total++; next }',
  '  FNR <= 7 { head = head $0 "\\n"; next }',
  '  /^ *Direct configuration/ {',
  '    k++',
  '    keep = k > total - count && (k - 1 - (total - count)) % every == 0',
  '    if (keep) {',
  '      if (file) close(file)',
  '      folder = sprintf("frames/%04d", ++n)',
  '      system("mkdir -p " folder)',
  '      file = folder "/POSCAR"',
  '      printf "%sDirect\\n", head > file',
  '    }',
  '    next',
  '  }',
  '  keep { print > file }',
  '  END { print n + 0 " snapshots in frames/" }',
  `' "$1" "$1"`,
  '',
].join('\n');
