import type { Structure } from '#core/crystal/structure.ts';
import { LEFT_HANDED_STAYS, no, STAYS, yes } from '#core/io/capabilities.ts';
import type { Format } from '#core/io/format.ts';
import { writeAse } from '#core/io/inputs/aseScript.ts';

/** A Python script that makes the structure for ASE, or runs it; written only. */
export const ase = {
  id: 'ase',
  label: 'ASE script (Python)',
  short: 'ASE',
  names: ['.py'],
  notes: 'a Python script that makes the `Atoms` with their constraints',
  write: {
    fileName: 'structure.py',
    menu: { label: 'ASE script', hint: 'Python: Atoms with tags and constraints' },
    holds: {
      frozen: yes('FixAtoms, FixCartesian'),
      layers: yes('tags'),
      provenance: yes('atoms.info'),
      orientation: STAYS,
      handedness: LEFT_HANDED_STAYS,
      periodicity: yes('pbc'),
      kpoints: no('they belong to a calculator'),
      pseudoHydrogen: yes('an array nuclear_charge_e; a calculator has to be told by hand'),
    },
    atoms: (
      structure,
      {
        title = '',
        comments = [],
        info = {},
        frozen = null,
        valencesE = null,
        moments = null,
        layers,
        periodic,
      },
    ) =>
      writeAse(structure, {
        comments,
        info: { title, ...info },
        frozen,
        valencesE,
        moments,
        ...(periodic === undefined ? {} : { periodic }),
        layers: layers?.map((l) => l.name) ?? numberedLayers(structure),
      }),
  },
} as const satisfies Format;

const numberedLayers = ({ layer }: Structure): readonly string[] =>
  [...new Set(layer)].sort((p, q) => p - q).map((k) => `layer ${k}`);
