import type { Periodic } from '#core/io/atomsFile.ts';
import type { Occupant } from '#core/io/disorder/disorder.ts';
import { isotopeNotes } from '#core/io/isotopes.ts';
import { refuse } from '#core/io/text/text.ts';
import { field, listOf, matrixOf, numbersOf, textField } from './jsonFields.ts';
import { elementOf, type JsonCrystal, type JsonSite, occupantsOf } from './jsonStructure.ts';
import { type JsonNode, parseJson } from './jsonText.ts';

export const OPTIMADE = 'OPTIMADE JSON';

/**
 * The structures of a response, of a list of entries or of JSON Lines, in the file's order.
 * @throws `parse` with the line
 * @see https://github.com/Materials-Consortia/OPTIMADE/blob/master/optimade.rst
 */
export function optimadeStructures(text: string): readonly (() => JsonCrystal)[] {
  const found: { readonly entry: JsonNode; readonly attributes: JsonNode }[] = [];
  const look = (node: JsonNode): void => {
    if (node.kind === 'array') for (const item of node.items) look(item);
    const attributes = field(node, 'attributes') ?? node;
    if (field(attributes, 'cartesian_site_positions') !== undefined)
      found.push({ entry: node, attributes });
    else {
      const data = field(node, 'data');
      if (data !== undefined) look(data);
    }
  };
  for (const value of parseJson(OPTIMADE, text)) look(value);
  if (found.length === 0)
    refuse(
      OPTIMADE,
      1,
      'a structure: an entry with "lattice_vectors", "cartesian_site_positions" and "species_at_sites" (were they left out of the response?)',
    );
  return found.map(
    ({ entry, attributes }) =>
      () =>
        readStructure(entry, attributes),
  );
}

function readStructure(entry: JsonNode, node: JsonNode): JsonCrystal {
  const { line } = node;
  const vectors = field(node, 'lattice_vectors');
  const hasNull = (n: JsonNode): boolean =>
    n.kind === 'null' || (n.kind === 'array' && n.items.some(hasNull));
  if (vectors !== undefined && hasNull(vectors))
    refuse(
      OPTIMADE,
      vectors.line,
      'three vectors in "lattice_vectors": this structure does not repeat in all directions and has no cell there; give it one with vacuum',
    );
  const lattice = matrixOf(OPTIMADE, vectors, '"lattice_vectors"', line);
  const positions = listOf(
    OPTIMADE,
    field(node, 'cartesian_site_positions'),
    '"cartesian_site_positions"',
    line,
  );
  const at = listOf(OPTIMADE, field(node, 'species_at_sites'), '"species_at_sites"', line);
  if (at.length !== positions.length)
    refuse(
      OPTIMADE,
      field(node, 'species_at_sites')!.line,
      `one of "species_at_sites" for each of ${positions.length} positions; there are ${at.length}`,
    );
  const stated = field(node, 'nsites');
  if (stated?.kind === 'number' && stated.value !== positions.length)
    refuse(OPTIMADE, stated.line, `${positions.length} as "nsites", for as many positions`);
  const warnings: string[] = [];
  const isotopes = new Set<string>();
  const species = readSpecies(node, warnings, isotopes);
  const features = field(node, 'structure_features');
  const implicit =
    features?.kind === 'array' &&
    features.items.some((f) => f.kind === 'string' && f.value === 'implicit_atoms');
  if (implicit) warnings.push('the file says that some atoms have no positions; they are missing');
  const sites = positions.map((position, i): JsonSite => {
    const name = at[i]!.kind === 'string' ? at[i]!.value : '';
    const xyz = numbersOf(OPTIMADE, position, 3, `the position of site ${i + 1}`, line);
    return {
      line: position.line,
      label: `site ${i + 1} (${name})`,
      occupants: species(name, at[i]!.line),
      alternative: null,
      xyz,
      chargeE: undefined,
    };
  });
  return {
    lattice,
    line: vectors?.line ?? line,
    sites,
    title: textField(entry, 'id') ?? textField(node, 'chemical_formula_descriptive') ?? '',
    periodic: readPeriodic(field(node, 'dimension_types')),
    frozen: null,
    warnings: [...warnings, ...isotopeNotes(isotopes)],
  };
}

function readPeriodic(node: JsonNode | undefined): Periodic {
  const types = node?.kind === 'array' ? node.items : [];
  const repeats = (i: number) => {
    const item = types[i];
    return !(item?.kind === 'number' && item.value === 0);
  };
  return [repeats(0), repeats(1), repeats(2)];
}

/** By its name, who is on a site of a species; without a list of species a name is an element. */
function readSpecies(
  node: JsonNode,
  warnings: string[],
  isotopes: Set<string>,
): (name: string, line: number) => readonly Occupant[] {
  const list = field(node, 'species');
  if (list === undefined)
    return (name, line) => [{ z: elementOf(OPTIMADE, name, line, isotopes), occupancy: 1 }];
  const byName = new Map<string, readonly Occupant[]>();
  for (const s of listOf(OPTIMADE, list, '"species"', node.line)) {
    const name = textField(s, 'name') ?? '';
    const symbols = listOf(
      OPTIMADE,
      field(s, 'chemical_symbols'),
      `"chemical_symbols" of ${name}`,
      s.line,
    );
    const concentration =
      field(s, 'concentration') === undefined && symbols.length === 1
        ? [1]
        : numbersOf(
            OPTIMADE,
            field(s, 'concentration'),
            symbols.length,
            `"concentration" of ${name}`,
            s.line,
          );
    if (concentration.some((x) => !(x >= 0 && x <= 1.001)))
      refuse(OPTIMADE, s.line, `concentrations of ${name} from 0 to 1`);
    const attached = field(s, 'attached');
    if (attached?.kind === 'array' && attached.items.length > 0)
      warnings.push(
        `${name}: atoms that the file says are attached to it have no positions; they are missing`,
      );
    byName.set(
      name,
      occupantsOf(
        symbols.flatMap((symbol, k) =>
          symbol.kind === 'string' && symbol.value === 'vacancy'
            ? []
            : [
                {
                  z: elementOf(
                    OPTIMADE,
                    symbol.kind === 'string' ? symbol.value : '',
                    symbol.line,
                    isotopes,
                  ),
                  occupancy: concentration[k]!,
                },
              ],
        ),
      ),
    );
  }
  return (name, line) =>
    byName.get(name) ??
    refuse(OPTIMADE, line, `a species of the list; "${name.slice(0, 40)}" is none`);
}
