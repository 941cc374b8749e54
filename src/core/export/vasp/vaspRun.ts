import type { Structure } from '#core/crystal/structure.ts';
import { type Dipole, dipoleOf } from '#core/export/dipole.ts';
import {
  frozenOf,
  type OutFile,
  type Source,
  structureOf,
  valencesOf,
} from '#core/export/exportSource.ts';
import { jobScript } from '#core/export/job/jobScript.ts';
import { type Mesh, type MeshChoice, meshOf } from '#core/export/kpoints.ts';
import { speciesOf } from '#core/io/species.ts';
import { writePoscar } from '#core/io/vasp/poscar.ts';
import { isOfPaper } from '#core/recipe/presets/ofPaper.ts';
import { exportTitle } from '#core/recipe/provenance.ts';
import { overridden, type Tag, type TagGroup, writeIncar } from './incar.ts';
import { POTCAR_LINES, potcarSpec } from './potcar.ts';
import type { Dynamics, VaspOptions } from './vaspOptions.ts';
import { type Electrons, electronTags } from './vaspTags.ts';

/** What one VASP run is made of. */
export interface Run {
  readonly title: string;
  readonly structure: Structure;
  readonly frozen: Uint8Array | null;
  /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; null where there is none. */
  readonly valencesE: Float64Array | null;
  readonly dipole: Dipole;
  readonly mesh: Mesh;
  /** The crystals are those of the paper whose settings these are. */
  readonly ofPaper: boolean;
  /** Same projectors for cells of any size, so that energies may be subtracted. */
  readonly exactProjection?: boolean;
}

/** The run of a stack as it is. */
export function runOf(source: Source, options: VaspOptions, mesh: MeshChoice): Run {
  const { built, report } = source;
  const structure = structureOf(source);
  return {
    title: exportTitle(built) + source.note,
    structure,
    frozen: frozenOf(source),
    valencesE: valencesOf(source),
    dipole: dipoleOf(structure, report, built.slabs, options.dipole),
    mesh: meshOf(structure.lattice, mesh, { vacuumAlongC: report.vacuum > 0 }),
    ofPaper: isOfPaper(built),
  };
}

/** INCAR, KPOINTS, POSCAR, POTCAR.spec of one run. */
export function runFiles(
  run: Run,
  options: VaspOptions,
  task: { readonly name: string; readonly groups: readonly TagGroup[]; readonly ediffEV: string },
): readonly OutFile[] {
  const { structure, frozen, valencesE, mesh } = run;
  // In the order of first appearance, as the blocks of the POSCAR are.
  const { species } = speciesOf(structure.numbers, valencesE);
  const electrons: Electrons = {
    ...options,
    dipole: run.dipole,
    mesh,
    ofPaper: run.ofPaper,
    exactProjection: run.exactProjection ?? false,
  };
  // A tag of the task stands in place of the one that all sets share.
  const own = new Set(task.groups.flatMap((g) => g.tags.map((t) => t.name)));
  const shared = electronTags(structure, valencesE, electrons, task.ediffEV).map((g) => ({
    ...g,
    tags: g.tags.filter((t) => !own.has(t.name)),
  }));
  const groups = [...task.groups, ...shared];
  // The comment names the recipe; SYSTEM is short.
  return [
    { path: 'INCAR', text: writeIncar(task.name, overridden(groups, options.incar), run.ofPaper) },
    { path: 'KPOINTS', text: kpointsText(mesh) },
    { path: 'POSCAR', text: writePoscar(structure, { title: run.title, frozen, valencesE }) },
    { path: 'POTCAR.spec', text: potcarSpec(species, options.potcar) },
  ];
}

export const kpointsText = (mesh: Mesh): string =>
  `Gamma-centred mesh\n0\nGamma\n${mesh.join(' ')}\n0 0 0\n`;

export const task = (name: string, value: string, why: string): Tag => ({
  name,
  value,
  why,
  from: 'task',
});
/** Not printed in the paper. */
export const ours = (name: string, value: string, why: string): Tag => ({
  name,
  value,
  why,
  from: 'choice',
});
export const paper = (name: string, value: string, why: string): Tag => ({
  name,
  value,
  why,
  from: 'paper',
});

export const RELAX_TAGS: readonly TagGroup[] = [
  {
    heading: 'Relaxation of the atoms in the fixed cell',
    tags: [
      task('IBRION', '2', 'moves the atoms by conjugate gradients'),
      task('ISIF', '2', 'atoms move, the cell stays'),
      ours('NSW', '200', 'at most so many steps of the atoms'),
      ours('EDIFFG', '-0.02', 'done when no force is above 0.02 eV/A'),
      ours('LWAVE', '.TRUE.', 'keeps WAVECAR, from which a dipole-corrected run starts faster'),
      ours('LCHARG', '.FALSE.', 'no CHGCAR'),
    ],
  },
];

/** At Γ alone the wave functions are real, and VASP has a faster program for them. */
export function vaspJob(
  name: string,
  options: VaspOptions,
  mesh: Mesh,
  body: readonly string[],
  array?: number,
): OutFile {
  return jobScript({
    ...options.job,
    name,
    variable: 'VASP',
    command: mesh.every((n) => n === 1) ? 'vasp_gam' : 'vasp_std',
    body: [...(array === undefined ? POTCAR_LINES : []), ...body],
    ...(array === undefined ? {} : { array }),
  });
}

/** Steps of a duration. */
export const stepsOf = (fs: number, { stepFs }: Dynamics): number => Math.round(fs / stepFs);
