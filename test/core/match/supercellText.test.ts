import { expect, test } from 'vitest';
import { supercellText, woodName } from '#core/match/supercellText.ts';
import { type Cell2, type IntMat2, mul2 } from '#core/math/plane2.ts';

const SQUARE: Cell2 = [
  [4, 0],
  [0, 4],
];
const HEXAGON: Cell2 = [
  [3, 0],
  [-1.5, 1.5 * Math.sqrt(3)],
];
const RECTANGLE: Cell2 = [
  [3, 0],
  [0, 5],
];

test.each<[IntMat2, Cell2, string, string | null]>([
  [
    [
      [2, 0],
      [0, 1],
    ],
    RECTANGLE,
    '2×1',
    '(2 × 1)',
  ],
  [
    [
      [1, 1],
      [-1, 1],
    ],
    SQUARE,
    '(1 1; −1 1)',
    '(√2 × √2)R45°',
  ],
  [
    [
      [2, 1],
      [-1, 1],
    ],
    HEXAGON,
    '(2 1; −1 1)',
    '(√3 × √3)R30°',
  ],
  [
    [
      [3, 1],
      [-1, 2],
    ],
    HEXAGON,
    '(3 1; −1 2)',
    '(√7 × √7)R19.11°',
  ],
  // Centred: no two vectors of it are turned and stretched alike.
  [
    [
      [1, 1],
      [-1, 1],
    ],
    RECTANGLE,
    '(1 1; −1 1)',
    null,
  ],
  [
    [
      [2, 1],
      [0, 1],
    ],
    SQUARE,
    '(2 1; 0 1)',
    null,
  ],
  [
    [
      [-1, 0],
      [0, -2],
    ],
    RECTANGLE,
    '(−1 0; 0 −2)',
    '(1 × 2)R180°',
  ],
  [
    [
      [0, -2],
      [4, 0],
    ],
    SQUARE,
    '(0 −2; 4 0)',
    '(2 × 4)R90°',
  ],
])('%j is written and named', (matrix, cell, text, name) => {
  expect(supercellText(matrix)).toBe(text);
  expect(woodName(matrix, mul2(matrix, cell))).toBe(name);
});
