import { atomicNumber, MASS_U, SYMBOLS } from '#core/crystal/elements.ts';
import { composition, formula, type Structure } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { fromRows, mul, mulRow, row, transpose } from '#core/math/mat3.ts';
import { add, cross, scale, unit, type Vec3 } from '#core/math/vec3.ts';
import { parametersFor } from './potentials.ts';

export type Stage =
  /** Energy and forces of the given positions. */
  | { readonly kind: 'point' }
  /** Conjugate gradients in the fixed cell, until no force is above `forceKcalMolAng`. */
  | { readonly kind: 'minimise'; readonly forceKcalMolAng: number; readonly maxIterations: number }
  /** NVE with all velocities scaled to a target that moves linearly, every `everySteps`. */
  | {
      readonly kind: 'rescale';
      readonly steps: number;
      readonly fromK: number;
      readonly toK: number;
      readonly everySteps: number;
    }
  | { readonly kind: 'nve'; readonly steps: number };

export interface Protocol {
  readonly timestepFs: number;
  readonly snapshotSteps: number;
  readonly stages: readonly Stage[];
}

/**
 * Qiu et al. (Adv. Sci. 2023, 10, 2206560): 300 K by repeated velocity rescaling for 2 ps, 6 ps of NVE,
 * 1 fs steps. How they rescaled is not printed; here velocities of 300 K from the start, rescaled every
 * 10 fs. A slow ramp from the cold would be worse: rescaling feeds a free sliding of the slabs twice as
 * fast as the vibrations, and a ramp from 10 K left the film gliding at 1.3 Å/ps.
 */
export const PAPER_PROTOCOL: Protocol = {
  timestepFs: 1,
  snapshotSteps: 20,
  stages: [
    { kind: 'minimise', forceKcalMolAng: 0.01, maxIterations: 5000 },
    { kind: 'rescale', steps: 2000, fromK: 300, toK: 300, everySteps: 10 },
    { kind: 'nve', steps: 6000 },
  ],
};

export interface LammpsInput {
  /** Contents of `structure.data`. */
  readonly data: string;
  /** Contents of `in.lammps`; runs as it is in any LAMMPS with `structure.data` beside it. */
  readonly script: string;
  readonly assumptions: readonly string[];
  /** 3×3: position in the structure's own axes = row position in LAMMPS axes · toStructure. */
  readonly toStructure: Float64Array;
  readonly snapshotSteps: number;
}

export const DATA_FILE = 'structure.data';
export const SNAPSHOT_FILE = 'snapshots.lammpstrj';
/**
 * Damping 0.05/Å, cut-off 12 Å. Against full Ewald sums it makes lattices 0.1 % (CdS), 0.3 % (ZnS) and
 * 0.7 % (CsPbBr3) too long; the serial build of LAMMPS for browsers has no Ewald sums.
 */
const COULOMB = 'coul/dsf 0.05 12.0';

/** Printed before each stage, so that a reader of the log knows which rows belong to it. */
export const STAGE_MARK = 'epistack stage';

/**
 * Input of a LAMMPS run: `units real`, 12-6 Lennard-Jones and damped shifted-force Coulomb sums.
 * @param structure right-handed cell of any orientation; atoms may lie outside it
 * @param options.seed of the starting velocities, 1 … 2³¹ − 1
 * @throws `no-potential`, `charged`, `bad-lattice`; `recipe` for a seed out of range
 * @see Fennell, Gezelter, J. Chem. Phys. 2006, 124, 234104, doi 10.1063/1.2206581 (coul/dsf)
 */
