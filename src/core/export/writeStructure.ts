import type { Structure } from '#core/crystal/structure.ts';
import { PAPER_VASP } from '#core/export/vasp/vaspSets.ts';
import { type CifSymmetry, writeCif } from '#core/io/cif/cifWrite.ts';
import { writeAse } from '#core/io/inputs/aseScript.ts';
import { writeCp2k } from '#core/io/inputs/cp2k.ts';
import { writePw } from '#core/io/inputs/quantumEspresso.ts';
import { writeLammpsData } from '#core/io/lammps/lammpsData.ts';
import { writeLammpsDump } from '#core/io/lammps/lammpsDump.ts';
import { writePoscar } from '#core/io/vasp/poscar.ts';
import { writeXdatcar } from '#core/io/vasp/xdatcarWrite.ts';
import { writeExtXyz } from '#core/io/xyz/xyz.ts';
import type { OutputId } from './formatCapabilities.ts';
import { meshOf } from './kpoints.ts';
import { DEFAULT_PW } from './writeFile.ts';

export interface PlainOptions {
  readonly title: string;
  readonly frozen: Uint8Array | null;
  /** CIF only; null writes P 1. */
  readonly symmetry?: CifSymmetry | null;
  /** Extended XYZ only: time of the frame, fs. */
  readonly timeFs?: number | null;
}

/**
 * Atoms without a recipe in any format: inputs of codes are single points with our default settings, the
 * k-points at the density of the paper, nothing known of vacuum or dipole.
 */
export function writePlain(structure: Structure, id: OutputId, options: PlainOptions): string {
  const { title, frozen } = options;
  const { numbers, layer } = structure;
  const shared = {
    name: 'epistack',
    comments: [title, 'settings are defaults of Epistack: look at every one'],
    frozen,
    dispersion: 'none',
    get mesh() {
      return meshOf(structure.lattice, PAPER_VASP.relaxMesh, { vacuumAlongC: false });
    },
  } as const;
  switch (id) {
    case 'poscar':
      return writePoscar(structure, options);
    case 'cif':
      return writeCif(structure, options);
    case 'extxyz':
      return writeExtXyz(structure, options);
    case 'xdatcar':
      return [...writeXdatcar({ title, numbers, frames: [structure] })].join('');
    case 'dump':
      return [...writeLammpsDump({ numbers, layer, frames: [structure] })].join('');
    case 'lammps':
      return writeLammpsData(structure, options);
    case 'qe':
      return writePw(structure, { ...shared, ...DEFAULT_PW, calculation: 'scf', dipole: null });
    case 'cp2k':
      return writeCp2k(structure, { ...shared, calculation: 'energy', dipole: false });
    case 'ase':
      return writeAse(structure, {
        comments: [title],
        info: { title },
        frozen,
        layers: [...new Set(layer)].sort((p, q) => p - q).map((k) => `layer ${k}`),
      });
    default:
      return id satisfies never;
  }
}
