import { SYMBOLS } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { inRightHandedOrder, rightHanded } from '#core/io/rightHanded.ts';
import { numberedLabels, speciesOf } from '#core/io/species.ts';
import { ascii, commentLines, ranges, splitFrozen } from '#core/io/text/comment.ts';
import { numbersLine } from '#core/io/vasp/poscar.ts';
import { gthTotals } from './gth.ts';
import { magneticHint, noSpinText } from './magneticElements.ts';

export interface Cp2kOptions {
  readonly calculation: 'energy' | 'relax';
  /** Becomes PROJECT: letters, digits and hyphens. */
  readonly name: string;
  readonly comments: readonly string[];
  /** 3N, 1 = fixed along x, y, z. */
  readonly frozen?: Uint8Array | null;
  /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; absent or null: there is none. */
  readonly valencesE?: Float64Array | null;
  /** Name of each layer, a remark behind its atoms; absent: none. */
  readonly layers?: readonly string[];
  /** Γ-centred; 1 1 1 leaves the section out, and CP2K works at Γ. */
  readonly mesh: readonly [number, number, number];
  readonly dispersion: 'd3-zero' | 'd3-bj' | 'none';
  /** Starting moments in Bohr magnetons by element; null: no spin polarisation. */
  readonly moments: Readonly<Record<string, number>> | null;
  /** Surface dipole correction along z, and the fraction of c, in the vacuum, where its sawtooth jumps; null: none. */
  readonly dipole: { readonly jumpsAt: number; readonly isPolar: boolean } | null;
}

/** Indent of sections, in the order they are opened. */
const section = (name: string, body: readonly string[]): string[] => [
  `&${name}`,
  ...body.map((line) => `  ${line}`),
  `&END ${name.split(' ')[0]}`,
];

/** Where the iterations of the charge start. */
function firstCharge(fromRelaxed: boolean, stepsOfKpoints: boolean): string[] {
  if (fromRelaxed)
    return ['SCF_GUESS RESTART ! the charge of relax.inp, without the dipole correction'];
  // With k-points CP2K carries no charge from step to step, but reads its own restart file at each.
  if (stepsOfKpoints)
    return [
      '! From the charge of the last step. At the first CP2K warns that there is none, and takes that of the atoms.',
      'SCF_GUESS RESTART',
    ];
  return ['SCF_GUESS ATOMIC'];
}

/**
 * Input of CP2K (Quickstep, GPW): PBE, GTH pseudopotentials, DZVP-MOLOPT-SR-GTH basis sets, which CP2K
 * ships itself. Atoms keep their order; a left-handed cell has a and b exchanged.
 * @see https://manual.cp2k.org
 */
export function writeCp2k(structure: Structure, options: Cp2kOptions): string {
  const { calculation, dispersion, moments } = options;
  const mesh = inRightHandedOrder(structure.lattice, options.mesh);
  const relax = calculation === 'relax';
  // A polar slab is relaxed without the correction, with which its charge need not converge; the energy starts from that charge.
  const isPolar = options.dipole?.isPolar ?? false;
  const fromRelaxed = isPolar && !relax;
  const atGamma = mesh.every((n) => n === 1);
  const added = addedElectrons(options.valencesE ?? null);
  const states = statesOf(structure, moments, added);
  const dft = [
    'BASIS_SET_FILE_NAME BASIS_MOLOPT',
    'BASIS_SET_FILE_NAME BASIS_MOLOPT_UCL',
    'POTENTIAL_FILE_NAME GTH_POTENTIALS',
    ...(fromRelaxed
      ? [`WFN_RESTART_FILE_NAME ${options.name}-RESTART.${atGamma ? 'wfn' : 'kp'}`]
      : []),
    ...(added === 0
      ? []
      : [
          `CHARGE ${-added} ! CP2K gives each H one electron: with the CORE_CORRECTION of the kinds the cell is neutral`,
        ]),
    `UKS ${states.isPolarised ? '.TRUE.' : '.FALSE.'} ! ${states.why}`,
    ...(moments === null
      ? []
      : [`MULTIPLICITY ${states.unpaired + 1} ! to start with, the sum of the moments`]),
    ...section('MGRID', ['CUTOFF 600 ! Ry', 'REL_CUTOFF 60 ! Ry']),
    ...section('QS', ['METHOD GPW', 'EPS_DEFAULT 1.0E-12']),
    ...(atGamma
      ? []
      : section('KPOINTS', [
          `SCHEME MACDONALD ${mesh.join(' ')} ${mesh.map(shiftToGamma).join(' ')} ! Gamma-centred`,
          'FULL_GRID .FALSE.',
          'SYMMETRY .FALSE.',
        ])),
    ...section('SCF', [
      ...firstCharge(fromRelaxed, relax && !atGamma),
      'EPS_SCF 1.0E-6',
      'MAX_SCF 200',
      `ADDED_MOS ${states.added}${states.isPolarised ? ` ${states.added}` : ''} ! empty states for the smearing, of ${states.functions} functions`,
      ...section('DIAGONALIZATION', ['ALGORITHM STANDARD']),
      ...section('MIXING', mixingLines(fromRelaxed)),
      ...section('SMEAR', ['METHOD FERMI_DIRAC', 'ELECTRONIC_TEMPERATURE [K] 300']),
    ]),
    ...section('XC', [
      ...section('XC_FUNCTIONAL PBE', []),
      ...(dispersion === 'none' ? [] : section('VDW_POTENTIAL', dispersionLines(dispersion))),
    ]),
    ...(options.dipole === null ? [] : dipoleLines(structure, options.dipole, relax)),
  ];
  return [
    ...commentLines('#', options.comments),
    ...section('GLOBAL', [
      `PROJECT ${options.name}`,
      `RUN_TYPE ${relax ? 'GEO_OPT' : 'ENERGY'}`,
      'PRINT_LEVEL MEDIUM',
    ]),
    ...section('FORCE_EVAL', [
      'METHOD Quickstep',
      ...section('DFT', dft),
      ...section('SUBSYS', subsystem(structure, options)),
    ]),
    ...(relax ? section('MOTION', motion(options)) : []),
    '',
  ].join('\n');
}

