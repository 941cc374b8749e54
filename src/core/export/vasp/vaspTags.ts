import { composition, type Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import type { Dipole } from '#core/export/dipole.ts';
import type { JobOptions } from '#core/export/job/jobOptions.ts';
import type { Mesh } from '#core/export/kpoints.ts';
import { noSpinText } from '#core/io/inputs/magneticElements.ts';
import type { HubbardU } from '#core/io/metadata.ts';
import { type Species, speciesOf } from '#core/io/species.ts';
import { row } from '#core/math/mat3.ts';
import { norm } from '#core/math/vec3.ts';
import type { Tag, TagGroup } from './incar.ts';
import { potcarKey } from './potcar.ts';

export type Dispersion = 'd3-zero' | 'd3-bj' | 'none';

/** On-site repulsion of one element, Dudarev's form. */
/** What all sets share; the defaults are the paper's where it prints a value. */
export interface Electrons {
  readonly encutEV: number;
  readonly dispersion: Dispersion;
  /** Starting moments in μB by element; null leaves spin out. */
  readonly magmom: Readonly<Record<string, number>> | null;
  readonly hubbard: Readonly<Record<string, HubbardU>> | null;
  readonly dipole: Dipole;
  readonly mesh: Mesh;
  readonly job: JobOptions;
  /** The crystals are those of the paper. */
  readonly ofPaper: boolean;
  /** Projection in reciprocal space: exact, and the same for cells of any size. */
  readonly exactProjection: boolean;
}

const tag = (name: string, value: string, from: Tag['from'], why: string): Tag => ({
  name,
  value,
  why,
  from,
});

/** Cells with more atoms than this gain from projecting in real space. */
const REAL_SPACE_ATOMS = 30;

/**
 * Basis, functional, smearing, spin, U and dipole correction.
 * @param valencesE N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; null where there is none
 */
export function electronTags(
  structure: Structure,
  valencesE: Float64Array | null,
  electrons: Electrons,
  ediffEV: string,
): readonly TagGroup[] {
  const { encutEV, exactProjection } = electrons;
  const { species } = speciesOf(structure.numbers, valencesE);
  const large = structure.numbers.length > REAL_SPACE_ATOMS && !exactProjection;
  return [
    {
      heading: 'Electrons',
      tags: [
        tag('PREC', 'Accurate', 'choice', 'fine grids, so that forces are smooth'),
        tag(
          'ENCUT',
          String(encutEV),
          encutEV === 400 ? 'paper' : 'you',
          'plane waves up to this energy, eV. Must not be below ENMAX of any POTCAR',
        ),
        tag('GGA', 'PE', 'paper', 'exchange and correlation of Perdew, Burke, Ernzerhof (PBE)'),
        ...dispersionTags(electrons),
        tag('EDIFF', ediffEV, 'choice', 'electronic loop ends below this change of energy, eV'),
        tag('NELM', '120', 'choice', 'most electronic steps before it gives up'),
        tag('ALGO', 'Normal', 'choice', 'blocked Davidson, the robust minimiser'),
        tag('ISMEAR', '0', 'choice', 'Gaussian smearing, safe for insulators and metals alike'),
        tag('SIGMA', '0.05', 'choice', 'width of the smearing, eV'),
        large
          ? tag(
              'LREAL',
              'Auto',
              'choice',
              'projectors in real space, faster for more than 30 atoms',
            )
          : tag('LREAL', '.FALSE.', 'choice', 'projectors in reciprocal space, exact'),
        ...longCellTags(structure),
      ],
    },
    { heading: 'Parallel: how the ranks of job.sh share the work', tags: parallelTags(electrons) },
    { heading: 'Spin', tags: spinTags(structure, species, electrons.magmom) },
    {
      heading: 'On-site repulsion (DFT+U)',
      tags: hubbardTags(structure, species, electrons.hubbard),
    },
    { heading: 'Dipole of the slab', tags: dipoleTags(electrons.dipole) },
  ];
}

/** In cells longer than this the charge sloshes along them, Å. */
const LONG_CELL_ANG = 50;

/** @see https://vasp.at/wiki/AMIN */
function longCellTags({ lattice }: Structure): readonly Tag[] {
  const longest = Math.max(...[0, 1, 2].map((i) => norm(row(lattice, i))));
  if (!(longest > LONG_CELL_ANG)) return [];
  return [
    tag(
      'AMIN',
      '0.01',
      'choice',
      `steadier mixing of the charge: the cell is ${longest.toFixed(0)} A long, over ${LONG_CELL_ANG} A`,
    ),
  ];
}

/** Divisors of `n`, largest first. */
const divisors = (n: number): readonly number[] =>
  Array.from({ length: n }, (_, k) => n - k).filter((d) => n % d === 0);

/** At most this fraction of the ranks may wait for the others when k-points do not divide evenly. */
const MOST_IDLE = 0.25;

/**
 * Fewest points of a Gamma-centred mesh that any symmetry leaves: VASP wants no more groups than those. Equal counts
 * along two axes are taken for hexagonal ones, along all three for cubic ones.
 */
export function fewestPoints(mesh: Mesh): number {
  const [p, q, r] = mesh;
  const half = (n: number) => Math.floor(n / 2) + 1;
  const hexagonal = (n: number) => Math.floor((n * n + 6 * n + 12) / 12);
  if (p === q && q === r) return Math.ceil((p * q * r) / 48);
  if (p === q) return hexagonal(p) * half(r);
  if (q === r) return hexagonal(q) * half(p);
  if (p === r) return hexagonal(p) * half(q);
  return half(p) * half(q) * half(r);
}

/** @see https://vasp.at/wiki/NCORE and KPAR */
function parallelTags({ job: { tasks }, mesh }: Electrons): readonly Tag[] {
  const points = fewestPoints(mesh);
  const isEven = (d: number) => points / (Math.ceil(points / d) * d) >= 1 - MOST_IDLE;
  // One divides every count, so both divisors are found.
  const groups = divisors(tasks).find((d) => d <= points && isEven(d))!;
  const ranks = tasks / groups;
  const why =
    points === 1
      ? 'one k-point'
      : `groups of ranks that take k-points each: a divisor of the ${tasks} ranks, at most the number of k-points in IBZKPT. Fewer need less memory`;
  return [
    tag('KPAR', String(groups), 'choice', why),
    tag(
      'NCORE',
      String(divisors(ranks).find((d) => d * d <= ranks)),
      'choice',
      `ranks that work on one band: a divisor of the ${ranks} ranks of a group near its root. Try the cores that share a cache or a memory`,
    ),
  ];
}

function dispersionTags({
  dispersion,
  ofPaper,
}: Pick<Electrons, 'dispersion' | 'ofPaper'>): readonly Tag[] {
  if (dispersion === 'none') return [tag('IVDW', '0', 'you', 'no dispersion correction')];
  const zero = dispersion === 'd3-zero';
  return [
    tag(
      'IVDW',
      zero ? '11' : '12',
      'paper',
      `DFT-D3 dispersion with ${zero ? 'zero damping (Grimme 2010)' : 'Becke-Johnson damping (Grimme 2011)'}. ${ofPaper ? 'The paper cites both papers. ' : ''}11 is zero, 12 Becke-Johnson damping`,
    ),
  ];
}

function spinTags(
  structure: Structure,
  species: readonly Species[],
  magmom: Electrons['magmom'],
): readonly Tag[] {
  if (magmom === null) return [tag('ISPIN', '1', 'choice', noSpinText(structure.numbers))];
  checkElements(structure, magmom, 'magnetic moments');
  return [
    tag('ISPIN', '2', 'you', 'spin-polarised'),
    tag(
      'MAGMOM',
      // "20*0 16*2.5", a count for each block of the POSCAR.
      species.map(({ symbol, atoms }) => `${atoms}*${magmom[symbol] ?? 0}`).join(' '),
      'you',
      'starting moments in Bohr magnetons, in the order of the POSCAR',
    ),
  ];
}

function hubbardTags(
  structure: Structure,
  species: readonly Species[],
  hubbard: Electrons['hubbard'],
): readonly Tag[] {
  if (hubbard === null) return [];
  checkElements(structure, hubbard, 'U values');
  const symbols = species.map(({ symbol }) => symbol);
  const row = (f: (u: HubbardU | undefined) => number) =>
    symbols.map((s) => f(hubbard[s])).join(' ');
  const highest = Math.max(...Object.values(hubbard).map((u) => u.l));
  return [
    tag('LDAU', '.TRUE.', 'you', 'switches DFT+U on'),
    tag(
      'LASPH',
      '.TRUE.',
      'choice',
      'aspherical parts of the density inside the spheres, which d and f electrons with U have',
    ),
    tag('LDAUTYPE', '2', 'choice', 'Dudarev, where only U - J counts'),
    tag(
      'LDAUL',
      row((u) => u?.l ?? -1),
      'you',
      `l of ${symbols.join(' ')} (-1 leaves out)`,
    ),
    tag(
      'LDAUU',
      row((u) => u?.uEV ?? 0),
      'you',
      'U in eV, the same order',
    ),
    tag(
      'LDAUJ',
      row((u) => u?.jEV ?? 0),
      'you',
      'J in eV, the same order',
    ),
    ...(highest > 1
      ? [tag('LMAXMIX', highest === 3 ? '6' : '4', 'task', 'mixes d or f occupations too')]
      : []),
  ];
}

/** @throws `setting` naming an element that was asked for and is not in the structure */
export function checkSpecies(
  structure: Structure,
  valencesE: Float64Array | null,
  {
    magmom,
    hubbard,
    potcar,
  }: Pick<Electrons, 'magmom' | 'hubbard'> & { readonly potcar: Readonly<Record<string, string>> },
): void {
  checkElements(structure, magmom ?? {}, 'magnetic moments');
  checkElements(structure, hubbard ?? {}, 'U values');
  const { species } = speciesOf(structure.numbers, valencesE);
  checkAmong(species.map(potcarKey), potcar, 'potentials');
}

function checkElements(
  structure: Structure,
  values: Readonly<Record<string, unknown>>,
  field: string,
): void {
  checkAmong(Object.keys(composition(structure.numbers)), values, field);
}

function checkAmong(
  present: readonly string[],
  values: Readonly<Record<string, unknown>>,
  field: string,
): void {
  const stranger = Object.keys(values).find((s) => !present.includes(s));
  if (stranger !== undefined)
    throw new EpistackError({
      code: 'setting',
      field,
      expected: `elements of this structure (${present.join(', ')}), not ${stranger}`,
    });
}

function dipoleTags({ correct, reason, centre }: Dipole): readonly Tag[] {
  if (!correct) return [];
  return [
    tag('LDIPOL', '.TRUE.', 'choice', `potential and forces corrected. ${reason}`),
    tag('IDIPOL', '3', 'task', 'dipole along the third vector, the normal of the slab'),
    tag(
      'DIPOL',
      centre.map((x) => x.toFixed(4)).join(' '),
      'task',
      'centre of mass in fractions of the cell, from which the dipole is measured',
    ),
  ];
}
