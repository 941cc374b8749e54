import { latticeFromParameters } from '#core/crystal/lattice.ts';
import type { Periodic } from '#core/io/atomsFile.ts';
import { isotopeNotes } from '#core/io/isotopes.ts';
import { refuse } from '#core/io/text/text.ts';
import { field, listOf, matrixOf, numbersOf, textField } from './jsonFields.ts';
import {
  cartesian,
  elementOf,
  type JsonCrystal,
  type JsonSite,
  occupantsOf,
} from './jsonStructure.ts';
import { type JsonNode, parseJson } from './jsonText.ts';

export const PYMATGEN = 'pymatgen JSON';

/** Structures within entries, lists and documents are not deeper. */
const MAX_DEPTH = 6;

/**
 * The structures of a file, in its order: one by itself, in an entry, or in lists and objects of these.
 * @throws `parse` with the line
 * @see https://pymatgen.org (Structure.as_dict)
 */
export function pymatgenStructures(text: string): readonly (() => JsonCrystal)[] {
  const values = parseJson(PYMATGEN, text);
  const found: { readonly node: JsonNode; readonly title: string }[] = [];
  const look = (node: JsonNode, title: string, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    if (isStructure(node)) found.push({ node, title });
    else if (node.kind === 'array') for (const item of node.items) look(item, title, depth + 1);
    else if (node.kind === 'object') {
      const named =
        ['material_id', 'entry_id', 'formula_pretty', 'task_id'].flatMap(
          (name) => textField(node, name) ?? [],
        )[0] ?? title;
      for (const item of node.entries.values()) look(item, named, depth + 1);
    }
  };
  for (const value of values) look(value, '', 0);
  if (found.length === 0)
    refuse(
      PYMATGEN,
      1,
      values.some((v) => field(v, 'epistack') !== undefined)
        ? 'a structure; this is a document of Epistack: open it, or build it in the terminal'
        : 'a structure: an object with "lattice" and "sites"',
    );
  return found.map(
    ({ node, title }) =>
      () =>
        readStructure(node, title),
  );
}

const isStructure = (node: JsonNode): boolean =>
  field(node, 'lattice') !== undefined && field(node, 'sites') !== undefined;

function readStructure(node: JsonNode, title: string): JsonCrystal {
  const { line } = node;
  const lattice = readLattice(field(node, 'lattice')!);
  const nodes = listOf(PYMATGEN, field(node, 'sites'), 'the sites', line);
  const isotopes = new Set<string>();
  const sites = nodes.map((site, i) => readSite(site, i, lattice, isotopes));
  const warnings =
    Math.abs(chargeOf(node)) > 0 ? ['the structure carries a charge, which is not kept'] : [];
  return {
    lattice,
    line: field(node, 'lattice')!.line,
    sites,
    title: title || (textField(node, '@label') ?? ''),
    periodic: readPeriodic(field(field(node, 'lattice'), 'pbc')),
    frozen: readFrozen(nodes),
    warnings: [...warnings, ...isotopeNotes(isotopes)],
  };
}

const chargeOf = (node: JsonNode): number => {
  const charge = field(node, 'charge');
  return charge?.kind === 'number' && Number.isFinite(charge.value) ? charge.value : 0;
};

/** A matrix of rows, or lengths and angles, from which pymatgen makes one. */
function readLattice(node: JsonNode): Float64Array {
  const matrix = field(node, 'matrix');
  if (matrix !== undefined)
    return matrixOf(PYMATGEN, matrix, 'the matrix of the lattice', node.line);
  const read = (name: string): number =>
    numbersOf(
      PYMATGEN,
      { kind: 'array', line: node.line, items: [field(node, name) ?? node] },
      1,
      `${name} of the lattice`,
      node.line,
    )[0]!;
  return latticeFromParameters({
    a: read('a'),
    b: read('b'),
    c: read('c'),
    alpha: read('alpha'),
    beta: read('beta'),
    gamma: read('gamma'),
  });
}

function readPeriodic(node: JsonNode | undefined): Periodic {
  const flags = node?.kind === 'array' ? node.items : [];
  const flag = (i: number) => {
    const item = flags[i];
    return !(item?.kind === 'boolean' && !item.value);
  };
  return [flag(0), flag(1), flag(2)];
}

function readSite(
  node: JsonNode,
  index: number,
  lattice: Float64Array,
  isotopes: Set<string>,
): JsonSite {
  const { line } = node;
  const what = `site ${index + 1}`;
  const species = listOf(PYMATGEN, field(node, 'species'), `the species of ${what}`, line);
  const parts = species.map((s) => {
    const symbol = textField(s, 'element');
    if (symbol === undefined) refuse(PYMATGEN, s.line, `the element of ${what}`);
    const [occupancy] = numbersOf(
      PYMATGEN,
      {
        kind: 'array',
        line: s.line,
        items: [field(s, 'occu') ?? { kind: 'number', line: s.line, value: 1 }],
      },
      1,
      `the occupancy "occu" of ${what}`,
      s.line,
    );
    if (!(occupancy! >= 0 && occupancy! <= 1.001))
      refuse(PYMATGEN, s.line, `an occupancy of ${what} from 0 to 1`);
    return { z: elementOf(PYMATGEN, symbol, s.line, isotopes), occupancy: occupancy! };
  });
  const abc = field(node, 'abc');
  const xyz =
    abc === undefined
      ? numbersOf(PYMATGEN, field(node, 'xyz'), 3, `"abc" or "xyz" of ${what}`, line)
      : cartesian(lattice, numbersOf(PYMATGEN, abc, 3, `"abc" of ${what}`, line));
  const state = field(species[0], 'oxidation_state');
  const occupants = occupantsOf(parts);
  if (occupants.length === 0) refuse(PYMATGEN, line, `an element with an occupancy at ${what}`);
  return {
    line,
    label: textField(node, 'label') ?? `${what}`,
    occupants,
    alternative: null,
    xyz,
    chargeE: state?.kind === 'number' && Number.isFinite(state.value) ? state.value : undefined,
  };
}

/** True means free to move; flags that some sites lack are ignored. */
function readFrozen(sites: readonly JsonNode[]): Uint8Array | null {
  const flags = sites.map((site) => field(field(site, 'properties'), 'selective_dynamics'));
  if (flags.length === 0 || flags.some((f) => f?.kind !== 'array' || f.items.length !== 3))
    return null;
  const frozen = flags.flatMap((f) =>
    f?.kind === 'array'
      ? f.items.map((item) => (item.kind === 'boolean' && !item.value ? 1 : 0))
      : [],
  );
  return frozen.includes(1) ? Uint8Array.from(frozen) : null;
}
