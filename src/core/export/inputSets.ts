import { SYMBOLS } from '#core/crystal/elements.ts';
import { bulkChecks, referenceBundle } from '#core/export/references/referenceBundle.ts';
import { vaspMd, vaspNamd, vaspRelax, vaspStatic } from '#core/export/vasp/vaspSets.ts';
import type { OutputId } from '#core/io/formats.ts';
import { lossesOf } from '#core/io/losses.ts';
import { commentLines } from '#core/io/text/comment.ts';
import { type Check, checksOf } from './checks.ts';
import { exportCommand } from './command.ts';
import { dipoleOf } from './dipole.ts';
import {
  frozenOf,
  type OutFile,
  roleWords,
  type Source,
  settled,
  structureOf,
} from './exportSource.ts';
import { jobScript } from './jobs.ts';
import { type Mesh, meshOf } from './kpoints.ts';
import { checkSettings } from './limits.ts';
import type { ExportOptions, LammpsFiles, SetId } from './options.ts';
import { originLines, provenanceFiles } from './provenance.ts';
import { readmeFile, type Section } from './readme.ts';
import { setText } from './setTexts.ts';
import { spinChecks } from './spin.ts';
import { aseOf, cp2kOf, extXyzOf, poscarOf, pwOf } from './writeFile.ts';

/** Sets that carry k-points, and which mesh. */
function meshFor(source: Source, id: SetId, { vasp }: ExportOptions): Mesh | null {
  if (id === 'lammps' || id === 'ase') return null;
  const electronic = id === 'vasp-static' || id === 'vasp-namd';
  return meshOf(source.built.structure.lattice, electronic ? vasp.electronicMesh : vasp.relaxMesh, {
    vacuumAlongC: source.report.vacuum > 0,
  });
}

/**
 * What to look at before this set is sent to a queue.
 * @throws `setting` for options that cannot be met
 */
export function setChecks(given: Source, id: SetId, options: ExportOptions): readonly Check[] {
  const source = settled(given);
  const structure = structureOf(source);
  const electrons = id !== 'lammps' && id !== 'ase';
  checkSettings(structure, frozenOf(source), id, options);
  const checks = checksOf(source.built, source.report, structure, {
    mesh: meshFor(source, id, options),
    atomBudget: options.atomBudget,
    dipole: electrons
      ? dipoleOf(structure, source.report, source.built.slabs, options.vasp.dipole)
      : null,
  });
  const spin = spinChecks(structure, id, options);
  return [
    ...spin.filter((c) => c.level === 'warn'),
    ...checks.filter((c) => c.level === 'warn'),
    ...spin.filter((c) => c.level === 'note'),
    ...checks.filter((c) => c.level !== 'warn'),
    ...(id === 'references' ? bulkChecks(source, options) : []),
  ];
}

/**
 * All files of a set: inputs, README, atoms.csv, recipe.json, provenance.json. Sorted by path, no dates:
 * the same bytes everywhere. Positions of a frame are written as the recipe in the bundle holds them.
 * @param lammps needed by the set `lammps` only
 * @throws `setting` for options that cannot be met
 */
export function setFiles(
  given: Source,
  id: SetId,
  options: ExportOptions,
  lammps: LammpsFiles | null = null,
): readonly OutFile[] {
  const source = settled(given);
  const command = exportCommand(id, source.freeze, options, lammps?.seed ?? null);
  const checks = setChecks(source, id, options);
  const inputs = inputFiles(source, id, options, lammps);
  const sections: readonly Section[] = [
    ...setText(id, options, lammps),
    ...(id === 'references' ? referenceBundle(source, options).sections : []),
    { heading: 'What the files do not hold', lines: lossesOf(FORMAT_OF[id]) },
  ];
  return [
    ...inputs,
    atomsFile(source),
    ...provenanceFiles(source.built, id, command),
    readmeFile(source.built, TITLES[id], sections, checks, command),
  ].toSorted((p, q) => (p.path < q.path ? -1 : 1));
}

