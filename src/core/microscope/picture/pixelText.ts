/** Rows of five bits, from the top, for what a scale bar says. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  '0': [14, 17, 19, 21, 25, 17, 14],
  '1': [4, 12, 4, 4, 4, 4, 14],
  '2': [14, 17, 1, 2, 4, 8, 31],
  '5': [31, 16, 30, 1, 1, 17, 14],
  '.': [0, 0, 0, 0, 0, 12, 12],
  '/': [1, 1, 2, 4, 8, 16, 16],
  n: [0, 0, 22, 25, 17, 17, 17],
  m: [0, 0, 26, 21, 21, 21, 21],
  Å: [4, 10, 4, 14, 17, 31, 17],
  ' ': [0, 0, 0, 0, 0, 0, 0],
};
const ADVANCE = 6;

/** Width of a text in its own pixels. */
export const textWidth = (text: string): number => ADVANCE * text.length - 1;

/** Draws a text of seven rows in pixels of this size, from its upper left corner. */
export function drawText(text: string, size: number, paint: (x: number, y: number) => void): void {
  for (const [n, letter] of [...text].entries())
    for (const [row, bits] of (GLYPHS[letter] ?? GLYPHS[' '])!.entries())
      for (let column = 0; column < 5; column++) {
        if (((bits >> (4 - column)) & 1) === 0) continue;
        for (let dy = 0; dy < size; dy++)
          for (let dx = 0; dx < size; dx++)
            paint((ADVANCE * n + column) * size + dx, row * size + dy);
      }
}
