import type { FormatId } from '#core/io/document.ts';
import { formatOfName } from '#core/io/formats.ts';

/** Formats that are written; some are read as well. */
export type OutputId =
  | Extract<FormatId, 'poscar' | 'cif' | 'extxyz' | 'xdatcar'>
  | 'lammps'
  | 'dump'
  | 'qe'
  | 'cp2k'
  | 'ase';

/** What a structure carries beyond atoms in a cell. */
export type Fact = 'frozen' | 'layers' | 'provenance' | 'orientation' | 'kpoints';

export const FACTS: Readonly<Record<Fact, string>> = {
  frozen: 'frozen atoms',
  layers: 'which slab an atom belongs to',
  provenance: 'recipe and link',
  orientation: 'orientation of the cell in space',
  kpoints: 'k-points',
};

/** "yes", or why not. A remark is read by people, and by few programs. */
export type Holds = { readonly held: 'yes' | 'remark' | 'no'; readonly how: string };

export interface Output {
  readonly id: OutputId;
  readonly label: string;
  /** Name offered for the file. */
  readonly fileName: string;
  /** Ends of names that stand for it, besides those that the readers know. */
  readonly endings: readonly string[];
  /** May hold many frames. */
  readonly trajectory: boolean;
  readonly holds: Readonly<Record<Fact, Holds>>;
}

const yes = (how: string): Holds => ({ held: 'yes', how });
const remark = (how: string): Holds => ({ held: 'remark', how });
const no = (how: string): Holds => ({ held: 'no', how });

const NO_KPOINTS = no('a structure, not a calculation');
const TURNED = no('its cell has a along x and b in the xy plane; other cells are turned');
const STAYS = yes('cell vectors as they are');

export const OUTPUTS: readonly Output[] = [
  {
    id: 'poscar',
    label: 'VASP structure (POSCAR)',
    fileName: 'POSCAR',
    endings: [],
    trajectory: false,
    holds: {
      frozen: yes('selective dynamics'),
      layers: no('it has no place for labels; bundles list them in atoms.csv'),
      provenance: remark('in the title line'),
      orientation: STAYS,
      kpoints: no('they stand in KPOINTS'),
    },
  },
  {
    id: 'cif',
    label: 'CIF',
    fileName: 'structure.cif',
    endings: [],
    trajectory: false,
    holds: {
      frozen: remark('local item _atom_site_epistack_fixed, which other programs skip'),
      layers: remark('local item _atom_site_epistack_slab, which other programs skip'),
      provenance: remark('as the chemical name'),
      orientation: no('it keeps lengths and angles only'),
      kpoints: NO_KPOINTS,
    },
  },
  {
    id: 'extxyz',
    label: 'Extended XYZ',
    fileName: 'structure.extxyz',
    endings: [],
    trajectory: true,
    holds: {
      frozen: yes('column move_mask, as ASE writes it'),
      layers: yes('columns layer and slab'),
      provenance: yes('keys of the comment line'),
      orientation: STAYS,
      kpoints: NO_KPOINTS,
    },
  },
  {
    id: 'xdatcar',
    label: 'VASP trajectory (XDATCAR)',
    fileName: 'XDATCAR',
    endings: [],
    trajectory: true,
    holds: {
      frozen: no('it has no flags'),
      layers: no('it has no place for labels'),
      provenance: remark('in the title line'),
      orientation: STAYS,
      kpoints: NO_KPOINTS,
    },
  },
  {
    id: 'dump',
    label: 'LAMMPS dump',
    fileName: 'trajectory.lammpstrj',
    endings: ['.lammpstrj', '.dump'],
    trajectory: true,
    holds: {
      frozen: no('it has no flags'),
      layers: yes('column layer'),
      provenance: no('it has no comments'),
      orientation: TURNED,
      kpoints: NO_KPOINTS,
    },
  },
  {
    id: 'lammps',
    label: 'LAMMPS data and input',
    fileName: 'structure.data',
    endings: ['.data', '.lmp'],
    trajectory: false,
    holds: {
      frozen: yes('a group without forces, in the input'),
      layers: yes('groups slab0, slab1 … in the input'),
      provenance: remark('comments of the input'),
      orientation: TURNED,
      kpoints: no('no electrons'),
    },
  },
  {
    id: 'qe',
    label: 'Quantum ESPRESSO (pw.x)',
    fileName: 'relax.in',
    endings: ['.in'],
    trajectory: false,
    holds: {
      frozen: yes('if_pos'),
      layers: remark('comments between the atoms'),
      provenance: remark('comments'),
      orientation: STAYS,
      kpoints: yes('K_POINTS automatic'),
    },
  },
  {
    id: 'cp2k',
    label: 'CP2K',
    fileName: 'relax.inp',
    endings: ['.inp'],
    trajectory: false,
    holds: {
      frozen: yes('FIXED_ATOMS'),
      layers: remark('remarks behind the atoms'),
      provenance: remark('comments'),
      orientation: STAYS,
      kpoints: yes('KPOINTS, shifted to Γ'),
    },
  },
  {
    id: 'ase',
    label: 'ASE script (Python)',
    fileName: 'structure.py',
    endings: ['.py'],
    trajectory: false,
    holds: {
      frozen: yes('FixAtoms, FixCartesian'),
      layers: yes('tags'),
      provenance: yes('atoms.info'),
      orientation: STAYS,
      kpoints: no('they belong to a calculator'),
    },
  },
];

/** The format that a file's name stands for, or null. */
export function outputOfName(name: string): OutputId | null {
  const known = formatOfName(name);
  if (known !== null) return OUTPUTS.find((o) => o.id === known)?.id ?? null;
  const low = name.toLowerCase();
  return OUTPUTS.find((o) => o.endings.some((e) => low.endsWith(e)))?.id ?? null;
}

export const outputOf = (id: OutputId): Output => OUTPUTS.find((o) => o.id === id)!;

/** What a format leaves out or only remarks, in sentences for a person. */
export const lossesOf = (id: OutputId): readonly string[] =>
  (Object.keys(FACTS) as Fact[]).flatMap((fact) => {
    const { held, how } = outputOf(id).holds[fact];
    if (held === 'yes') return [];
    const about = FACTS[fact];
    return held === 'no'
      ? [`Does not hold ${about}: ${how}.`]
      : [`Holds ${about} as a remark only: ${how}.`];
  });