const TITLES: Readonly<Record<SetId, string>> = {
  'vasp-relax': 'VASP relaxation',
  'vasp-static': 'VASP static run and density of states',
  'vasp-md': 'VASP molecular dynamics, heating and NVE',
  'vasp-namd': 'VASP single points of snapshots, for nonadiabatic dynamics',
  lammps: 'LAMMPS data and input',
  qe: 'Quantum ESPRESSO pw.x',
  cp2k: 'CP2K',
  ase: 'ASE script',
  references: 'stack, free slabs and bulks, for interface, adhesion and strain energies',
};

const FORMAT_OF: Readonly<Record<SetId, OutputId>> = {
  'vasp-relax': 'poscar',
  'vasp-static': 'poscar',
  'vasp-md': 'poscar',
  'vasp-namd': 'poscar',
  lammps: 'lammps',
  qe: 'qe',
  cp2k: 'cp2k',
  ase: 'ase',
  references: 'poscar',
};

function inputFiles(
  source: Source,
  id: SetId,
  options: ExportOptions,
  lammps: LammpsFiles | null,
): readonly OutFile[] {
  const { vasp } = options;
  const calculation = { ...vasp, ...options };
  const job = (command: string, variable: string, body: readonly string[]) =>
    jobScript({ ...vasp.job, name: id, command, variable, body });
  switch (id) {
    case 'vasp-relax':
      return vaspRelax(source, vasp);
    case 'vasp-static':
      return vaspStatic(source, vasp);
    case 'vasp-md':
      return vaspMd(source, vasp);
    case 'vasp-namd':
      return vaspNamd(source, vasp, options.snapshots);
    case 'lammps':
      return [
        { path: 'in.lammps', text: withOrigin(lammps!.script, source) },
        { path: 'structure.data', text: lammps!.data },
        job('lmp', 'LAMMPS', ['run_code -in in.lammps']),
      ];
    case 'qe':
      return [
        { path: 'relax.in', text: pwOf(source, 'relax', calculation) },
        { path: 'scf.in', text: pwOf(source, 'scf', calculation) },
        job('pw.x', 'PW', ['run_code -in relax.in > relax.out']),
      ];
    case 'cp2k':
      return [
        { path: 'relax.inp', text: cp2kOf(source, 'relax', calculation) },
        { path: 'energy.inp', text: cp2kOf(source, 'energy', calculation) },
        job('cp2k.psmp', 'CP2K', ['run_code -i relax.inp -o relax.out']),
      ];
    case 'ase':
      return [
        { path: 'structure.py', text: aseOf(source) },
        { path: 'structure.extxyz', text: extXyzOf(source) },
        { path: 'POSCAR', text: poscarOf(source) },
      ];
    case 'references':
      return referenceBundle(source, options).files;
    default:
      return id satisfies never;
  }
}

const withOrigin = (script: string, { built }: Source): string =>
  `${commentLines('#', originLines(built)).join('\n')}\n${script}`;

/** One line an atom, in the order of every file of the bundle: what POSCAR has no place for. */
function atomsFile(source: Source): OutFile {
  const { built } = source;
  const { numbers, layer } = built.structure;
  const frozen = frozenOf(source);
  const roles = roleWords(built);
  const rows = Array.from(numbers, (z, i) => {
    const fixed = frozen?.[3 * i] === 1 ? 1 : 0;
    const charge = built.charges[i]!;
    return `${i + 1},${SYMBOLS[z]},${roles[layer[i]!]},${built.slabs[layer[i]!]!.name.replaceAll(',', ' ')},${built.plane[i]! + 1},${Number.isNaN(charge) ? '' : charge},${fixed}`;
  });
  return {
    path: 'atoms.csv',
    text: `${['atom,element,slab,crystal,plane,formal_charge_e,fixed', ...rows].join('\n')}\n`,
  };
}