/**
 * The dipole correction answers a shift of charge between the two faces with a field across the whole slab: on a polar
 * one a mixing that is fast without it drives the charge into the vacuum. Damped long waves and a long memory settle it.
 */
const mixingLines = (isGentle: boolean): string[] => [
  'METHOD BROYDEN_MIXING',
  ...(isGentle
    ? [
        'ALPHA 0.1 ! small, with long waves damped more: the dipole correction acts on the whole slab',
        'BETA 0.3 ! 1/bohr',
        'NBROYDEN 20',
      ]
    : [
        'ALPHA 0.4',
        'BETA 0.1 ! 1/bohr; the default of 0.5 nearly stops the mixing along a long axis',
        'NBROYDEN 8',
      ]),
];

/**
 * Without a position CP2K lets the sawtooth jump where the charge, averaged over the plane, is nearest to zero. While
 * the charge of a polar slab is mixed that may be a crossing of zero inside the slab, another one at each step.
 */
function dipoleLines(
  { lattice }: Structure,
  { jumpsAt, isPolar }: NonNullable<Cp2kOptions['dipole']>,
  relax: boolean,
): string[] {
  if (isPolar && relax)
    return ['! No SURFACE_DIPOLE_CORRECTION: on a polar slab its charge need not converge'];
  const on = ['SURFACE_DIPOLE_CORRECTION .TRUE. ! the two faces differ', 'SURF_DIP_DIR Z'];
  if (!isPolar) return on;
  // CP2K counts planes from the wall of the cell: the wall at the other end would be one too far.
  const withinCell = Math.max(0, jumpsAt - Math.floor(jumpsAt + 1e-9));
  return [
    ...on,
    `SURF_DIP_POS ${(withinCell * lattice[8]!).toFixed(3)} ! Angstrom, mid-vacuum; CP2K's own choice may lie inside the slab`,
  ];
}

/** Empty states as a fraction of the occupied ones, and at least so many. */
const EMPTY_SHARE = 0.15;
const LEAST_EMPTY = 8;

/**
 * Unpaired electrons of the whole cell: the sum of the moments, as a whole number that the electrons allow. CP2K scales
 * the density of each spin to it: without it the moments of the atoms would be scaled away. The smearing lets it change.
 */
function unpairedOf(
  numbers: ArrayLike<number>,
  moments: Readonly<Record<string, number>>,
  electrons: number,
): number {
  const each = Array.from(numbers, (z) => moments[SYMBOLS[z]!] ?? 0);
  const sum = Math.abs(each.reduce((total, moment) => total + moment, 0));
  const parity = electrons % 2;
  return Math.min(electrons, parity + 2 * Math.max(0, Math.round((sum - parity) / 2)));
}

/** Whether the spins differ, and how many empty states the cell gets. */
function statesOf({ numbers }: Structure, moments: Cp2kOptions['moments'], added: number) {
  const { electrons: ofElements, functions } = gthTotals(numbers);
  const electrons = ofElements + added;
  const occupied = Math.ceil(electrons / 2);
  const surplus =
    moments === null
      ? 0
      : Array.from(numbers).reduce((sum, z) => sum + Math.abs(moments[SYMBOLS[z]!] ?? 0), 0);
  const unpaired = moments === null ? electrons % 2 : unpairedOf(numbers, moments, electrons);
  const wanted = Math.max(LEAST_EMPTY, Math.ceil(EMPTY_SHARE * occupied)) + Math.ceil(surplus / 2);
  return {
    isPolarised: moments !== null || electrons % 2 === 1,
    why:
      moments !== null
        ? 'spin-polarised, from the MAGNETIZATION of each KIND'
        : electrons % 2 === 1
          ? `an odd number of electrons, ${electrons}${magneticHint(numbers)}`
          : noSpinText(numbers),
    unpaired,
    added: Math.max(0, Math.min(wanted, functions - (electrons + unpaired) / 2)),
    functions,
  };
}

