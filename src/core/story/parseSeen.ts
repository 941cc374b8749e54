import { atomicNumber } from '#core/crystal/elements.ts';
import { bad, list, real, record, text, whole } from '#core/recipe/parseField.ts';
import { atomsInRanges } from './atomRanges.ts';
import {
  ATOM_LABELS,
  MOST_LIFT_ANG,
  OVERLAY_POINTS,
  type StoryClip,
  type StoryFrame,
  type StoryIndices,
  type StoryLook,
  type StoryOverlay,
  type StoryPicture,
  type StorySeen,
  type StorySetting,
  type StoryView,
  VIEWS_ALONG,
} from './story.ts';
import { optional, pair, present } from './storyField.ts';

export const SEEN_FIELDS = ['view', 'look', 'overlay', 'picture'] as const;

/** What is wrong with a setting of the picture: what was expected, or null. The page knows its own settings. */
export type SettingCheck = (name: string, value: StorySetting) => string | null;

const MOST = {
  settings: 40,
  elements: 120,
  slabs: 100,
  indices: 100,
  ranges: 20,
  atoms: 10_000_000,
  letters: 60_000,
  index: 99,
} as const;

/** How a stack is seen, of the fields of a step or a link. @throws `recipe` naming the field */
export const seenFields = (o: Record<string, unknown>, settings: SettingCheck): StorySeen =>
  present({
    view: optional(o['view'], view),
    look: optional(o['look'], (v) => look(v, settings)),
    overlay: optional(o['overlay'], overlay),
    picture: optional(o['picture'], picture),
  });

/** How a document is seen, of a link. @throws `recipe` naming the field */
export const parseSeen = (value: unknown, settings: SettingCheck): StorySeen =>
  seenFields(record(value, 'view', SEEN_FIELDS), settings);

function view(value: unknown): StoryView {
  const { along } = record(value, 'view', [
    'along',
    'azimuthDeg',
    'elevationDeg',
    'frame',
    'near',
    'alone',
  ]);
  if (along !== undefined) {
    record(value, 'view', ['along']);
    return { along: oneOf(along, 'view.along', VIEWS_ALONG) };
  }
  const o = record(value, 'view', null);
  return {
    azimuthDeg: real(o['azimuthDeg'], 'view.azimuthDeg', -360, 360),
    elevationDeg: real(o['elevationDeg'], 'view.elevationDeg', -90, 90),
    ...present({
      frame: optional(o['frame'], frame),
      near: optional(o['near'], (v) => oneOf(v, 'view.near', VIEWS_ALONG)),
      alone: optional(o['alone'], (v) => yesOrNo(v, 'view.alone')),
    }),
  };
}

function frame(value: unknown): StoryFrame {
  const o = record(value, 'view.frame', ['targetAng', 'halfHeightAng', 'shift']);
  const at = 'view.frame.targetAng';
  const [x, y, z] = list(o['targetAng'], at, 3, 3).map((c, i) => real(c, `${at}[${i}]`, -1e5, 1e5));
  return {
    targetAng: [x!, y!, z!],
    halfHeightAng: real(o['halfHeightAng'], 'view.frame.halfHeightAng', 0.5, 10_000),
    shift: pair(o['shift'] ?? [0, 0], 'view.frame.shift', -10, 10),
  };
}

/** Typed ends of colour scales, which the editor put into looks for a time: no story can say them. */
const MISTAKEN = 'colourRanges';

function look(value: unknown, settings: SettingCheck): StoryLook {
  const o = record(value, 'look', null);
  const entries = Object.entries(o).filter(([name]) => name !== MISTAKEN);
  list(entries, 'look', 0, MOST.settings);
  for (const [name, v] of entries) {
    const isSetting = ['string', 'number', 'boolean'].includes(typeof v);
    const expected = isSetting
      ? settings(name, v as StorySetting)
      : 'a text, a number, true or false';
    if (expected !== null) throw bad(`look.${name}`, expected);
  }
  return Object.fromEntries(entries) as StoryLook;
}

function yesOrNo(value: unknown, at: string): boolean {
  if (typeof value !== 'boolean') throw bad(at, 'true or false');
  return value;
}

function overlay(value: unknown): StoryOverlay {
  const o = record(value, 'overlay', ['points', 'dislocations', 'interface']);
  const { dislocations } = o;
  const at = optional(o['interface'], (v) => real(v, 'overlay.interface', 1, 1000));
  if (at !== undefined && !Number.isInteger(at)) throw bad('overlay.interface', 'a whole number');
  return present({
    points: optional(o['points'], (v) => oneOf(v, 'overlay.points', OVERLAY_POINTS)),
    dislocations: optional(dislocations, (v) => yesOrNo(v, 'overlay.dislocations')),
    interface: at,
  });
}

