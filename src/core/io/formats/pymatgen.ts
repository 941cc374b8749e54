import type { Format, Head } from '#core/io/format.ts';
import { jsonReader } from '#core/io/json/jsonStructure.ts';
import { PYMATGEN, pymatgenStructures } from '#core/io/json/pymatgen.ts';

/** A pymatgen Structure in JSON. */
export const pymatgen = {
  id: 'pymatgen',
  label: 'pymatgen structure (JSON)',
  short: PYMATGEN,
  names: ['.json'],
  notes:
    'a Structure by itself, in entries, or in lists of these; occupancies, oxidation states, pbc and selective dynamics',
  sniff: (head) =>
    isJson(head) && /"sites"\s*:|"@module"\s*:\s*"pymatgen/.test(head.lines.join('\n')),
  structure: {
    crystal: 'JSON of pymatgen',
    ...jsonReader({ id: 'pymatgen', short: PYMATGEN }, pymatgenStructures),
  },
} as const satisfies Format;

/** Begins as an object or a list. */
export const isJson = ({ first }: Head): boolean =>
  /^\s*(?:\{\s*["}]|\{\s*$|\[\s*[{[\]]|\[\s*$)/.test(first);
