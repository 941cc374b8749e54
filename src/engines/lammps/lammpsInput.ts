import { atomicNumber, MASS_U, SYMBOLS } from '#core/crystal/elements.ts';
import { composition, type Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { ascii } from '#core/io/text/comment.ts';
import { fromRows, mul, mulRow, row, transpose } from '#core/math/mat3.ts';
import { add, cross, scale, unit, type Vec3 } from '#core/math/vec3.ts';
import { pseudoAsHydrogen } from '#core/recipe/handEdits/pseudoHydrogen.ts';
import { boundaryOf, type Ewald, ewaldLines, uprightBox } from '#engines/lammps/coulomb/ewald.ts';
import {
  type OwnPotential,
  ownFiles,
  ownLines,
  ownParameters,
} from '#engines/lammps/own/ownPotential.ts';
import { buildFor } from '#engines/lammps/own/ownStyles.ts';
import {
  hasCharges,
  type PairParameters,
  type PotentialParameters,
  parametersFor,
} from './potentials.ts';
import type { Protocol } from './protocols.ts';
import { stageLines } from './stages.ts';

export interface LammpsInput {
  readonly engine: 'lammps';
  /** Contents of `structure.data`. */
  readonly data: string;
  /** Contents of `in.lammps`; runs as it is in any LAMMPS with `structure.data` beside it. */
  readonly script: string;
  readonly protocol: Protocol;
  readonly potential: PotentialParameters;
  readonly assumptions: readonly string[];
  /** 3×3: position in the structure's own axes = row position in LAMMPS axes · toStructure. */
  readonly toStructure: Float64Array;
  readonly snapshotSteps: number;
  /**
   * Where it starts: the structure's lattice and positions, and the box in LAMMPS axes; 3×3, 3N, Å. Of a slab alone the
   * third edge of the box is no edge of the lattice.
   */
  readonly start: {
    readonly lattice: Float64Array;
    readonly xyz: Float64Array;
    readonly box: Float64Array;
  };
  /** N, 1 = stays where it is; null when none does. */
  readonly frozen: Uint8Array | null;
  /** Parameters from the literature, or a potential file that somebody brought. */
  readonly origin: 'published' | 'brought';
  /** What the Coulomb sum of published parameters is of; null where it ends at 12 Å, or a file brings its own. */
  readonly ewald: Ewald | null;
  /** Which module of the package has all that the script asks for. */
  readonly build: 'serial' | 'full';
  /** Files beside both that the script reads. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

export interface InputOptions {
  /** Of the starting velocities, 1 … 2³¹ − 1. */
  readonly seed: number;
  /** N, 1 = stays where it is. */
  readonly frozen?: Uint8Array | null;
  /** A potential file instead of the published parameters. */
  readonly own?: OwnPotential | null;
  /** Whether it is a particle in an empty box, that neither wanders nor turns, and may be charged. */
  readonly alone?: boolean;
  /** The whole Coulomb sum with the published parameters, which only a LAMMPS with KSPACE has; null ends it at 12 Å. */
  readonly ewald?: Ewald | null;
  /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms: it is a type of hydrogen here, and that is told. */
  readonly valencesE?: Float64Array | null;
}

export const DATA_FILE = 'structure.data';

const COULOMB_CUTOFF_ANG = 12;
/** A tilt below this is rounding. */
const NO_TILT_ANG = 1e-9;

/**
 * Input of a LAMMPS run: `units real`, a pair form and damped shifted-force Coulomb sums, both of which
 * every LAMMPS has, the serial build for browsers too; or with `ewald` whole sums by PPPM.
 * @param structure right-handed cell of any orientation; atoms may lie outside it
 * @throws `no-potential`, `charged`, `bad-lattice`; `setting` for a seed out of range, no free atom,
 *   or a whole sum of no charges
 * @see Fennell, Gezelter, J. Chem. Phys. 2006, 124, 234104, doi 10.1063/1.2206581 (coul/dsf)
 */
export function lammpsInput(
  structure: Structure,
  protocol: Protocol,
  options: InputOptions,
): LammpsInput {
  const { seed } = options;
  if (!(Number.isInteger(seed) && seed > 0 && seed < 2 ** 31))
    throw new EpistackError({
      code: 'setting',
      field: 'seed',
      expected: 'an integer from 1 to 2147483647',
    });
  const frozen = options.frozen?.includes(1) ? options.frozen : null;
  if (frozen?.every((flag) => flag === 1))
    throw new EpistackError({
      code: 'setting',
      field: 'freeze',
      expected: 'at least one free atom',
    });
  const own = options.own ?? null;
  const alone = options.alone ?? false;
  const potential =
    own === null
      ? parametersFor(structure.numbers, { mayBeCharged: alone })
      : ownParameters(structure.numbers, own);
  const ewald = own === null ? (options.ewald ?? null) : null;
  if (ewald !== null && !hasCharges(potential))
    throw new EpistackError({
      code: 'setting',
      field: 'Coulomb sum',
      expected: 'dsf: these atoms carry no charges, and PPPM has nothing to sum',
    });
  const pseudo = pseudoAsHydrogen(options.valencesE ?? null);
  const assumptions = [...potential.assumptions, ...(pseudo === null ? [] : [pseudo])];
  const axes = lammpsAxes(structure.lattice);
  const { toStructure } = axes;
  const types = new Map(potential.species.map((s, i) => [atomicNumber(s.symbol)!, i + 1]));
  // Positions as built, so that the files of the recorded run stay the same byte for byte.
  const title = Object.entries(composition(structure.numbers))
    .map(([symbol, n]) => (n === 1 ? symbol : `${symbol}${n}`))
    .join('');

  const toLammps = transpose(toStructure);
  const places = Array.from(structure.numbers, (_, i) => mulRow(row(structure.xyz, i), toLammps));
  const isOblique = Math.abs(axes.box[3]!) > NO_TILT_ANG;
  const upright =
    ewald === 'slab'
      ? uprightBox(
          places.map(([, , z]) => z),
          isOblique,
        )
      : null;
  const [low, high] = upright === null ? [0, axes.box[8]!] : [upright.lowAng, upright.highAng];
  const box =
    upright === null ? axes.box : Float64Array.of(...axes.box.subarray(0, 6), 0, 0, high - low);
  const tilts = [box[3]!, box[6]!, box[7]!];
  const atomLines = Array.from(structure.numbers, (z, i) => {
    const at = places[i]!;
    const type = types.get(z)!;
    return `${i + 1} ${type} ${potential.species[type - 1]!.chargeE} ${at.map(fixed).join(' ')}`;
  });
  const data = [
    `${title}, positions in Angstrom, written by Epistack`,
    '',
    `${structure.numbers.length} atoms`,
    `${types.size} atom types`,
    '',
    `0.0 ${fixed(box[0]!)} xlo xhi`,
    `0.0 ${fixed(box[4]!)} ylo yhi`,
    `${low === 0 ? '0.0' : fixed(low)} ${fixed(high)} zlo zhi`,
    // Without this line the box is orthogonal, and LAMMPS faster.
    ...(tilts.some((t) => Math.abs(t) > NO_TILT_ANG)
      ? [`${tilts.map(fixed).join(' ')} xy xz yz`]
      : []),
    '',
    'Masses',
    '',
    ...[...types].map(([z, type]) => `${type} ${MASS_U[z]} # ${SYMBOLS[z]}`),
    '',
    'Atoms # charge',
    '',
    ...atomLines,
    '',
  ].join('\n');

  const scripted = protocol.stages.some(({ kind }) => kind === 'script');
  const typeOf = (symbol: string) => types.get(atomicNumber(symbol)!)!;
  const script = [
    `# ${title}: ${own === null ? 'classical preview' : ascii(potential.label)} by Epistack, not DFT. Seed ${seed}.`,
    ...potential.sources.map((s) => ascii(`# parameters: ${s.cite}, ${s.id}`)),
    ...assumptions.map((text) => ascii(`# assumed: ${text}`)),
    'units real # kcal/mol, Angstrom, fs',
    'atom_style charge',
    `boundary ${boundaryOf(ewald, isOblique)}`,
    `read_data ${DATA_FILE}`,
    '',
    ...(own === null
      ? [...publishedLines(potential, typeOf, ewald), ...ewaldLines(ewald, isOblique)]
      : ownLines(
          own,
          potential.species.map(({ symbol }) => symbol),
        )),
    'neighbor 2.0 bin',
    'neigh_modify every 1 delay 0 check yes',
    '',
    // A script may change the time step and minimise in between, so LAMMPS itself has to print the time.
    `thermo_style custom step ${scripted ? 'time dt ' : ''}temp pe ke etotal press`,
    'thermo_modify format float %.10g',
    `thermo ${protocol.snapshotSteps}`,
    `timestep ${protocol.timestepFs}`,
    ...stageLines(protocol, { seed, frozen, layer: structure.layer, alone }),
    '',
  ].join('\n');
  return {
    engine: 'lammps',
    data,
    script,
    toStructure,
    protocol,
    potential,
    assumptions,
    snapshotSteps: protocol.snapshotSteps,
    start: { lattice: structure.lattice, xyz: structure.xyz, box },
    frozen,
    origin: own === null ? 'published' : 'brought',
    ewald,
    build: own !== null ? buildFor(own.style) : ewald === null ? 'serial' : 'full',
    files: own === null ? [] : ownFiles(own),
  };
}

/** Pair form of published parameters, and their Coulomb sum as far as pairs have it. */
const publishedLines = (
  potential: PotentialParameters,
  typeOf: (symbol: string) => number,
  ewald: Ewald | null,
): readonly string[] => [
  `pair_style hybrid/overlay ${potential.pairs[0]!.form} ${potential.cutoffAng.toFixed(1)} ${ewald === null ? `coul/dsf ${potential.dampingPerAng}` : 'coul/long'} ${COULOMB_CUTOFF_ANG.toFixed(1)}`,
  ...potential.pairs.map((p) => {
    const [i, j] = [typeOf(p.a), typeOf(p.b)].sort((u, v) => u - v);
    const values = coefficients(p).map((x) => +x.toPrecision(10));
    return `pair_coeff ${i} ${j} ${p.form} ${values.join(' ')} # ${p.a}-${p.b}, ${p.origin}`;
  }),
  `pair_coeff * * ${ewald === null ? 'coul/dsf' : 'coul/long'}`,
];

/** In the order of the pair_coeff command of the form. */
function coefficients(p: PairParameters): readonly number[] {
  switch (p.form) {
    case 'lj/cut':
      return [p.epsilonKcalMol, p.sigmaAng];
    case 'buck':
      return [p.aKcalMol, p.rhoAng, p.cKcalMolAng6];
    case 'born':
      // LAMMPS adds its D/r⁸.
      return [p.aKcalMol, p.rhoAng, p.sigmaAng, p.cKcalMolAng6, -p.dKcalMolAng8];
    default:
      return p satisfies never;
  }
}

/**
 * The cell in the axes that LAMMPS wants: a along x, b in the xy plane, tilts of at most half an edge.
 * @returns `box`, rows of the same lattice; `toStructure`, rows are the LAMMPS axes in structure axes
 * @throws `bad-lattice` for a left-handed cell, which no rotation brings there
 */
function lammpsAxes(lattice: Float64Array): { box: Float64Array; toStructure: Float64Array } {
  const x = unit(row(lattice, 0));
  const z = unit(cross(row(lattice, 0), row(lattice, 1)));
  const toStructure = fromRows(x, cross(z, x), z);
  const turned = mul(lattice, transpose(toStructure));
  if (!(turned[8]! > 0))
    throw new EpistackError({
      code: 'bad-lattice',
      reason: 'a, b, c are left-handed; LAMMPS needs a right-handed cell',
    });
  const a: Vec3 = [turned[0]!, 0, 0];
  const b = without(a, 0, [turned[3]!, turned[4]!, 0]);
  const c = without(a, 0, without(b, 1, row(turned, 2)));
  return { box: fromRows(a, b, c), toStructure };
}

/** `v` less the whole multiple of `by` that brings component `k` within half of by[k]. */
const without = (by: Vec3, k: 0 | 1, v: Vec3): Vec3 => add(v, scale(by, -Math.round(v[k] / by[k])));

const fixed = (x: number): string => x.toFixed(10);