function picture(value: unknown): StoryPicture {
  const o = record(value, 'picture', [
    'of',
    'hide',
    'clip',
    'liftAng',
    'indices',
    'labels',
    'ranges',
  ]);
  const of = optional(o['of'], (v) => whole(v, 'picture.of', 1, MOST.atoms));
  return present({
    of,
    hide: optional(o['hide'], (v) => hide(v, of)),
    clip: optional(o['clip'], clip),
    liftAng: optional(o['liftAng'], (v) => real(v, 'picture.liftAng', 0, MOST_LIFT_ANG)),
    indices: optional(o['indices'], (v) =>
      list(v, 'picture.indices', 0, MOST.indices).map((one, i) =>
        indices(one, `picture.indices[${i}]`),
      ),
    ),
    labels: optional(o['labels'], (v) => {
      const at = 'picture.labels';
      const { write, atoms } = record(v, at, ['write', 'atoms']);
      return {
        write: oneOf(write, `${at}.write`, ATOM_LABELS),
        atoms: numbered(atoms, `${at}.atoms`, of),
      };
    }),
    ranges: optional(o['ranges'], ranges),
  });
}

function hide(value: unknown, of: number | undefined): NonNullable<StoryPicture['hide']> {
  const at = 'picture.hide';
  const o = record(value, at, ['elements', 'slabs', 'atoms']);
  return present({
    elements: optional(o['elements'], (v) =>
      list(v, `${at}.elements`, 0, MOST.elements).map((one, i) => {
        const symbol = text(one, `${at}.elements[${i}]`, 2);
        if (atomicNumber(symbol) === undefined)
          throw bad(`${at}.elements[${i}]`, 'an element such as Cd');
        return symbol;
      }),
    ),
    slabs: optional(o['slabs'], (v) =>
      list(v, `${at}.slabs`, 0, MOST.slabs).map((one, i) => slab(one, `${at}.slabs[${i}]`)),
    ),
    atoms: optional(o['atoms'], (v) => numbered(v, `${at}.atoms`, of)),
  });
}

const slab = (value: unknown, at: string): number => whole(value, at, 0, MOST.slabs);

function numbered(value: unknown, at: string, of: number | undefined): string {
  if (of === undefined) throw bad('picture.of', 'how many atoms the structure has');
  const ranges = text(value, at, MOST.letters);
  if (atomsInRanges(ranges, of) === null)
    throw bad(at, `atoms such as "1-12,40", numbered up to ${of}, which "of" says`);
  return ranges;
}

function clip(value: unknown): StoryClip {
  const at = 'picture.clip';
  const o = record(value, at, ['across', 'from', 'to', 'keep']);
  const from = real(o['from'], `${at}.from`, 0, 1);
  const to = real(o['to'], `${at}.to`, 0, 1);
  if (to < from) throw bad(`${at}.to`, `a number not below ${from}, where the clip begins`);
  return {
    across: across(o['across'], `${at}.across`),
    from,
    to,
    ...present({ keep: optional(o['keep'], (v) => oneOf(v, `${at}.keep`, ['beyond'] as const)) }),
  };
}

function across(value: unknown, at: string): StoryClip['across'] {
  const { towards } = record(value, at, ['towards', 'uvw', 'hkl', 'slab']);
  if (towards === undefined) return indices(value, at);
  record(value, at, ['towards']);
  const [x, y, z] = three(towards, `${at}.towards`, (v, where) => real(v, where, -1, 1));
  if (Math.abs(Math.hypot(x, y, z) - 1) > 0.01) throw bad(`${at}.towards`, 'a vector of length 1');
  return { towards: [x, y, z] };
}

function indices(value: unknown, at: string): StoryIndices {
  const o = record(value, at, ['uvw', 'hkl', 'slab']);
  if ((o['uvw'] === undefined) === (o['hkl'] === undefined))
    throw bad(at, 'either "uvw" of a direction or "hkl" of a plane');
  const of = present({ slab: optional(o['slab'], (v) => slab(v, `${at}.slab`)) });
  const kind = o['uvw'] === undefined ? 'hkl' : 'uvw';
  const found = three(o[kind], `${at}.${kind}`, (v, where) =>
    whole(v, where, -MOST.index, MOST.index),
  );
  if (found.every((n) => n === 0)) throw bad(`${at}.${kind}`, 'indices that are not all 0');
  return kind === 'uvw' ? { ...of, uvw: found } : { ...of, hkl: found };
}

function three(
  value: unknown,
  at: string,
  check: (value: unknown, at: string) => number,
): readonly [number, number, number] {
  const [x, y, z] = list(value, at, 3, 3).map((v, i) => check(v, `${at}[${i}]`));
  return [x!, y!, z!];
}

function ranges(value: unknown): NonNullable<StoryPicture['ranges']> {
  const at = 'picture.ranges';
  const entries = Object.entries(record(value, at, null));
  list(entries, at, 0, MOST.ranges);
  return Object.fromEntries(
    entries.map(([name, ends]) => {
      const [low, high] = pair(ends, `${at}.${name}`, -1e12, 1e12);
      if (!(low < high)) throw bad(`${at}.${name}`, 'two numbers, the smaller first');
      return [name, [low, high] as const];
    }),
  );
}

export function oneOf<T extends string>(value: unknown, at: string, of: readonly T[]): T {
  const found = of.find((x) => x === value);
  if (found === undefined) throw bad(at, of.map((x) => `"${x}"`).join(', '));
  return found;
}
