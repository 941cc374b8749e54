import { EpistackError } from '#core/errors.ts';
import { MAX_EXPLORED_INDEX } from '#core/match/explore.ts';
import { MAX_STRAIN } from '#core/match/tolerance.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import { canonicalJson, fnv1a } from '#core/recipe/hash.ts';
import { VERSION } from '#core/recipe/provenance.ts';

/** Everything that a line of a screen depends on, apart from its crystals. */
export interface ScreenSettings {
  /** Planes up to this Miller index. */
  readonly maxIndex: number;
  /** Neither supercell is larger, Å². */
  readonly maxAreaAng2: number;
  /** Largest |principal strain| of the film, which alone is strained; a fraction. */
  readonly maxStrain: number;
  /** Atoms of both slabs in the interface cell at `thicknessAng`; null for any number. */
  readonly maxAtoms: number | null;
  /** Thickness of each slab, lowest to highest atom, Å: the nearest count of planes, as {@link import('#core/surface/defaultCut.ts').defaultCut} has it. */
  readonly thicknessAng: number;
  /** Matches kept of each candidate, of its Pareto front of area and strain. */
  readonly keep: number;
}

export const SCREEN_DEFAULTS: ScreenSettings = {
  maxIndex: 1,
  maxAreaAng2: 200,
  maxStrain: 0.03,
  maxAtoms: null,
  thicknessAng: 10,
  keep: 3,
};

/** What energies of the best candidates depend on, apart from the candidates. */
export interface EnergySettings {
  /** SHA-256 of the model file. */
  readonly model: string;
  /** The dispersion term that is added to it: bj or zero; left out for none. */
  readonly dispersion?: string;
  /** What the candidates were ranked by: it says which of their matches is computed. */
  readonly by: string;
  /** The largest force at which a relaxation ends, eV/Å, and its steps at most. */
  readonly forceEvAng: number;
  readonly maxSteps: number;
  /** Strained bulks of the interface energies; files without it held their normal, and go in no table with these. */
  readonly bulks?: 'normal free';
}

/** First line of a file of results: rows of different settings never mix in one table. */
export interface ScreenHeader {
  /** Version of the lines below. */
  readonly epistackScreen: 1;
  readonly version: string;
  readonly settings: ScreenSettings;
  /** Where the lines hold energies by the universal potential: what these depend on. */
  readonly energies?: EnergySettings;
  /** The potential of those energies in words; earlier versions left it out. */
  readonly engine?: string;
  /** 16 hex digits of version, settings and crystals: a restart with others is refused. */
  readonly hash: string;
}

/** The crystals of a screen; a crystal in both lists meets all the others on both sides. */
export interface ScreenCrystals {
  readonly films: readonly Material[];
  readonly substrates: readonly Material[];
}

/** @throws `bad-search` naming the setting */
export function checkScreenSettings(s: ScreenSettings): ScreenSettings {
  const refuse = (reason: string) => new EpistackError({ code: 'bad-search', reason });
  const whole = (x: number, low: number, high: number) =>
    Number.isInteger(x) && x >= low && x <= high;
  if (!whole(s.maxIndex, 1, MAX_EXPLORED_INDEX))
    throw refuse(`the highest index is 1 to ${MAX_EXPLORED_INDEX}`);
  if (!(s.maxAreaAng2 > 0 && s.maxAreaAng2 < Number.POSITIVE_INFINITY))
    throw refuse('the largest area is a positive number of Å²');
  if (!(s.maxStrain > 0 && s.maxStrain <= MAX_STRAIN))
    throw refuse(`the largest strain is a fraction up to ${MAX_STRAIN}`);
  if (s.maxAtoms !== null && !whole(s.maxAtoms, 1, 1_000_000))
    throw refuse('the largest number of atoms is 1 to 1000000');
  if (!(s.thicknessAng > 0 && s.thicknessAng <= 500))
    throw refuse('the thickness of a slab is over 0 and up to 500 Å');
  if (!whole(s.keep, 1, 100)) throw refuse('1 to 100 matches are kept of a candidate');
  return s;
}

export const headerOf = (settings: ScreenSettings, crystals: ScreenCrystals): ScreenHeader => ({
  epistackScreen: 1,
  version: VERSION,
  settings,
  hash: hashOf(canonicalJson([1, VERSION, settings, crystals.films, crystals.substrates])),
});

/** The header of a file with energies of candidates of a screen. */
export const energiesHeader = (
  of: ScreenHeader,
  energies: EnergySettings,
  engine: string,
): ScreenHeader => ({
  ...of,
  energies,
  engine,
  hash: hashOf(canonicalJson([of.hash, energies])),
});

/** What the energies of a file were computed with, in words; null where it has none. */
export function energiesText({ energies, engine }: ScreenHeader): string | null {
  if (energies === undefined) return null;
  const { model, dispersion, forceEvAng } = energies;
  const potential = engine ?? `the universal potential, dispersion ${dispersion ?? 'none'}`;
  return `energies by ${potential}; model ${model.slice(0, 8)}, atoms relaxed to ${forceEvAng} eV/Å`;
}

/** Names of the settings in which two screens differ; empty when their rows belong in one table. */
export function differences(a: ScreenHeader, b: ScreenHeader): readonly string[] {
  const names = Object.keys(SCREEN_DEFAULTS) as (keyof ScreenSettings)[];
  return [
    ...(a.version === b.version ? [] : [`version (${a.version}, ${b.version})`]),
    ...names
      .filter((n) => a.settings[n] !== b.settings[n])
      .map((n) => `${n} (${a.settings[n]}, ${b.settings[n]})`),
    ...(canonicalJson(a.energies ?? null) === canonicalJson(b.energies ?? null)
      ? []
      : ['energies']),
  ];
}

/** Two runs of FNV-1a, the second from the end: names a list, seals nothing. */
const hashOf = (ascii: string): string => fnv1a(ascii) + fnv1a([...ascii].reverse().join(''));
