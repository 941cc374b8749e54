import type { Format } from '#core/io/format.ts';
import { jsonReader } from '#core/io/json/jsonStructure.ts';
import { OPTIMADE, optimadeStructures } from '#core/io/json/optimade.ts';
import { isJson } from './pymatgen.ts';

/** Structures as OPTIMADE databases give them in JSON: one, a list, or one a line. */
export const optimade = {
  id: 'optimade',
  label: 'OPTIMADE structure (JSON)',
  short: OPTIMADE,
  names: ['.jsonl', '.optimade'],
  notes:
    'a response, one entry, a list or JSON Lines; species with concentrations, directions that do not repeat',
  sniff: (head) =>
    isJson(head) &&
    /"(?:lattice_vectors|cartesian_site_positions|species_at_sites|x-optimade|optimade_api_version)"/.test(
      head.lines.join('\n'),
    ),
  structure: {
    crystal: 'JSON of OPTIMADE',
    ...jsonReader({ id: 'optimade', short: OPTIMADE }, optimadeStructures),
  },
} as const satisfies Format;
