import {
  FIGURE_DEFAULTS,
  FIGURE_LIMITS,
  type FigureSettings,
  pixelsOf,
} from '#app/export/figureSettings.ts';
import { LOOK_PRESETS } from '#app/look/presets.ts';
import { PICTURE_STYLES, type Session } from '#app/look/session.ts';
import type { LatticeSheet } from '#app/look/viewOnly.ts';
import { type Arguments, numberOption, optional, UsageError } from '#cli/args.ts';
import { BALL_LIMITS_ANG } from '#core/story/elementLooks.ts';
import { MOST_LIFT_ANG } from '#core/story/story.ts';

/** How a figure looks: for every command that draws. */
export const drawOptions = {
  size: 'string',
  mm: 'string',
  dpi: 'string',
  text: 'string',
  view: 'string',
  style: 'string',
  look: 'string',
  colour: 'string',
  radius: 'string',
  repeat: 'string',
  without: 'string',
  lift: 'string',
  overlay: 'string',
  interface: 'string',
  clip: 'string',
  'bond-lengths': 'string',
  'draw-bonds': 'string',
  'hide-bonds': 'string',
  perspective: 'boolean',
  'floor-shadow': 'boolean',
  dark: 'boolean',
  transparent: 'boolean',
} as const;

const MARKS = {
  legend: 'legend',
  scale: 'scaleBar',
  axes: 'axes',
  labels: 'labels',
} as const satisfies Readonly<Record<string, keyof FigureSettings>>;

export const drawHelp = `  --size 2400x1600 in pixels, or --mm 170x110 with --dpi ${FIGURE_DEFAULTS.dpi}; --text: letters in points (${FIGURE_DEFAULTS.textPt}; without it
  less in a smaller figure of so many pixels), lines in proportion. --view a|b|c|3D (or oblique), or a direction of the cell that points at the eye, such as 1-10 or 0,0,-1.
  --style ${PICTURE_STYLES.join('|')}. --look ${LOOK_PRESETS.map(({ id }) => id).join('|')}: all settings of the
  picture at once. --colour element|layer|…: what colours say, else as the look has them; with Cd=#ffcc00,Br=#884422 colours of elements by hand, alone or after a palette as
  element-vesta,Cd=#fc0. --radius Br=1.2,Cd=0.9: radii of elements, Å, ${BALL_LIMITS_ANG[0]} to ${BALL_LIMITS_ANG[1]}, of balls of usual size. --repeat auto|none|3x2x1: cells drawn.
  --without ${Object.keys(MARKS).join(',')} leaves these out. --perspective, --dark, --transparent. --floor-shadow: a soft
  shadow on a floor below the atoms, in .png, .zip and films.
  --lift Å draws each film so far above the slab below, up to ${MOST_LIFT_ANG}. --overlay coincidence|moire and dislocations,
  separated by a comma: lattice points of both crystals with the cell that they share, or unstrained with their moiré,
  and misfit dislocations, seen along c unless --view says otherwise; of --interface 1, counted from the substrate up. For the eye only.
  --clip ACROSS:FROM:TO leaves out what is not between two planes, Å along their normal from the lowest corner of the cell, either
  may be left out; with :beyond what is between them. ACROSS: a, b, c, a*, b*, c*, view, or hkl=1-10 and uvw=001 of the cell,
  @film, @substrate or @2, the slab so counted. --bond-lengths Pb-Br=3.4,Cd-S=0: the longest bonds of elements, 0 for none.
  --draw-bonds and --hide-bonds 12-40,31-57@0:1:0: the bonds of two atoms, numbered from 1, to the nearest image or to that so many
  cells away. None of it changes atoms or numbers.`;

/** The part of a request to the page that says how a figure looks. @throws {UsageError} */
export function drawRequest(args: Arguments, base: Partial<FigureSettings>) {
  const flag = (name: string) => args.values[name] === true;
  const style = optional(args, 'style');
  if (style !== null && !PICTURE_STYLES.some((known) => known === style))
    throw new UsageError(`--style is one of ${PICTURE_STYLES.join(', ')}, not "${style}"`);
  const look = optional(args, 'look');
  const session: Partial<Session> = {
    ...(style === null ? {} : { style: style as Session['style'] }),
    ...(flag('perspective') ? { projection: 'perspective' } : {}),
    ...(flag('floor-shadow') ? { floorShadow: true } : {}),
    ...repeatOption(args),
  };
  return {
    ...viewOption(args),
    ...(look === null ? {} : { look }),
    dark: flag('dark'),
    session,
    ...overOption(args),
    ...wordsOf(args, WORDS),
    settings: {
      transparent: flag('transparent'),
      ...base,
      ...sizeOption(args),
      ...marksOption(args),
    },
  };
}

/** Without it a link says what is seen; lattices of an interface lie in its plane. */
function viewOption(args: Arguments): { readonly view?: string } {
  const view = optional(args, 'view') ?? (optional(args, 'overlay') === null ? null : 'c');
  return view === null ? {} : { view };
}

/** Options that the page reads, by its own names for them. */
const WORDS = {
  clip: 'clip',
  'bond-lengths': 'bondLengths',
  'draw-bonds': 'drawBonds',
  'hide-bonds': 'hideBonds',
  arrows: 'arrows',
  range: 'range',
  radius: 'radius',
  colour: 'colour',
} as const;

