import type { Formula } from '#core/story/formula/formula.ts';
import { plainFormula } from '#core/story/formula/plainFormula.ts';

/** What is drawn, from the left end of the baseline, y downwards, px. */
export type Mark =
  | {
      readonly is: 'text';
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly px: number;
      readonly isItalic: boolean;
    }
  | {
      readonly is: 'line';
      readonly points: readonly (readonly [x: number, y: number])[];
      readonly thickPx: number;
    };

/** A part of a line that is not broken. */
export interface Box {
  readonly widthPx: number;
  /** How far it reaches above and below the baseline. */
  readonly upPx: number;
  readonly downPx: number;
  readonly marks: readonly Mark[];
}

/** Width of upright letters of a size, px; slanted ones are as wide. */
export type LetterWidth = (text: string, px: number) => number;

/** In sizes of the letters. */
const UP = 0.78;
const DOWN = 0.22;
/** Where the bar of a fraction stands, and how thick it is. */
const AXIS = 0.3;
const RULE = 0.06;
const SCRIPT = 0.72;
const SMALLER = 0.85;
const APART = 0.24;
/** Of the first line of a formula that is broken. */
const LEAST = 1.5;
const THIN = 0.14;
const RAISED = 0.4;
const LOWERED = 0.2;

const JOINING = '+−±=<>≤≥≈≠∝→×·';
const isJoin = (f: Formula | undefined): boolean =>
  f?.is === 'sign' && JOINING.includes(f.text) && !f.isPrefix;
const isOpening = (f: Formula | undefined): boolean => f?.is === 'sign' && '([⟨'.includes(f.text);
const isClosing = (f: Formula | undefined): boolean => f?.is === 'sign' && ')]⟩'.includes(f.text);
/** ln, and cos². */
const isFunction = (f: Formula | undefined): boolean =>
  f?.is === 'name' || (f?.is === 'scripts' && isFunction(f.base));

export function lettersBox(text: string, px: number, width: LetterWidth, isItalic = false): Box {
  return {
    widthPx: width(text, px),
    upPx: UP * px,
    downPx: DOWN * px,
    marks: [{ is: 'text', text, x: 0, y: 0, px, isItalic }],
  };
}

const movedMark = (mark: Mark, x: number, y: number): Mark =>
  mark.is === 'text'
    ? { ...mark, x: mark.x + x, y: mark.y + y }
    : { ...mark, points: mark.points.map(([u, v]) => [u + x, v + y] as const) };

export const movedMarks = ({ marks }: Box, x: number, y = 0): readonly Mark[] =>
  marks.map((mark) => movedMark(mark, x, y));

/** Boxes on one baseline, each after its space. */
export function joined(boxes: readonly { readonly box: Box; readonly spacePx: number }[]): Box {
  let x = 0;
  const marks: Mark[] = [];
  for (const { box, spacePx } of boxes) {
    x += spacePx;
    marks.push(...movedMarks(box, x));
    x += box.widthPx;
  }
  return {
    widthPx: x,
    upPx: Math.max(0, ...boxes.map(({ box }) => box.upPx)),
    downPx: Math.max(0, ...boxes.map(({ box }) => box.downPx)),
    marks,
  };
}

/** The space before a part, in sizes of the letters. */
function spaceBefore(of: readonly Formula[], i: number): number {
  const [last, next] = [of[i - 1], of[i]!];
  if (last === undefined || isOpening(last) || isClosing(next)) return 0;
  if (isJoin(last) || isJoin(next)) return APART;
  if (last.is === 'sign' && ',:'.includes(last.text)) return APART;
  if (isFunction(next)) return THIN;
  if (isFunction(last)) return next.is === 'fenced' || isOpening(next) ? 0 : THIN;
  if (last.is === 'fraction' || next.is === 'fraction') return THIN;
  return last.is === 'words' || next.is === 'words' ? 0 : 0.03;
}

/** A formula as boxes: where a line has no room for all of them, it may end before any. */
export interface FormulaPart {
  readonly box: Box;
  readonly spacePx: number;
  readonly text: string;
}

/**
 * The parts of a formula, each of which stays on one line.
 * @param isAlone a formula that is no part of a sentence has its fractions in full size
 */
export function formulaParts(
  formula: Formula,
  px: number,
  width: LetterWidth,
  isAlone: boolean,
): readonly FormulaPart[] {
  const of = formula.is === 'row' ? formula.of : [formula];
  const parts: {
    items: Formula[];
    box: { box: Box; spacePx: number }[];
    spacePx: number;
    widthPx: number;
  }[] = [];
  let depth = 0;
  for (const [i, item] of of.entries()) {
    const spacePx = spaceBefore(of, i) * px;
    const box = boxOf(item, px, width, isAlone);
    const canEnd =
      depth === 0 && (isJoin(item) || (item.is === 'fraction' && of[i - 1]?.is === 'fraction'));
    if (isOpening(item)) depth++;
    if (isClosing(item)) depth--;
    // A letter alone, as of "h =", does not end a line.
    const isShort = (parts.at(-1)?.widthPx ?? 0) < LEAST * px;
    if (i === 0 || (canEnd && !isShort))
      parts.push({ items: [item], box: [{ box, spacePx: 0 }], spacePx, widthPx: box.widthPx });
    else {
      parts.at(-1)!.items.push(item);
      parts.at(-1)!.box.push({ box, spacePx });
      parts.at(-1)!.widthPx += spacePx + box.widthPx;
    }
  }
  return parts.map(({ items, box, spacePx }) => ({
    box: joined(box),
    spacePx,
    text: plainFormula(items.length === 1 ? items[0]! : { is: 'row', of: items }),
  }));
}

