/** Where in a file; none for what was typed or comes from elsewhere. */
export interface FilePlace {
  readonly format: string;
  /** From 1. */
  readonly line: number;
}

/** Everything that can be refused, with the values that were measured. Crosses workers as plain data. */
export type Failure =
  | {
      readonly code: 'parse';
      readonly format: string;
      readonly line: number;
      readonly expected: string;
    }
  | {
      /** A frame that holds other atoms than the first. */
      readonly code: 'other-atoms';
      readonly format: string;
      readonly line: number;
      readonly expected: string;
      readonly found: string;
      /** Frames before it. */
      readonly frames: number;
    }
  | { readonly code: 'unknown-format'; readonly name: string; readonly known: readonly string[] }
  | {
      readonly code: 'partial-occupancy';
      /** Labels, where they are known with the shares of the elements. */
      readonly sites: readonly string[];
      /** Ordered crystals that may be read instead: 'majority' or a number from 1, and what each is. */
      readonly models: readonly { readonly choice: string; readonly name: string }[];
      /** Why there are no arrangements of the exact composition; null where there are. */
      readonly reason: string | null;
    }
  | {
      readonly code: 'needs-symbols';
      readonly format: string;
      readonly line: number;
      /** Atoms of each species, in the file's order. */
      readonly counts: readonly number[];
    }
  | {
      /** A LAMMPS dump whose atoms have types and no elements. */
      readonly code: 'needs-types';
      readonly format: string;
      readonly line: number;
    }
  | {
      readonly code: 'ambiguous-setting';
      readonly symbol: string;
      readonly line: number;
      readonly settings: readonly { readonly hall: string; readonly label: string }[];
    }
  | { readonly code: 'unknown-element'; readonly symbol: string; readonly at?: FilePlace }
  | { readonly code: 'bad-lattice'; readonly reason: string; readonly at?: FilePlace }
  | {
      readonly code: 'atoms-overlap';
      readonly pair: readonly [string, string];
      readonly distanceAng: number;
      readonly at?: FilePlace;
    }
  | { readonly code: 'bad-plane'; readonly hkl: readonly number[]; readonly reason: string }
  | { readonly code: 'bad-slab'; readonly reason: string }
  | { readonly code: 'bad-supercell'; readonly slab: string; readonly reason: string }
  | { readonly code: 'bad-search'; readonly reason: string }
  | {
      readonly code: 'too-large';
      readonly what: string;
      readonly count: number;
      readonly limit: number;
    }
  | { readonly code: 'recipe'; readonly field: string; readonly expected: string }
  /** A story: a step counted from 1, or null for what stands outside of the steps. */
  | {
      readonly code: 'story';
      readonly step: number | null;
      readonly field: string;
      readonly expected: string;
    }
  /** A stack that has no slab at this step, or no film: steps count from the substrate, 0. */
  | { readonly code: 'no-step'; readonly step: number; readonly films: number }
  | { readonly code: 'unknown-material'; readonly id: string }
  | { readonly code: 'unknown-preset'; readonly id: string; readonly known: readonly string[] }
  | { readonly code: 'no-contact'; readonly pair: string; readonly known: readonly string[] }
  | { readonly code: 'no-separation'; readonly what: string; readonly shortestAng: number }
  | { readonly code: 'setting'; readonly field: string; readonly expected: string }
  | { readonly code: 'charged'; readonly chargeE: number }
  | {
      readonly code: 'no-potential';
      readonly species: readonly string[];
      /** Which it has, in words. */
      readonly known?: string;
    }
  | { readonly code: 'no-form-factor'; readonly species: readonly string[] }
  /** An image file that is not read. */
  | { readonly code: 'micrograph'; readonly format: string; readonly reason: string }
  /** A file that is no universal potential, or one of another shape. */
  | { readonly code: 'model-file'; readonly reason: string }
  | {
      readonly code: 'engine';
      readonly engine: string;
      readonly reason: string;
      /** Where the engine's error is of a known kind. */
      readonly fault?: EngineFault;
    };

/** Kinds of errors of an engine that a person can do something about. */
export type EngineFault =
  | { readonly kind: 'lost-atoms'; readonly lost: number; readonly of: number }
  /** A position or a force has become NaN or infinite. */
  | { readonly kind: 'not-a-number' }
  /** Its code could not be fetched or started. */
  | { readonly kind: 'not-loaded' }
  | { readonly kind: 'memory' }
  /** A script sets the count of steps back while snapshots are written. */
  | { readonly kind: 'reset-timestep' };

/** What a `too-large` failure counts for a frame that is not there. */
export const FRAME_NUMBER = 'frame';

/** What it counts for a file of atoms that is no unit cell, and otherwise sound. */
export const CELL_ATOMS = 'atoms in the unit cell of a crystal to be cut';

/** Which atom of a later frame is not that of the first. */
export const otherAtomsText = (f: Extract<Failure, { readonly code: 'other-atoms' }>): string =>
  `${f.format}, line ${f.line}: expected ${f.expected} as in the first frame, not ${f.found}`;

/** What to do with a file that is known by its name alone. */
function otherFileHint(name: string): string {
  if (/\.(?:zip|7z|rar|tar|tgz|bz2|xz|zst)$/i.test(name))
    return '; it is an archive: unpack it, and open the files in it one by one';
  return /\.(?:in|inp|pwi|pwo|out|log|cell|gen|fdf)$/i.test(name)
    ? '; of an input or output of another program, save the structure as CIF, POSCAR or extended XYZ'
    : '';
}

