import type { Piece } from '#core/story/formula/formulasIn.ts';
import {
  type Box,
  formulaParts,
  joined,
  type LetterWidth,
  lettersBox,
  type Mark,
} from './formulaBox.ts';

/** A piece of a caption: a heading, a number with what it is, a paragraph. */
export interface CaptionBlock {
  /** With its formulas in one line each. */
  readonly text: string;
  /** The same with formulas to be set; absent where there are none. */
  readonly pieces?: readonly Piece[];
  /** `asked`: a question above its answer. */
  readonly role: 'title' | 'number' | 'label' | 'text' | 'asked';
}

/** A line as it is written. */
export interface CaptionLine {
  readonly text: string;
  readonly px: number;
  readonly isBold: boolean;
  /** Of its baseline, from the top of the box. */
  readonly y: number;
  /** Letters and strokes of a line with formulas, from the left end of its baseline; absent for letters alone. */
  readonly marks?: readonly Mark[];
}

/** Width of a text in px. */
export type Measure = (text: string, px: number, isBold: boolean) => number;

/** Parts of the height of the frame: the letters of paragraphs, at most and at least. */
const LARGEST = 1 / 24;
const SMALLEST = 1 / 34;
const SHRINK = 0.94;

/** Sizes in those of a paragraph, and the space below. */
const ROLES = {
  title: { size: 1.5, isBold: true, below: 0.5 },
  number: { size: 1.9, isBold: true, below: 0 },
  label: { size: 0.85, isBold: false, below: 0.5 },
  text: { size: 1, isBold: false, below: 0.55 },
  asked: { size: 1, isBold: true, below: 0.15 },
} as const;
const LINE = 1.32;

/**
 * A caption in the largest letters with which it fits its box, between limits that are read from the back row; what does
 * not fit in the smallest goes on further pages, each under the title again.
 * @param frameHeightPx of the whole frame: letters are sized by it
 */
export function captionPages(
  blocks: readonly CaptionBlock[],
  box: { readonly widthPx: number; readonly heightPx: number },
  frameHeightPx: number,
  measure: Measure,
): readonly (readonly CaptionLine[])[] {
  const least = SMALLEST * frameHeightPx;
  for (let px = LARGEST * frameHeightPx; px > least; px *= SHRINK) {
    const pages = paged(blocks, box, px, measure);
    if (pages.length === 1) return pages;
  }
  // Pages as full as each other: the last one has more than a word.
  const fits = (heightPx: number) => paged(blocks, { ...box, heightPx }, least, measure);
  let pages = fits(box.heightPx);
  for (let heightPx = box.heightPx - least; heightPx > 0; heightPx -= least) {
    const lower = fits(heightPx);
    if (lower.length > pages.length) break;
    pages = lower;
  }
  return pages;
}

function paged(
  blocks: readonly CaptionBlock[],
  box: { readonly widthPx: number; readonly heightPx: number },
  basePx: number,
  measure: Measure,
): readonly (readonly CaptionLine[])[] {
  const pages: CaptionLine[][] = [[]];
  const titles = blocks.filter(({ role }) => role === 'title');
  let y = 0;
  const write = (block: CaptionBlock): void => {
    const { size, isBold, below } = ROLES[block.role];
    const px = size * basePx;
    for (const line of wrapped(block, px, box.widthPx, (words, of) => measure(words, of, isBold))) {
      // A page has a line below its title, or it would be begun for ever.
      const hasRoom =
        y + line.upPx + line.downPx <= box.heightPx || pages.at(-1)!.length <= titles.length;
      if (!hasRoom && block.role !== 'title') turn();
      y += line.upPx;
      const { text, marks } = line;
      pages.at(-1)!.push({ text, px, isBold, y, ...(marks && { marks }) });
      y += line.downPx;
    }
    y += below * basePx;
  };
  const turn = (): void => {
    pages.push([]);
    y = 0;
    for (const title of titles) write(title);
  };
  for (const block of blocks) write(block);
  return pages;
}

interface Wrapped {
  readonly text: string;
  readonly upPx: number;
  readonly downPx: number;
  readonly marks?: readonly Mark[];
}

/** What stays on one line, behind a space. */
interface Unit {
  readonly text: string;
  /** Set formulas and the letters about them; absent for letters alone. */
  readonly box?: Box;
  readonly spacePx: number;
}

/** A text in lines of a width; a word that is longer stands alone. */
function wrapped(
  { text, pieces }: CaptionBlock,
  px: number,
  widthPx: number,
  width: LetterWidth,
): readonly Wrapped[] {
  const plain = { upPx: px, downPx: (LINE - 1) * px };
  if (pieces === undefined)
    return wordLines(text, widthPx, (words) => width(words, px)).map((line) => ({
      text: line,
      ...plain,
    }));
  const lines: { box: Box; spacePx: number; text: string }[][] = [];
  let left = 0;
  for (const { box, ...unit } of unitsOf(pieces, px, widthPx, width)) {
    const own = box ?? lettersBox(unit.text, px, width);
    const isNew = lines.length === 0 || unit.spacePx + own.widthPx > left;
    if (isNew) {
      lines.push([]);
      left = widthPx;
    }
    const spacePx = isNew ? 0 : unit.spacePx;
    lines.at(-1)!.push({ box: own, spacePx, text: unit.text });
    left -= spacePx + own.widthPx;
  }
  const room = 0.12 * px;
  return lines.map((units) => {
    const { upPx, downPx, marks } = joined(units);
    return {
      text: units.map((unit) => unit.text).join(' '),
      upPx: Math.max(plain.upPx, upPx + room),
      downPx: Math.max(plain.downPx, downPx + room),
      marks,
    };
  });
}

/** Words and parts of formulas; what stands beside a formula without a space stays with it. */
function unitsOf(
  pieces: readonly Piece[],
  px: number,
  widthPx: number,
  width: LetterWidth,
): readonly Unit[] {
  const units: Unit[] = [];
  const space = width(' ', px);
  let isGlued = false;
  const add = (text: string, box: Box, spacePx: number): void => {
    const last = isGlued ? units.pop() : undefined;
    if (last === undefined) units.push({ text, box, spacePx });
    else
      units.push({
        text: last.text + text,
        box: joined([
          { box: last.box ?? lettersBox(last.text, px, width), spacePx: 0 },
          { box, spacePx: 0 },
        ]),
        spacePx: last.spacePx,
      });
    isGlued = false;
  };
  for (const piece of pieces)
    if (piece.is === 'text') {
      const words = piece.text.split(BREAKS);
      for (const [k, word] of words.entries()) {
        if (k > 0) isGlued = false;
        if (word !== '') add(word, lettersBox(word, px, width), space);
      }
      isGlued = units.length > 0 && words.at(-1) !== '';
    } else {
      const isAlone = pieces.length === 1;
      const set = (size: number) => formulaParts(piece.formula, size, width, isAlone);
      const widest = Math.max(...set(px).map(({ box }) => box.widthPx));
      // A part that is wider than the box is set smaller.
      for (const [k, part] of set(px * Math.min(1, widthPx / widest)).entries())
        add(part.text, part.box, k === 0 ? space : part.spacePx);
      isGlued = true;
    }
  return units;
}

/** No line breaks between a number and its unit. */
const BREAKS = /[^\S\u00a0]+/;

function wordLines(text: string, widthPx: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(BREAKS)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer) > widthPx) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