const wordsOf = <Name extends string>(
  args: Arguments,
  names: Readonly<Record<string, Name>>,
): Partial<Record<Name, string>> => {
  const words: Partial<Record<Name, string>> = {};
  for (const [option, name] of Object.entries(names)) {
    const word = optional(args, option);
    if (word !== null) words[name] = word;
  }
  return words;
};

function overOption(args: Arguments): {
  readonly liftAng?: number;
  readonly sheet?: LatticeSheet;
} {
  const liftAng = bounded(args, 'lift', [0, MOST_LIFT_ANG]);
  const words = optional(args, 'overlay')?.split(',') ?? [];
  const at = numberOption(args, 'interface', false) ?? 1;
  if (!Number.isInteger(at) || at < 1)
    throw new UsageError(`--interface is 1, 2, … from the substrate up, not ${at}`);
  if (args.values['interface'] !== undefined && words.length === 0)
    throw new UsageError('--interface is for --overlay');
  const points = words.filter((word) => word === 'coincidence' || word === 'moire');
  const unknown = words.find((word) => !OVERLAYS.includes(word));
  if (unknown !== undefined || points.length > 1)
    throw new UsageError(
      `--overlay is coincidence or moire, and dislocations, separated by a comma, not "${words.join(',')}"`,
    );
  return {
    ...(liftAng === null ? {} : { liftAng }),
    ...(words.length === 0
      ? {}
      : {
          sheet: {
            points: points[0] ?? 'none',
            dislocations: words.includes('dislocations'),
            at: at - 1,
          },
        }),
  };
}

const OVERLAYS: readonly string[] = ['coincidence', 'moire', 'dislocations'];

function sizeOption(args: Arguments): Partial<FigureSettings> {
  const [px, mm] = [optional(args, 'size'), optional(args, 'mm')];
  if (px !== null && mm !== null) throw new UsageError('--size and --mm are two sizes: give one');
  const dpi = bounded(args, 'dpi', FIGURE_LIMITS.dpi);
  const textPt = bounded(args, 'text', FIGURE_LIMITS.textPt);
  const numbers = { ...(dpi === null ? {} : { dpi }), ...(textPt === null ? {} : { textPt }) };
  if (px !== null) {
    const size = { unit: 'px', ...sides('size', px, /^(\d+)[x×](\d+)$/) } as const;
    return { ...size, textPt: smallerPt(size, dpi ?? FIGURE_DEFAULTS.dpi), ...numbers };
  }
  if (mm === null) return numbers;
  return { ...numbers, unit: 'mm', ...sides('mm', mm, /^(\d+(?:\.\d+)?)[x×](\d+(?:\.\d+)?)$/) };
}

/** Letters of least height, where nothing is said of them, px. */
const LEAST_LETTERS_PX = 10;

/**
 * Letters of a figure that is counted in pixels: the usual ones, or in a small one as much smaller as it is, that its
 * words leave room for the atoms. pt
 */
function smallerPt(size: { readonly width: number; readonly height: number }, dpi: number): number {
  const usual = pixelsOf({ ...FIGURE_DEFAULTS, dpi });
  const share = Math.min(1, size.width / usual.widthPx, size.height / usual.heightPx);
  const least = (LEAST_LETTERS_PX * 72) / dpi;
  return Math.min(FIGURE_DEFAULTS.textPt, Math.max(least, FIGURE_DEFAULTS.textPt * share));
}

function sides(name: string, text: string, shape: RegExp): { width: number; height: number } {
  const found = shape.exec(text);
  if (!found) throw new UsageError(`--${name} is WIDTHxHEIGHT such as 2400x1600, not "${text}"`);
  return { width: Number(found[1]), height: Number(found[2]) };
}

/** A number between its limits; null where it is not given. @throws {UsageError} */
export function bounded(
  args: Arguments,
  name: string,
  [least, most]: readonly [number, number],
): number | null {
  const value = numberOption(args, name, false);
  if (value !== null && !(value >= least && value <= most))
    throw new UsageError(`--${name} is ${least} to ${most}, not ${value}`);
  return value;
}

function marksOption(args: Arguments): Partial<FigureSettings> {
  const names = optional(args, 'without')?.split(',') ?? [];
  const unknown = names.find((name) => !Object.hasOwn(MARKS, name));
  if (unknown !== undefined)
    throw new UsageError(
      `--without takes ${Object.keys(MARKS).join(', ')}, separated by commas, not "${unknown}"`,
    );
  return Object.fromEntries(names.map((name) => [MARKS[name as keyof typeof MARKS], false]));
}

function repeatOption(args: Arguments): Partial<Session> {
  const text = optional(args, 'repeat');
  if (text === null) return {};
  if (text === 'auto' || text === 'none') return { repeat: text };
  const found = /^(\d{1,3})[x×](\d{1,3})[x×](\d{1,3})$/.exec(text);
  const [a, b, c] = found?.slice(1).map(Number) ?? [];
  if (!a || !b || !c)
    throw new UsageError(
      `--repeat is auto, none or cells along a, b and c such as 3x2x1, not "${text}"`,
    );
  return { repeat: 'counts', repeatA: a, repeatB: b, repeatC: c };
}
