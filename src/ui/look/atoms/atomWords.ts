import type { AtomFacts } from '#core/atoms/atomFacts.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { fixed, signedInFull } from '#core/math/decimals.ts';
import type { Report } from '#core/recipe/report/report.ts';
import { atomName } from '#ui/look/atomName.ts';

/** A name and a value with its unit. */
export type Fact = readonly [name: string, value: string, about?: string];

type Known = Pick<Report, 'layers'>;

/** Which crystal and plane; nothing for atoms of a file. */
export function placeFacts({ inStack }: AtomFacts, report: Known | null): readonly Fact[] {
  if (inStack === null || report === null) return [];
  const { slab, plane, planes, fromInterfaceAng } = inStack;
  const layer = report.layers[slab]!;
  const composition = layer.planes[plane - 1]?.label;
  return [
    ['crystal', `${subscripts(layer.label)} (${layer.role})`],
    [
      'plane',
      `${plane} of ${planes}${composition === undefined ? '' : ` · ${subscripts(composition)}`}`,
      'Atomic planes of the slab, counted from its bottom',
    ],
    ...(fromInterfaceAng === null
      ? []
      : ([
          [
            'from interface',
            `${fixed(fromInterfaceAng, 2)} Å`,
            'Along the normal, from midway between the atoms that face each other',
          ],
        ] as const)),
  ];
}

/** Charge, neighbours and the valence of the bonds. */
export function bondFacts({ inStack, neighbours, valence }: AtomFacts): readonly Fact[] {
  const out: Fact[] = [];
  if (inStack !== null)
    out.push([
      'charge',
      inStack.charge === null ? 'not known' : `${signedInFull(+inStack.charge.toFixed(3))} e`,
      'Formal charge of the crystal’s oxidation states',
    ]);
  out.push([
    'neighbours',
    inStack === null || inStack.bulkNeighbours === null
      ? String(neighbours.length)
      : `${neighbours.length}, in bulk ${inStack.bulkNeighbours}`,
    inStack === null
      ? 'Within 1.2 covalent radii'
      : 'Of other charge, up to the middle of the gap in the distances of the bulk crystals',
  ]);
  if (valence !== null) out.push(['bond valence', valenceText(valence), VALENCE_ABOUT]);
  return out;
}

const VALENCE_ABOUT = 'Σ exp((R₀ − R)/0.37 Å) over the neighbours, in valence units';

function valenceText({ sumVu, missing }: NonNullable<AtomFacts['valence']>): string {
  if (missing.length === 0) return `${fixed(sumVu, 2)} v.u.`;
  const without = `no parameter for ${missing.join(', ')}`;
  return sumVu === 0 ? without : `${fixed(sumVu, 2)} v.u., ${without}`;
}

/** Where it is. */
export const positionFacts = ({ frac, cartAng }: AtomFacts): readonly Fact[] => [
  ['fractional', frac.map((x) => fixed(x, 4)).join('  ')],
  ['Cartesian, Å', cartAng.map((x) => fixed(x, 3)).join('  ')],
];

/** A neighbour's name; one in another cell with the cell. */
export function neighbourName(
  numbers: ArrayLike<number>,
  { atom, image }: Pick<AtomFacts['neighbours'][number], 'atom' | 'image'>,
): string {
  const name = atomName(numbers, atom);
  return image.every((n) => n === 0)
    ? name
    : `${name} (${image.map((n) => fixed(n, 0)).join(' ')})`;
}

/** All that is known, in lines with tabs, for the clipboard. */
export function factsText(
  facts: AtomFacts,
  numbers: ArrayLike<number>,
  report: Known | null,
): string {
  const { valence } = facts;
  const rows: (readonly string[])[] = [
    ['atom', atomName(numbers, facts.atom)],
    ...[...placeFacts(facts, report), ...bondFacts(facts), ...positionFacts(facts)].map(
      ([name, value]) => [name, value],
    ),
    ...(valence?.sources ?? []).map((source) => ['bond valence by', source]),
    ['neighbour (cell)', 'distance, Å'],
    ...facts.neighbours.map((n) => [neighbourName(numbers, n), fixed(n.distanceAng, 3)]),
  ];
  return `${rows.map((row) => row.join('\t')).join('\n')}\n`;
}
