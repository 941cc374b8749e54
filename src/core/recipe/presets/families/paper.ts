import type { IntMat2 } from '#core/math/plane2.ts';
import { type PresetFamily, stacked } from '#core/recipe/presets/preset.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';
import type { Removal } from '#core/surface/slab.ts';

const NO_PB: readonly Removal[] = [{ face: 'top', species: 'Pb' }];

/** 2 × 2 of the a√2 × a rectangle, the long side along a. */
const TWO_BY_TWO: IntMat2 = [
  [0, 2],
  [-2, 0],
];

/** CsPbX3 (110): five CsPbX and four X2 planes, the lead taken out of the top one: neutral, CsX-terminated. */
const perovskite110 = (material: string, aAng: number, matrix: IntMat2 = TWO_BY_TWO): SlabSpec => ({
  material,
  cell: { a: aAng },
  hkl: [1, 1, 0],
  planes: 9,
  termination: 0,
  remove: NO_PB,
  inPlane: 'conventional',
  matrix,
});

const zincBlende110 = (material: string, aAng: number, matrix: IntMat2 = TWO_BY_TWO): SlabSpec => ({
  material,
  cell: { a: aAng },
  hkl: [1, 1, 0],
  planes: 7,
  termination: 0,
  remove: [],
  inPlane: 'conventional',
  matrix,
});

const ONE_BY_ONE: IntMat2 = [
  [0, 1],
  [-1, 0],
];

/** The paper's pairs, the default first. Readings A, B, C are three readings of the model that Qiu et al. print. */
export const PAPER: PresetFamily = {
  id: 'paper',
  label: 'Qiu et al. 2023',
  presets: [
    {
      id: 'cspbbr3-cds',
      label: 'CdS on CsPbBr₃, reading A',
      about:
        'The counts of the paper (88 + 112 atoms) fit a 2 × 2 of the a√2 × a rectangle on both sides. With d₀ set to 2.80 Å, the lateral shift was solved so that the nearest-contact means are the printed 3.733 Å (Cs–S) and 3.053 Å (Br–Cd). Three free numbers for two targets prove nothing about the paper’s own registry.',
      recipe: stacked(
        'cspbbr3-cds',
        'CdS (110) on CsPbBr₃ (110)',
        perovskite110('CsPbBr3', 5.898),
        zincBlende110('CdS', 5.81),
        [0.058365, 0.061881],
        2.8,
      ),
    },
    {
      id: 'cspbbr3-cds-1x1',
      label: 'CdS on CsPbBr₃, reading A, one cell',
      about:
        'The repeating quarter of reading A: 22 + 28 atoms, the same planes, d₀ and place, so the same contacts. The cell for a first DFT run; a 2 × 2 of it allows motions that this one does not.',
      recipe: stacked(
        'cspbbr3-cds-1x1',
        'CdS (110) on CsPbBr₃ (110), 1 × 1',
        perovskite110('CsPbBr3', 5.898, ONE_BY_ONE),
        zincBlende110('CdS', 5.81, ONE_BY_ONE),
        [0.11673, 0.123762],
        2.8,
      ),
    },
    {
      id: 'cspbbr3-cds-b',
      label: 'CdS on CsPbBr₃, reading B',
      about:
        'The printed supercells (3×2) and (3×3) fit if the perovskite’s “(110)” is meant in orthorhombic axes, which is the pseudo-cubic (100), CsBr-terminated. The shift is zero and d₀ a plain starting value.',
      recipe: stacked(
        'cspbbr3-cds-b',
        'CdS (110) on CsPbBr₃ (100)',
        {
          material: 'CsPbBr3',
          cell: { a: 5.898 },
          hkl: [1, 0, 0],
          planes: 5,
          termination: 0,
          remove: [],
          inPlane: 'conventional',
          matrix: [
            [3, 0],
            [0, 2],
          ],
        },
        {
          material: 'CdS',
          cell: { a: 5.81 },
          hkl: [1, 1, 0],
          planes: 6,
          termination: 0,
          remove: [],
          inPlane: 'rectangular',
          matrix: [
            [0, 3],
            [-3, 0],
          ],
        },
        [0, 0],
        3,
      ),
    },
    {
      id: 'cspbbr3-cds-c',
      label: 'CdS on CsPbBr₃, reading C (microscope)',
      about:
        'The orientation relation that Figure S2 reports: CdS {211} ∥ CsPbBr₃ {220}, CdS [111] ∥ CsPbBr₃ [001]. One axis fits at −1.5 %, the other needs a long cell (3 × 10.063 Å on 5 × 5.898 Å, +2.4 %). The shift is zero and d₀ a plain starting value.',
      recipe: stacked(
        'cspbbr3-cds-c',
        'CdS (211) on CsPbBr₃ (110)',
        perovskite110('CsPbBr3', 5.898, [
          [0, 1],
          [-5, 0],
        ]),
        {
          material: 'CdS',
          cell: { a: 5.81 },
          hkl: [2, 1, 1],
          planes: 10,
          termination: 0,
          remove: [],
          inPlane: 'rectangular',
          matrix: [
            [2, 0],
            [0, 3],
          ],
        },
        [0, 0],
        3,
      ),
    },
    {
      id: 'cspbcl3-cds',
      label: 'CdS on CsPbCl₃',
      about:
        'The anion-exchanged pair of Figure S25 in the cell of reading A, with the shift and d₀ of the bromide: a starting point, not a result.',
      recipe: stacked(
        'cspbcl3-cds',
        'CdS (110) on CsPbCl₃ (110)',
        perovskite110('CsPbCl3', 5.605),
        zincBlende110('CdS', 5.82),
        [0.058365, 0.061881],
        2.8,
      ),
    },
    {
      id: 'cspbi3-cds',
      label: 'CdS on CsPbI₃',
      about:
        'The anion-exchanged pair of Figure S25 in the cell of reading A, with the shift of the bromide and a wider d₀: a starting point, not a result.',
      recipe: stacked(
        'cspbi3-cds',
        'CdS (110) on CsPbI₃ (110)',
        perovskite110('CsPbI3', 6.289),
        zincBlende110('CdS', 5.82),
        [0.058365, 0.061881],
        3,
      ),
    },
    {
      id: 'cspbbr3-zns',
      label: 'ZnS on CsPbBr₃',
      about:
        'The pair of Figure S26 in the cell of reading A, measured constants on both sides. A 1:1 cell leaves a mismatch near −8 %: real films would relieve it by dislocations.',
      recipe: stacked(
        'cspbbr3-zns',
        'ZnS (110) on CsPbBr₃ (110)',
        perovskite110('CsPbBr3', 5.87),
        zincBlende110('ZnS', 5.4093),
        [0.058365, 0.061881],
        2.8,
      ),
    },
  ],
};
