import type { MarkedAtoms } from '#app/document/marks/onAtoms.ts';
import { say } from '#app/shell/toasts.ts';
import { atomicNumber, SYMBOLS } from '#core/crystal/elements.ts';
import { atomsInRanges, rangesText } from '#core/story/atomRanges.ts';
import type {
  StoryClip,
  StoryIndices,
  StoryOverlay,
  StoryPicture,
  StorySeen,
} from '#core/story/story.ts';
import { type Clip, type Hidden, hiddenOf, hiddenStore, hide, NOTHING_HIDDEN } from './hidden.ts';
import { type Labelled, labelledOf, labelStore, NO_LABELS } from './selection.ts';
import { type Session, sessionStore } from './session.ts';
import {
  AS_IT_IS,
  type DrawnIndices,
  isBlank,
  type LatticeSheet,
  NO_SHEET,
  type ViewOnly,
  viewOnlyStore,
} from './viewOnly.ts';

/** What of a stack is drawn otherwise than it is: hidden, lifted, drawn over it and written on it. */
export interface SeenPicture {
  readonly hidden: Hidden;
  readonly viewOnly: ViewOnly;
  readonly labels: Labelled;
}

export const PLAIN_PICTURE: SeenPicture = {
  hidden: NOTHING_HIDDEN,
  viewOnly: AS_IT_IS,
  labels: NO_LABELS,
};

export const seenPicture = (): SeenPicture => ({
  hidden: hiddenStore.getState(),
  viewOnly: viewOnlyStore.getState(),
  labels: labelStore.getState(),
});

/** The lattices that a step or a link draws over its picture. */
export const sheetOf = (overlay: StoryOverlay = {}): LatticeSheet => ({
  points: overlay.points ?? 'none',
  dislocations: overlay.dislocations ?? false,
  at: (overlay.interface ?? 1) - 1,
});

/** The same as a step says it; absent where nothing is drawn. */
const overlayOf = (sheet: LatticeSheet): StoryOverlay | undefined =>
  isBlank(sheet)
    ? undefined
    : {
        ...(sheet.points !== 'none' && { points: sheet.points }),
        ...(sheet.dislocations && { dislocations: true }),
        ...(sheet.at > 0 && { interface: sheet.at + 1 }),
      };

const indicesOf = ({ slab, kind, indices }: DrawnIndices): StoryIndices => ({
  ...(slab !== null && { slab }),
  ...(kind === 'uvw' ? { uvw: indices } : { hkl: indices }),
});

const drawnOf = (said: StoryIndices): DrawnIndices => ({
  slab: said.slab ?? null,
  ...('uvw' in said ? { kind: 'uvw', indices: said.uvw } : { kind: 'hkl', indices: said.hkl }),
});

/** To digits that nobody sees. */
const tidy = (x: number): number => Number(x.toFixed(4)) + 0;

const storyClip = ({ across, from, to, isInverse }: Clip): StoryClip => ({
  across:
    across.kind === 'view'
      ? { towards: [tidy(across.towards[0]), tidy(across.towards[1]), tidy(across.towards[2])] }
      : indicesOf(across),
  from: tidy(from),
  to: tidy(to),
  ...(isInverse && { keep: 'beyond' }),
});

const clipOf = ({ across, from, to, keep }: StoryClip): Clip => ({
  across: 'towards' in across ? { kind: 'view', towards: across.towards } : drawnOf(across),
  from,
  to,
  isInverse: keep === 'beyond',
});

/**
 * What is drawn otherwise than it is, as a step, a link or a saved view says it: nothing for what is as usual.
 * @param atoms that are shown: what was said of others is left out
 */
export function pictureSaid(
  { hidden, viewOnly, labels }: SeenPicture,
  { colorBy, colourRanges }: Pick<Session, 'colorBy' | 'colourRanges'>,
  atoms: MarkedAtoms,
): Pick<StorySeen, 'overlay' | 'picture'> {
  const single = [...hiddenOf(hidden, atoms)].sort((p, q) => p - q);
  const { kind, atoms: written } = labelledOf(labels, atoms);
  const range = colourRanges[colorBy];
  const { elements, slabs, clip } = hidden;
  const hide = {
    ...(elements.length > 0 && { elements: elements.map((z) => SYMBOLS[z]!) }),
    ...(slabs.length > 0 && { slabs }),
    ...(single.length > 0 && { atoms: rangesText(single) }),
  };
  const isNumbered = single.length > 0 || (kind !== null && written.length > 0);
  const picture: StoryPicture = {
    ...(isNumbered && { of: atoms.numbers.length }),
    ...(Object.keys(hide).length > 0 && { hide }),
    ...(clip && { clip: storyClip(clip) }),
    ...(viewOnly.liftAng > 0 && { liftAng: viewOnly.liftAng }),
    ...(viewOnly.drawn.length > 0 && { indices: viewOnly.drawn.map(indicesOf) }),
    ...(kind !== null &&
      written.length > 0 && { labels: { write: kind, atoms: rangesText(written) } }),
    ...(range && { ranges: { [colorBy]: range } }),
  };
  const overlay = overlayOf(viewOnly.sheet);
  return {
    ...(overlay && { overlay }),
    ...(Object.keys(picture).length > 0 && { picture }),
  };
}

/** What they say, to be drawn. @param cut of the stack that they were made on, see `atomsKey`; null for atoms of a file */
export function pictureOf(
  { overlay, picture = {} }: Pick<StorySeen, 'overlay' | 'picture'>,
  cut: string | null,
): SeenPicture {
  const { of, hide = {}, clip, liftAng = 0, indices = [], labels } = picture;
  const numbered = (text: string | undefined) =>
    (text !== undefined && of !== undefined && atomsInRanges(text, of)) || [];
  const on = { of: of ?? 0, ...(cut !== null && { cut }) };
  const atoms = numbered(hide.atoms);
  return {
    hidden: {
      elements: (hide.elements ?? []).map((symbol) => atomicNumber(symbol)!),
      slabs: hide.slabs ?? [],
      ...(atoms.length > 0 && { atoms, of: on }),
      ...(clip && { clip: clipOf(clip) }),
    },
    viewOnly: {
      liftAng,
      drawn: indices.map(drawnOf),
      sheet: overlay === undefined ? NO_SHEET : sheetOf(overlay),
    },
    labels:
      labels === undefined
        ? NO_LABELS
        : { kind: labels.write, atoms: numbered(labels.atoms), of: on },
  };
}

/** How scales of colours are shown with it. */
export const rangesSaid = ({ ranges = {} }: StoryPicture = {}): Pick<Session, 'colourRanges'> => ({
  colourRanges: ranges,
});

/** Draws what a saved view says, as one step that undo takes back; with the ranges of its colours. */
export function showPicture(
  seen: Pick<StorySeen, 'overlay' | 'picture'>,
  { numbers, cut }: MarkedAtoms,
): void {
  const { hidden, viewOnly, labels } = pictureOf(seen, cut);
  if (seen.picture?.of !== undefined && seen.picture.of !== numbers.length)
    say(
      `This view hides or labels single atoms of ${seen.picture.of}, and here are ${numbers.length}: these are not shown so.`,
    );
  hide(() => hidden);
  viewOnlyStore.setState(viewOnly);
  labelStore.setState(labels, true);
  sessionStore.setState(({ colourRanges }) => ({
    colourRanges: { ...colourRanges, ...seen.picture?.ranges },
  }));
}
