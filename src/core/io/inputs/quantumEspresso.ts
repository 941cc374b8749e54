import { MASS_U } from '#core/crystal/elements.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { HubbardU } from '#core/io/metadata.ts';
import { inRightHandedOrder, rightHanded } from '#core/io/rightHanded.ts';
import { numberedLabels, pseudoLabel, type Species, speciesOf } from '#core/io/species.ts';
import { commentLines } from '#core/io/text/comment.ts';
import { numbersLine } from '#core/io/vasp/poscar.ts';
import { valenceElectrons } from './gth.ts';
import { noSpinText } from './magneticElements.ts';

export interface PwOptions {
  readonly calculation: 'scf' | 'relax';
  /** Becomes the prefix of the output: letters, digits and hyphens. */
  readonly name: string;
  readonly comments: readonly string[];
  /** 3N, 1 = fixed along x, y, z. */
  readonly frozen?: Uint8Array | null;
  /** N nuclear charges of pseudo-hydrogen, e, NaN for all other atoms; absent or null: there is none. */
  readonly valencesE?: Float64Array | null;
  /** Name of each layer, written as a comment above its atoms; absent: no comments. */
  readonly layers?: readonly string[];
  /** Γ-centred. */
  readonly mesh: readonly [number, number, number];
  readonly wavefunctionRy: number;
  readonly densityRy: number;
  readonly dispersion: 'd3-zero' | 'd3-bj' | 'none';
  /** Starting moments in Bohr magnetons by element; null: no spin polarisation. */
  readonly moments: Readonly<Record<string, number>> | null;
  /** On-site repulsion by element; null: none. */
  readonly hubbard: Readonly<Record<string, HubbardU>> | null;
  /** Where the sawtooth potential turns back, as fractions of c: begin and width, in the vacuum. */
  readonly dipole: { readonly begin: number; readonly width: number } | null;
}

/** Pseudopotentials are the user's: the names say so, and pw.x stops at the first one that is missing. */
export const pseudoName = (symbol: string): string => `${symbol}.user-supplied.UPF`;

/** Pseudo-hydrogen is an element H with a file of its own, which has the name that VASP's has. */
function speciesLines({ number, symbol, valenceE }: Species, label: string): readonly string[] {
  const line = (name: string) => `${label.padEnd(2)} ${MASS_U[number]} ${pseudoName(name)}`;
  if (valenceE === null) return [line(symbol)];
  return [`# ${label}: hydrogen of nuclear charge ${valenceE} e`, line(pseudoLabel(valenceE))];
}

/** 0.05 eV. */
const SMEARING_RY = 0.003675;

/**
 * Input of Quantum ESPRESSO's pw.x: `ibrav = 0`, positions in Å, PBE of the pseudopotentials.
 * Atoms keep their order; a left-handed cell has a and b exchanged.
 * @see https://www.quantum-espresso.org/Doc/INPUT_PW.html
 */
export function writePw(structure: Structure, options: PwOptions): string {
  const { numbers } = structure;
  const lattice = rightHanded(structure.lattice);
  const mesh = inRightHandedOrder(structure.lattice, options.mesh);
  const { calculation, dispersion, dipole } = options;
  const { species, of } = speciesOf(numbers, options.valencesE ?? null);
  const labels = numberedLabels(species);
  const relax = calculation === 'relax';
  return [
    ...commentLines('!', options.comments),
    '&CONTROL',
    `  calculation = '${calculation}'`,
    `  prefix = '${options.name}'`,
    "  outdir = './out'",
    "  pseudo_dir = './pseudo' ! put your pseudopotential files here, and their names below",
    '  tprnfor = .true.',
    ...(relax ? ['  forc_conv_thr = 7.8e-4 ! Ry/bohr, 0.02 eV/A', '  nstep = 200'] : []),
    ...(dipole ? ['  tefield = .true. ! dipole correction:', '  dipfield = .true.'] : []),
    '/',
    '&SYSTEM',
    '  ibrav = 0',
    `  nat = ${numbers.length}`,
    `  ntyp = ${species.length}`,
    `  ecutwfc = ${options.wavefunctionRy} ! Ry; not below what your pseudopotentials ask for`,
    `  ecutrho = ${options.densityRy} ! Ry; 4 times ecutwfc for norm-conserving ones, 8 to 12 else`,
    "  occupations = 'smearing'",
    "  smearing = 'gaussian'",
    `  degauss = ${SMEARING_RY} ! Ry, 0.05 eV`,
    ...spinLines(species, options.moments),
    ...(dispersion === 'none'
      ? []
      : [
          "  vdw_corr = 'grimme-d3'",
          `  dftd3_version = ${dispersion === 'd3-zero' ? '3 ! zero damping' : '4 ! Becke-Johnson damping'}`,
          '  dftd3_threebody = .false. ! pair terms only',
        ]),
    ...(dipole
      ? [
          '  edir = 3',
          `  emaxpos = ${dipole.begin.toFixed(4)} ! in the vacuum`,
          `  eopreg = ${dipole.width.toFixed(4)}`,
          '  eamp = 0.0 ! no field from outside',
        ]
      : []),
    '/',
    '&ELECTRONS',
    `  conv_thr = ${relax ? '1.0d-8' : '1.0d-10'}`,
    '  mixing_beta = 0.3',
    '/',
    ...(relax ? ['&IONS', "  ion_dynamics = 'bfgs'", '/'] : []),
    'ATOMIC_SPECIES',
    ...species.flatMap((s, k) => speciesLines(s, labels[k]!)),
    `K_POINTS automatic\n${mesh.join(' ')} 0 0 0`,
    'CELL_PARAMETERS angstrom',
    ...[0, 1, 2].map((i) =>
      numbersLine([lattice[3 * i]!, lattice[3 * i + 1]!, lattice[3 * i + 2]!], 12),
    ),
    'ATOMIC_POSITIONS angstrom',
    ...atomLines(
      structure,
      Array.from(of, (k) => labels[k]!),
      options,
    ),
    ...hubbardLines(species, labels, options.hubbard),
    '',
  ].join('\n');
}

