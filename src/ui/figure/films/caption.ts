/** A piece of a caption: a heading, a number with what it is, a paragraph. */
export interface CaptionBlock {
  readonly text: string;
  readonly role: 'title' | 'number' | 'label' | 'text';
}

/** A line as it is written. */
export interface CaptionLine {
  readonly text: string;
  readonly px: number;
  readonly isBold: boolean;
  /** Of its baseline, from the top of the box. */
  readonly y: number;
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
  return paged(blocks, box, least, measure);
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
  const write = ({ text, role }: CaptionBlock): void => {
    const { size, isBold, below } = ROLES[role];
    const px = size * basePx;
    const width = (words: string) => measure(words, px, isBold);
    for (const line of wrapped(text, box.widthPx, width)) {
      // A page has a line below its title, or it would be begun for ever.
      const hasRoom = y + LINE * px <= box.heightPx || pages.at(-1)!.length <= titles.length;
      if (!hasRoom && role !== 'title') turn();
      y += LINE * px;
      pages.at(-1)!.push({ text: line, px, isBold, y: y - (LINE - 1) * px });
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

/** A text in lines of a width; a word that is longer stands alone. */
function wrapped(text: string, widthPx: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  // No line breaks between a number and its unit.
  for (const word of text.split(/[^\S\u00a0]+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer) > widthPx) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