export function lammpsInput(
  structure: Structure,
  protocol: Protocol,
  options: { readonly seed: number },
): LammpsInput {
  const { seed } = options;
  if (!(Number.isInteger(seed) && seed > 0 && seed < 2 ** 31))
    throw new EpistackError({
      code: 'recipe',
      field: 'seed',
      expected: 'an integer from 1 to 2147483647',
    });
  const potential = parametersFor(structure.numbers);
  const { box, toStructure } = lammpsAxes(structure.lattice);
  const types = new Map(potential.species.map((s, i) => [atomicNumber(s.symbol)!, i + 1]));
  const tilts = [box[3]!, box[6]!, box[7]!];
  const title = formula(composition(structure.numbers));

  const toLammps = transpose(toStructure);
  const atomLines = Array.from(structure.numbers, (z, i) => {
    const { xyz } = structure;
    const at = mulRow([xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!], toLammps);
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
    `0.0 ${fixed(box[8]!)} zlo zhi`,
    // Without this line the box is orthogonal, and LAMMPS faster.
    ...(tilts.some((t) => Math.abs(t) > 1e-9) ? [`${tilts.map(fixed).join(' ')} xy xz yz`] : []),
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

  const typeOf = (symbol: string) => types.get(atomicNumber(symbol)!)!;
  const script = [
    `# ${title}: classical preview by Epistack, not DFT. Seed ${seed}.`,
    ...potential.sources.map((s) => ascii(`# parameters: ${s.cite}, ${s.id}`)),
    ...potential.assumptions.map((text) => ascii(`# assumed: ${text}`)),
    'units real # kcal/mol, Angstrom, fs',
    'atom_style charge',
    'boundary p p p',
    `read_data ${DATA_FILE}`,
    '',
    `pair_style hybrid/overlay lj/cut 10.0 ${COULOMB}`,
    ...potential.pairs.map((p) => {
      const [i, j] = [typeOf(p.a), typeOf(p.b)].sort((u, v) => u - v);
      const values = `${+p.epsilonKcalMol.toPrecision(10)} ${+p.sigmaAng.toPrecision(10)}`;
      return `pair_coeff ${i} ${j} lj/cut ${values} # ${p.a}-${p.b}, ${p.origin}`;
    }),
    'pair_coeff * * coul/dsf',
    'neighbor 2.0 bin',
    'neigh_modify every 1 delay 0 check yes',
    '',
    'thermo_style custom step temp pe ke etotal press',
    'thermo_modify format float %.10g',
    `thermo ${protocol.snapshotSteps}`,
    `timestep ${protocol.timestepFs}`,
    ...stageLines(protocol, seed, structure.layer),
    '',
  ].join('\n');
  return {
    data,
    script,
    toStructure,
    assumptions: potential.assumptions,
    snapshotSteps: protocol.snapshotSteps,
  };
}

function stageLines(
  { stages, snapshotSteps }: Protocol,
  seed: number,
  layer: Uint16Array,
): readonly string[] {
  const lines: string[] = [];
  let moving = false;
  /** Once, before the first dynamics: steps count from here, and the snapshots begin. */
  const start = (fromK: number) => {
    if (moving) return;
    moving = true;
    lines.push(
      'reset_timestep 0',
      `velocity all create ${fromK} ${seed} mom yes rot no dist gaussian`,
      // No slab starts with a drift of its own: rescaling would feed it.
      ...slabs(layer).flatMap(({ name, ids }) => [
        `group ${name} id ${ids}`,
        `velocity ${name} zero linear`,
      ]),
      `dump snapshots all custom ${snapshotSteps} ${SNAPSHOT_FILE} id type xu yu zu`,
      'dump_modify snapshots sort id format float %.10g',
      'fix integrate all nve',
    );
  };
  stages.forEach((stage, index) => {
    lines.push('', `print "${STAGE_MARK} ${index} ${stage.kind}"`);
    switch (stage.kind) {
      case 'point':
        lines.push('run 0');
        break;
      case 'minimise':
        lines.push(
          'min_style cg',
          `minimize 0.0 ${stage.forceKcalMolAng} ${stage.maxIterations} ${10 * stage.maxIterations}`,
        );
        break;
      case 'rescale':
        start(stage.fromK);
        lines.push(
          `fix heat all temp/rescale ${stage.everySteps} ${stage.fromK} ${stage.toK} 0.0 1.0`,
          `run ${stage.steps}`,
          'unfix heat',
        );
        break;
      case 'nve':
        start(0);
        lines.push(`run ${stage.steps}`);
        break;
      default:
        stage satisfies never;
    }
  });
  return lines;
}

/** The atoms of each slab as ranges of ids, "1:20 41:60"; none when there is only one slab. */
function slabs(layer: Uint16Array): readonly { readonly name: string; readonly ids: string }[] {
  const ranges = new Map<number, [first: number, last: number][]>();
  layer.forEach((slab, i) => {
    const own = ranges.get(slab) ?? [];
    ranges.set(slab, own);
    const open = own.at(-1);
    if (open?.[1] === i) open[1] = i + 1;
    else own.push([i + 1, i + 1]);
  });
  if (ranges.size < 2) return [];
  return [...ranges].map(([slab, own]) => ({
    name: `slab${slab}`,
    ids: own.map(([first, last]) => `${first}:${last}`).join(' '),
  }));
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

/** LAMMPS reads ASCII: dashes become hyphens, letters lose their accents. */
const ascii = (text: string): string =>
  text
    .replaceAll('–', '-')
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, '');

const fixed = (x: number): string => x.toFixed(10);