/** The text a person reads: what happened, where, and what to do. */
export function describe(f: Failure): string {
  switch (f.code) {
    case 'parse':
      return `${f.format}, line ${f.line}: expected ${f.expected}`;
    case 'other-atoms':
      return `${otherAtomsText(f)}; each frame can be read by itself (in the terminal: convert --frame N), and only the ${f.frames === 1 ? 'frame before it is' : `${f.frames} frames before it are`} played`;
    case 'unknown-format':
      return `${f.name}: not a format Epistack reads (${f.known.join(', ')})${otherFileHint(f.name)}`;
    case 'partial-occupancy':
      return `${occupancyText(f)}: ${orderedText(f)}`;
    case 'needs-symbols':
      return `${f.format}, line ${f.line}: expected a line of element symbols before the counts (this is the format of VASP 4): name the ${f.counts.length} elements, there or as the title`;
    case 'needs-types':
      return `${f.format}, line ${f.line}: expected a column of elements (LAMMPS: dump_modify ID element …), or the element of each type, given in the order of the types (in the terminal: --types Cs,Pb,Br)`;
    case 'ambiguous-setting':
      return `CIF, line ${f.line}: "${f.symbol}" without symmetry operations may mean ${f.settings.map((s) => `${s.label} (${s.hall})`).join(' or ')}: choose one`;
    case 'unknown-element':
      return `${placeText(f.at)}unknown element "${f.symbol}": write its symbol as in the periodic table, up to Cm`;
    case 'bad-lattice':
      return `${placeText(f.at)}lattice: ${f.reason}`;
    case 'atoms-overlap':
      return f.pair[0] === f.pair[1]
        ? `${f.pair[0]} is ${f.distanceAng.toFixed(3)} Å from its own image: put it on the special position, or away from it`
        : `${placeText(f.at)}two sites ${f.distanceAng.toFixed(3)} Å apart (${f.pair.join(', ')}): one place holds one atom`;
    case 'bad-plane':
      return `plane (${f.hkl.join(' ').replaceAll('-', '−')}): ${f.reason}`;
    case 'bad-slab':
      return `slab: ${f.reason}`;
    case 'bad-supercell':
      return `supercell of ${f.slab}: ${f.reason}`;
    case 'bad-search':
      return `search: ${f.reason}`;
    case 'too-large':
      return f.what === FRAME_NUMBER
        ? `there is no frame ${f.count}: the file has ${f.limit + 1}, counted from 0`
        : `${f.what}: ${f.count} is over the limit of ${f.limit}`;
    case 'recipe':
      return `document, ${f.field}: expected ${f.expected}`;
    case 'story':
      return `story, ${f.step === null ? '' : `step ${f.step}, `}${f.field}: expected ${f.expected}`;
    case 'no-step':
      return `no film ${f.step}: the stack has ${f.films === 1 ? 'one film' : `${f.films} films`}`;
    case 'unknown-material':
      return `no crystal "${f.id}" in the library`;
    case 'unknown-preset':
      return `no preset "${f.id}"; known: ${f.known.join(', ')}`;
    case 'no-contact':
      return `no ${f.pair} pair faces across this interface; there are ${f.known.join(', ')}`;
    case 'no-separation':
      return `no d₀ of 0 Å or more ${f.what}: at d₀ = 0 the shortest distance is already ${f.shortestAng.toFixed(3)} Å`;
    case 'setting':
      return `${f.field}: expected ${f.expected}`;
    case 'charged':
      return `the cell carries ${f.chargeE > 0 ? '+' : '−'}${Math.abs(f.chargeE).toFixed(4)} e: the potential needs a neutral cell`;
    case 'no-potential':
      return `no potential parameters for ${f.species.join(', ')}${f.known === undefined ? '' : `: ${f.known}`}`;
    case 'micrograph':
      return `${f.format}: ${f.reason}`;
    case 'no-form-factor':
      return `no X-ray form factor for ${f.species.join(', ')}: the table ends at californium`;
    case 'model-file':
      return `not a model file of the universal potential (Nequix, .nqx): ${f.reason}`;
    case 'engine':
      return `${f.engine}: ${f.reason}`;
    default:
      return f satisfies never;
  }
}

/**
 * The same for the page, which says by its own buttons what the terminal says by options, and offers ordered models as a
 * list.
 */
export const describeOnPage = (f: Failure): string =>
  f.code === 'partial-occupancy' && f.models.length > 0
    ? occupancyText(f)
    : withoutOptions(describe(f));

/** Text without what stands in brackets for the terminal. */
export const withoutOptions = (text: string): string =>
  text.replace(/ \((?:in the terminal: [^)]*|[^()]* in the terminal)\)/g, '');

const occupancyText = (f: Extract<Failure, { code: 'partial-occupancy' }>): string =>
  `partly occupied or disordered sites (${f.sites.join('; ')})`;

function orderedText({ models, reason }: Extract<Failure, { code: 'partial-occupancy' }>): string {
  const because = reason === null ? '' : ` (${reason})`;
  if (models.length === 0)
    return `a slab needs one atom or none on each place, so write an ordered model of the crystal first${because}`;
  const listed = models.slice(0, MOST_LISTED).map((m) => `${m.choice}: ${m.name}`);
  const more = models.length - listed.length;
  return `choose an ordered model (in the terminal: --ordered ${models[0]!.choice}): ${listed.join('; ')}${more > 0 ? `; and ${more} more` : ''}${because}`;
}

const MOST_LISTED = 8;

const placeText = (at: FilePlace | undefined): string =>
  at === undefined ? '' : `${at.format}, line ${at.line}: `;

/** The one error class of the core: a request that cannot be met. Anything else thrown is a bug. */
export class EpistackError extends Error {
  readonly failure: Failure;
  /** @param file its name, where the failure is about a file */
  constructor(failure: Failure, file?: string) {
    super(file === undefined ? describe(failure) : `${file}: ${describe(failure)}`);
    this.name = 'EpistackError';
    this.failure = failure;
  }
}