/** A formula of letters of a size. @param isFull whether a fraction has letters as large as those beside it */
function boxOf(formula: Formula, px: number, width: LetterWidth, isFull: boolean): Box {
  switch (formula.is) {
    case 'letter':
      return lettersBox(formula.text, px, width, true);
    case 'name':
    case 'number':
    case 'words':
    case 'sign':
      return lettersBox(formula.text, px, width);
    case 'row':
      return joined(
        formula.of.map((item, i) => ({
          box: boxOf(item, px, width, isFull),
          spacePx: spaceBefore(formula.of, i) * px,
        })),
      );
    case 'fraction':
      return fractionBox(formula, px, width, isFull);
    case 'root':
      return rootBox(boxOf(formula.of, px, width, isFull), px);
    case 'fenced':
      return fencedBox(formula, boxOf(formula.of, px, width, isFull), px, width);
    case 'scripts':
      return scriptsBox(formula, px, width, isFull);
  }
}

type Of<Kind extends Formula['is']> = Extract<Formula, { readonly is: Kind }>;

function fractionBox(
  { above, below }: Of<'fraction'>,
  px: number,
  width: LetterWidth,
  isFull: boolean,
): Box {
  const size = isFull ? px : SMALLER * px;
  const [top, bottom] = [above, below].map((part) => boxOf(part, size, width, false)) as [Box, Box];
  const side = 0.08 * px;
  const widthPx = Math.max(top.widthPx, bottom.widthPx) + 2 * side;
  const gap = 0.1 * px;
  const axis = -AXIS * px;
  const topY = axis - gap - top.downPx;
  const bottomY = axis + gap + bottom.upPx;
  return {
    widthPx,
    upPx: top.upPx - topY,
    downPx: bottom.downPx + bottomY,
    marks: [
      ...movedMarks(top, (widthPx - top.widthPx) / 2, topY),
      ...movedMarks(bottom, (widthPx - bottom.widthPx) / 2, bottomY),
      {
        is: 'line',
        points: [
          [side / 2, axis],
          [widthPx - side / 2, axis],
        ],
        thickPx: RULE * px,
      },
    ],
  };
}

function rootBox(inner: Box, px: number): Box {
  const hook = 0.5 * px;
  const top = -inner.upPx - 0.08 * px;
  const low = inner.downPx - 0.1 * px;
  return {
    widthPx: hook + inner.widthPx + 0.06 * px,
    upPx: -top + RULE * px,
    downPx: inner.downPx,
    marks: [
      ...movedMarks(inner, hook),
      {
        is: 'line',
        points: [
          [0.04 * px, low - 0.4 * px],
          [0.14 * px, low - 0.46 * px],
          [0.26 * px, low],
          [hook - 0.06 * px, top],
          [hook + inner.widthPx + 0.04 * px, top],
        ],
        thickPx: RULE * px,
      },
    ],
  };
}

/** Brackets as tall as what they hold: letters of the size that reaches so far. */
function fencedBox({ open, close }: Of<'fenced'>, inner: Box, px: number, width: LetterWidth): Box {
  const tall = Math.max(1, (inner.upPx + inner.downPx) / ((UP + DOWN) * px));
  const size = tall * px;
  const middle = (inner.downPx - inner.upPx) / 2;
  const fence = (text: string): Box => {
    const plain = lettersBox(text, size, width);
    // The middle of a bracket is that of what it holds.
    const down = middle - ((DOWN - UP) * size) / 2;
    return {
      ...plain,
      upPx: plain.upPx - down,
      downPx: plain.downPx + down,
      marks: movedMarks(plain, 0, down),
    };
  };
  return joined([fence(open), inner, fence(close)].map((box) => ({ box, spacePx: 0 })));
}

function scriptsBox(
  { base, sub, sup }: Of<'scripts'>,
  px: number,
  width: LetterWidth,
  isFull: boolean,
): Box {
  const own = boxOf(base, px, width, isFull);
  const set = (part: Formula | null) => part && boxOf(part, SCRIPT * px, width, false);
  const [below, above] = [set(sub), set(sup)];
  const isTall = own.upPx > 1.2 * px;
  const supY = isTall ? -own.upPx + 0.3 * px : -RAISED * px;
  const subY = isTall ? own.downPx : LOWERED * px;
  const x = own.widthPx + 0.03 * px;
  return {
    widthPx: x + Math.max(below?.widthPx ?? 0, above?.widthPx ?? 0),
    upPx: Math.max(own.upPx, above ? above.upPx - supY : 0),
    downPx: Math.max(own.downPx, below ? below.downPx + subY : 0),
    marks: [
      ...own.marks,
      ...(below ? movedMarks(below, x, subY) : []),
      ...(above ? movedMarks(above, x, supY) : []),
    ],
  };
}