/** Valence electrons taken for an element whose usual pseudopotential is not known. */
const SOME_ELECTRONS = 10;

/**
 * Starting magnetisation: the surplus of one spin as a fraction of the valence electrons of an element.
 * @see https://www.quantum-espresso.org/Doc/INPUT_PW.html, starting_magnetization
 */
function spinLines(species: readonly Species[], moments: PwOptions['moments']): readonly string[] {
  if (moments === null) return [`  nspin = 1 ! ${noSpinText(species.map(({ number }) => number))}`];
  const lines = species.flatMap(({ symbol, valenceE }, i) => {
    const moment = moments[symbol] ?? 0;
    if (moment === 0) return [];
    const electrons = valenceE ?? valenceElectrons(symbol) ?? SOME_ELECTRONS;
    const fraction = Math.max(-1, Math.min(1, moment / electrons));
    return [
      `  starting_magnetization(${i + 1}) = ${fraction.toFixed(4)} ! ${symbol}: ${moment} Bohr magnetons of ${electrons} valence electrons`,
    ];
  });
  return ['  nspin = 2 ! spin-polarised', ...lines];
}

/**
 * U of Dudarev's DFT+U as a card of its own, as pw.x takes it since version 7.1: on orthogonalised atomic orbitals, each
 * named by its species and shell, U − J in eV.
 * @see https://www.quantum-espresso.org/Doc/INPUT_PW.html, HUBBARD
 */
function hubbardLines(
  species: readonly Species[],
  labels: readonly string[],
  hubbard: PwOptions['hubbard'],
): readonly string[] {
  const lines = species.flatMap(({ number, symbol }, k) => {
    const u = hubbard?.[symbol];
    const effectiveEV = u === undefined ? 0 : u.uEV - u.jEV;
    return u === undefined || effectiveEV === 0
      ? []
      : [`U ${labels[k]}-${shellOf(number, u.l)} ${Number(effectiveEV.toFixed(6))}`];
  });
  return lines.length === 0 ? [] : ['HUBBARD (ortho-atomic)', ...lines];
}

/** Atomic numbers at which the periods begin. */
const PERIODS = [1, 3, 11, 19, 37, 55, 87];

/** The outermost shell of a kind in an element: the d of a period is that of the row before, the f that of two before. */
function shellOf(z: number, l: HubbardU['l']): string {
  const period = PERIODS.filter((first) => first <= z).length;
  return l === 1 ? `${period}p` : l === 2 ? `${period - 1}d` : `${period - 2}f`;
}

function atomLines(
  { xyz, layer }: Structure,
  labels: readonly string[],
  { frozen = null, layers }: PwOptions,
): string[] {
  const out: string[] = [];
  for (const [i, label] of labels.entries()) {
    // A line that begins with # is a comment for pw.x and for those who read its input.
    const fresh = i === 0 || layer[i] !== layer[i - 1];
    if (layers !== undefined && fresh) out.push(`# ${layers[layer[i]!]}`);
    const flags = frozen ? ` ${[0, 1, 2].map((k) => (frozen[3 * i + k] ? 0 : 1)).join(' ')}` : '';
    const at = numbersLine([xyz[3 * i]!, xyz[3 * i + 1]!, xyz[3 * i + 2]!], 12);
    out.push(`${label.padEnd(2)}${at}${flags}`);
  }
  return out;
}