/**
 * CP2K's points are (2i − n − 1)/2n plus the shift, i = 1 … n: for an even n this moves one of them to Γ.
 */
const shiftToGamma = (n: number): number => (n % 2 === 0 ? 1 / (2 * n) : 0);

const dispersionLines = (which: 'd3-zero' | 'd3-bj'): string[] => [
  'DISPERSION_FUNCTIONAL PAIR_POTENTIAL',
  ...section('PAIR_POTENTIAL', [
    `TYPE ${which === 'd3-zero' ? 'DFTD3 ! zero damping' : 'DFTD3(BJ) ! Becke-Johnson damping'}`,
    'PARAMETER_FILE_NAME dftd3.dat',
    'REFERENCE_FUNCTIONAL PBE',
    'R_CUTOFF 25.0',
  ]),
];

function subsystem(structure: Structure, options: Cp2kOptions): string[] {
  const { numbers, xyz, layer } = structure;
  const { species, of } = speciesOf(numbers, options.valencesE ?? null);
  const labels = numberedLabels(species);
  const lattice = rightHanded(structure.lattice);
  const vector = (i: number) =>
    numbersLine([lattice[3 * i]!, lattice[3 * i + 1]!, lattice[3 * i + 2]!], 12);
  return [
    ...section('CELL', [
      ...['A', 'B', 'C'].map((name, i) => `${name} ${vector(i).trim()}`),
      'PERIODIC XYZ',
    ]),
    ...section(
      'COORD',
      Array.from(of, (kind, i) => {
        const at = numbersLine([xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!], 12);
        const name = options.layers?.[layer[i]!];
        return `${labels[kind]!.padEnd(2)}${at}${name === undefined ? '' : ` ! ${ascii(name)}`}`;
      }),
    ),
    // A search for bonds stops at large ions such as Cs, and quantum runs need none.
    ...section('TOPOLOGY', ['CONNECTIVITY OFF']),
    ...species.flatMap(({ symbol, valenceE }, k) =>
      section(`KIND ${labels[k]}`, [
        ...(valenceE === null ? [] : [`ELEMENT ${symbol}`]),
        'BASIS_SET DZVP-MOLOPT-SR-GTH',
        'POTENTIAL GTH-PBE',
        ...(valenceE === null ? [] : correctionLines(valenceE)),
        ...momentLines(options.moments?.[symbol] ?? 0),
      ]),
    ),
  ];
}

const correctionLines = (valenceE: number): readonly string[] => [
  `CORE_CORRECTION ${+(valenceE - 1).toFixed(4)} ! pseudo-hydrogen of nuclear charge ${valenceE} e`,
];

/**
 * Electrons beyond one for each pseudo-hydrogen that a neutral cell has.
 * @throws `setting` where they are no whole number, as CP2K counts them
 */
function addedElectrons(valencesE: Float64Array | null): number {
  const pseudo = Array.from(valencesE ?? []).filter((v) => !Number.isNaN(v));
  const sum = pseudo.reduce((s, v) => s + v - 1, 0);
  const whole = Math.round(sum);
  // Thirds are rounded in the fourth decimal.
  if (Math.abs(sum - whole) > 1e-4 * pseudo.length)
    throw new EpistackError({
      code: 'setting',
      field: 'pseudo-hydrogen',
      expected: `nuclear charges that add up to a whole number of electrons, which CP2K needs: these are ${+sum.toFixed(4)} beyond one each. Passivate more or fewer bonds, repeat the cell, or take VASP or Quantum ESPRESSO`,
    });
  return whole;
}

const momentLines = (moment: number): readonly string[] =>
  moment === 0 ? [] : [`MAGNETIZATION ${moment} ! Bohr magnetons, to start with`];

function motion({ frozen = null }: Cp2kOptions): string[] {
  const { whole, partly } = splitFrozen(frozen);
  const fixed = [
    ...(whole.length === 0
      ? []
      : section('FIXED_ATOMS', [
          'COMPONENTS_TO_FIX XYZ',
          ...ranges(whole.map((i) => i + 1)).map(([p, q]) => `LIST ${p}..${q}`),
        ])),
    ...partly.flatMap((i) =>
      section('FIXED_ATOMS', [
        `COMPONENTS_TO_FIX ${['X', 'Y', 'Z'].filter((_, k) => frozen![3 * i + k]).join('')}`,
        `LIST ${i + 1}`,
      ]),
    ),
  ];
  return [
    ...section('GEO_OPT', [
      'OPTIMIZER BFGS',
      'MAX_ITER 200',
      'MAX_FORCE 3.9E-4 ! Ha/bohr, 0.02 eV/A',
    ]),
    ...(fixed.length === 0 ? [] : section('CONSTRAINT', fixed)),
  ];
}
