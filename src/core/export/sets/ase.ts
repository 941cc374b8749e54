import type { InputSet } from '#core/export/inputSet.ts';
import { magmom } from '#core/export/settings/settings.ts';
import { aseOf, extXyzOf, poscarOf } from '#core/export/writeFile.ts';
import { howToRun } from './remarks.ts';

const NO_ELECTRONS = {
  means: 'It holds no electrons.',
  fix: 'Give them to the calculator that you attach.',
} as const;

/** An ASE script with the files that it makes. */
export const aseSet = {
  id: 'ase',
  label: 'ASE',
  hint: 'script, extended XYZ, POSCAR',
  title: 'ASE script',
  group: 'codes',
  code: 'ASE',
  format: 'ase',
  electrons: false,
  mesh: null,
  moves: false,
  moments: 'carried',
  hubbard: NO_ELECTRONS,
  settings: [magmom],
  bundle: (source, { vasp }) => ({
    files: [
      { path: 'structure.py', text: aseOf(source, vasp) },
      { path: 'structure.extxyz', text: extXyzOf(source) },
      { path: 'POSCAR', text: poscarOf(source) },
    ],
    sections: [
      howToRun(
        'python3 structure.py writes structure.extxyz; "from structure import atoms" gives the Atoms with tags, constraints and the starting moments where they were given, ready for a calculator.',
      ),
    ],
  }),
} as const satisfies InputSet;
