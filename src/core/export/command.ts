import type { Freeze } from '#core/recipe/freeze.ts';
import type { InputSet } from './inputSet.ts';
import type { MeshChoice } from './kpoints.ts';
import { DEFAULT_EXPORT, type ExportOptions } from './options.ts';

/** Stands in a command for the trajectory that a bundle holds snapshots of: the document does not carry it. */
export const TRAJECTORY = 'TRAJECTORY';

/** Durations are given in ps and kept in fs: rounding on the way must not show. */
const tidy = (x: number): string => String(Number(x.toPrecision(12)));

const pairsText = <T>(record: Readonly<Record<string, T>> | null, text: (value: T) => string) =>
  record === null || Object.keys(record).length === 0
    ? null
    : Object.entries(record)
        .map(([name, value]) => `${name}=${text(value)}`)
        .join(',');

function meshOptions(
  choice: MeshChoice,
  standard: MeshChoice,
  mesh: string,
  spacing: string,
): readonly (readonly [string, string | null])[] {
  if (JSON.stringify(choice) === JSON.stringify(standard)) return [];
  return choice.kind === 'mesh'
    ? [[mesh, choice.mesh.join(',')]]
    : [[spacing, String(choice.spacingPerAng)]];
}

const freezeOptions = (freeze: Freeze): readonly (readonly [string, string])[] =>
  freeze.kind === 'none'
    ? []
    : freeze.kind === 'beyond'
      ? [['freeze-beyond', String(freeze.distanceAng)]]
      : [['freeze', `${freeze.bottom},${freeze.top}`]];

/**
 * The command line that writes these very files from the recipe in the bundle: every option that is not the
 * default, in one order.
 * @param seed of the classical run's velocities; null for sets without
 */
export function exportCommand(
  { id, takesFrames }: Pick<InputSet, 'id' | 'takesFrames'>,
  freeze: Freeze,
  options: ExportOptions,
  seed: number | null,
): readonly string[] {
  const { vasp, snapshots } = options;
  const d = DEFAULT_EXPORT;
  const changed = (name: string, value: number | string, standard: number | string) =>
    [name, value === standard ? null : String(value)] as const;
  const ps = (name: string, fs: number, standardFs: number) =>
    [name, fs === standardFs ? null : tidy(fs / 1000)] as const;
  const { dynamics, job } = vasp;
  const steps = d.vasp.dynamics;
  const all: readonly (readonly [string, string | null])[] = [
    changed('encut', vasp.encutEV, d.vasp.encutEV),
    changed('d3', vasp.dispersion.replace('d3-', ''), d.vasp.dispersion.replace('d3-', '')),
    changed('dipole', vasp.dipole, d.vasp.dipole),
    ...meshOptions(vasp.relaxMesh, d.vasp.relaxMesh, 'mesh', 'spacing'),
    ...meshOptions(
      vasp.electronicMesh,
      d.vasp.electronicMesh,
      'electronic-mesh',
      'electronic-spacing',
    ),
    ['magmom', pairsText(vasp.magmom, String)],
    ['hubbard', pairsText(vasp.hubbard, (u) => `${u.l}:${u.uEV}:${u.jEV}`)],
    ['incar', pairsText(vasp.incar, (text) => text)],
    ['potcar', pairsText(vasp.potcar, (text) => text)],
    changed('temperature', dynamics.temperatureK, steps.temperatureK),
    changed('timestep', dynamics.stepFs, steps.stepFs),
    ps('heat', dynamics.heatFs, steps.heatFs),
    ps('nve', dynamics.nveFs, steps.nveFs),
    ps('last', dynamics.lastFs, steps.lastFs),
    changed('scheduler', job.scheduler, d.vasp.job.scheduler),
    changed('tasks', job.tasks, d.vasp.job.tasks),
    changed('nodes', job.nodes, d.vasp.job.nodes),
    changed('hours', job.hours, d.vasp.job.hours),
    changed('ecutwfc', options.wavefunctionRy, d.wavefunctionRy),
    changed('ecutrho', options.densityRy, d.densityRy),
    ...freezeOptions(freeze),
    ['budget', options.atomBudget === null ? null : String(options.atomBudget)],
    changed('slab-box', options.slabBox, d.slabBox),
    changed('seed', seed ?? 1, 1),
    ...(takesFrames && snapshots !== null
      ? ([
          ['trajectory', TRAJECTORY],
          ['frame-fs', String(snapshots.frameFs)],
        ] as const)
      : []),
  ];
  return [
    ...['epistack', 'export', 'recipe.json', '--set', id],
    ...all.flatMap(([name, value]) => (value === null ? [] : [`--${name}`, value])),
    ...['--out', 'AGAIN'],
  ];
}

/** As typed into a shell. */
export const shellLine = (command: readonly string[]): string =>
  command
    .map((word) => (/^[\w=,.:+/*-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
