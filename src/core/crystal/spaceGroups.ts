import { SETTINGS_TABLE } from './spaceGroupTable.ts';

/** One of the 530 settings in which the 230 space groups are commonly written. */
export interface SpaceGroupSetting {
  readonly number: number;
  /** 1–530, the order of Hall's table. */
  readonly hallNumber: number;
  /** Axes and origin as in the tables: "b1", "cab", "2" (origin choice), "H"; "" where there is one only. */
  readonly setting: string;
  readonly hall: string;
  /** Hermann–Mauguin with spaces: "P 6_3 m c". */
  readonly symbol: string;
  readonly full: string;
  /** The setting that lattice constants and Miller indices refer to by default: b unique, hexagonal axes, origin choice 2. */
  readonly standard: boolean;
}

const SETTINGS: readonly SpaceGroupSetting[] = SETTINGS_TABLE.trim()
  .split('\n')
  .map((line, i) => {
    const [number, setting, hall, symbol, full] = line.split('|');
    return {
      number: Number.parseInt(number!, 10),
      hallNumber: i + 1,
      setting: setting!,
      hall: hall!,
      symbol: symbol!,
      full: full ?? symbol!,
      standard: number!.endsWith('*'),
    };
  });

/**
 * Symbols from before the glide "e", in the order of the settings.
 * @see International Tables for Crystallography A, 4th ed. (1995), Table 4.3.1
 */
const BEFORE_E: Readonly<Record<number, readonly string[]>> = {
  39: ['Abm2', 'Bma2', 'B2cm', 'C2mb', 'Cm2a', 'Ac2m'],
  41: ['Aba2', 'Bba2', 'B2cb', 'C2cb', 'Cc2a', 'Ac2a'],
  64: ['Cmca', 'Ccmb', 'Abma', 'Acam', 'Bbcm', 'Bmab'],
  67: ['Cmma', 'Cmmb', 'Abmm', 'Acmm', 'Bmcm', 'Bmam'],
  68: ['Ccca', 'Cccb', 'Abaa', 'Acaa', 'Bbcb', 'Bbab'],
};

export const allSettings = (): readonly SpaceGroupSetting[] => SETTINGS;

/** All settings of a space group, the standard one among them; none for what is no number from 1 to 230. */
export const settingsOfNumber = (number: number): readonly SpaceGroupSetting[] =>
  SETTINGS.filter((s) => s.number === number);

/**
 * The setting with this Hall symbol, up to spacing, case of the lattice letter and the two ways of
 * writing a double prime.
 */
export function settingOfHall(hall: string): SpaceGroupSetting | undefined {
  const wanted = compactHall(hall);
  return SETTINGS.find((s) => compactHall(s.hall) === wanted);
}

const compactHall = (hall: string): string =>
  hall
    .slice(0, MAX_SYMBOL)
    .replaceAll('=', '"')
    .replaceAll(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase();

/**
 * Every setting that a Hermann–Mauguin symbol may mean, in the order of the tables: short or full,
 * with or without spaces, underscores and bars; with an origin, axes or setting after it ("F d -3 m :2",
 * "R -3 m :H", "F d -3 m Z"); from before 2002 ("C m c a") and before the bars were printed ("F d 3 m").
 * @param code the setting, where a file gives it apart from the symbol
 * @returns empty when no group is called so
 */
export function settingsOfSymbol(symbol: string, code = ''): readonly SpaceGroupSetting[] {
  const name = compact(symbol);
  const whole = named().get(name) ?? [];
  if (whole.length > 0) return inSetting(whole, code.trim().toLowerCase());
  const [, stem, mark] =
    /^(.+):([\da-z-]+)$/.exec(name) ??
    /^(.+?)\(?(?:origin(?:choice)?)?([12hrsz])\)?$/.exec(name) ??
    [];
  return stem === undefined ? [] : inSetting(named().get(stem) ?? [], mark!);
}

/** S and Z are how the Inorganic Crystal Structure Database marks the two origins. */
const ORIGIN: Readonly<Record<string, string>> = { s: '1', z: '2' };

function inSetting(all: readonly SpaceGroupSetting[], mark: string): readonly SpaceGroupSetting[] {
  const wanted = ORIGIN[mark] ?? mark;
  if (wanted === '') return all;
  const exact = all.filter((s) => s.setting.toLowerCase() === wanted);
  if (exact.length > 0 || !/^[12]$/.test(wanted)) return exact;
  const origin = all.filter((s) => s.setting.startsWith(wanted));
  // ":1" after a symbol that has one origin only says nothing.
  return origin.length > 0 || all.some((s) => /^\d/.test(s.setting)) ? origin : all;
}

const MAX_SYMBOL = 80;

/** One spelling for all: subscripts, minus signs, overbars and TeX as people paste them. */
const compact = (symbol: string): string =>
  symbol
    .slice(0, MAX_SYMBOL)
    .normalize('NFKD')
    .replaceAll(/\\(?:bar|overline)\{?(\d)\}?/g, '-$1')
    .replaceAll(/(\d)[\u0304\u0305]/g, '-$1')
    // SHELX writes screw axes so: P2(1)/c.
    .replaceAll(/(?<=[2346])\(([1-5])\)/g, '$1')
    .replaceAll(/[−–‐]/g, '-')
    .replaceAll(/[\s_{}$"']/g, '')
    .toLowerCase();

let names: ReadonlyMap<string, readonly SpaceGroupSetting[]> | undefined;

function named(): ReadonlyMap<string, readonly SpaceGroupSetting[]> {
  if (names !== undefined) return names;
  const found = new Map<string, SpaceGroupSetting[]>();
  for (const s of SETTINGS)
    for (const name of new Set(spellings(s).map(compact))) {
      const same = found.get(name);
      if (same) same.push(s);
      else found.set(name, [s]);
    }
  names = found;
  return found;
}

function spellings(s: SpaceGroupSetting): string[] {
  // The short symbol of a monoclinic group is that of its standard setting: only "C 1 2/c 1" and what
  // remains of it without the ones says which axis is unique.
  if (s.number >= 3 && s.number <= 15) return [s.full, s.full.replaceAll(/ 1(?= |$)/g, '')];
  const old = BEFORE_E[s.number];
  const sameNumber = SETTINGS.filter((t) => t.number === s.number);
  const perName = old === undefined ? 1 : sameNumber.length / old.length;
  return [
    s.symbol,
    s.full,
    ...(old === undefined ? [] : [old[Math.floor(sameNumber.indexOf(s) / perName)]!]),
    // m3, m3m: the cubic point groups with a centre, before 1983.
    ...(s.number >= 200 && s.symbol.includes('-3') ? [s.symbol.replace('-3', '3')] : []),
  ];
}

/** "P6_3mc" from "P 6_3 m c": how symbols are shown. */
export const shortSymbol = (symbol: string): string => symbol.replaceAll(' ', '');
