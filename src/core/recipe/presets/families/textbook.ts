import type { IntMat2 } from '#core/math/plane2.ts';
import { type PresetFamily, stacked } from '#core/recipe/presets/preset.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';

const ONE: IntMat2 = [
  [1, 0],
  [0, 1],
];
/** Square cell turned by 45°, √2 as long. */
const ROOT_TWO_45: IntMat2 = [
  [1, 1],
  [-1, 1],
];
/** Hexagonal cell (γ = 120°) turned by 30°, √3 as long. */
const ROOT_THREE_30: IntMat2 = [
  [2, 1],
  [-1, 1],
];

const times = (n: number, [[a, b], [c, d]]: IntMat2): IntMat2 => [
  [n * a, n * b],
  [n * c, n * d],
];

/** Six decimals are enough for a site: 10⁻⁶ of these cells is 10⁻⁵ Å. */
const THIRD = 0.333333;

/** A (001) slab of whole planes; `termination` at the face that meets the other slab. */
const slab001 = (
  material: string,
  cell: SlabSpec['cell'],
  planes: number,
  termination: number,
  inPlane: SlabSpec['inPlane'] = 'conventional',
  matrix: IntMat2 = ONE,
): SlabSpec => ({
  material,
  cell,
  hkl: [0, 0, 1],
  planes,
  termination,
  remove: [],
  inPlane,
  matrix,
});

const textbook = (
  id: string,
  label: string,
  about: string,
  title: string,
  substrate: SlabSpec,
  film: SlabSpec,
  registryShift: readonly [number, number],
  separationAng: number,
): PresetFamily['presets'][number] => ({
  id,
  label,
  about,
  recipe: stacked(id, title, substrate, film, registryShift, separationAng),
});

const graphene = (matrix: IntMat2): SlabSpec =>
  slab001('graphene', { a: 2.46, c: 20 }, 1, 0, 'primitive', matrix);

/** Distance between the layers of graphite, Å, to the digits that textbooks give. */
const GRAPHITE_ANG = 3.35;

/**
 * The commensurate cell of one layer of a twisted bilayer: rows p·a + q·b and the same turned by 120°,
 * in the hexagonal basis with γ = 120°; p² − pq + q² unit cells.
 */
const turnedCell = (p: number, q: number): IntMat2 => [
  [p, q],
  [-q, p - q],
];

/**
 * Bilayer with the twist cos θ = (3m² + 3mr + r²/2) / (3m² + 3mr + r²); r not a multiple of 3.
 * @see J. M. B. Lopes dos Santos, N. M. R. Peres, A. H. Castro Neto, Phys. Rev. B 86, 155449 (2012),
 *   doi 10.1103/PhysRevB.86.155449
 */
const twistedBilayer = (m: number, r: number, degrees: string): PresetFamily['presets'][number] => {
  const cells = 3 * m * m + 3 * m * r + r * r;
  const id = `twisted-graphene-${m}-${r}`;
  return textbook(
    id,
    `Twisted bilayer graphene ${degrees}°`,
    `The commensurate cell (m, r) = (${m}, ${r}) of twisted bilayer graphene: cos θ = (3m² + 3mr + r²/2)/(3m² + 3mr + r²) gives θ = ${degrees}°, ${4 * cells} atoms. Nothing is strained. The layers turn about the centre of a hexagon; d₀ = 3.35 Å is that of graphite, and no layer is corrugated.`,
    `Graphene on graphene, turned by ${degrees}°`,
    graphene(turnedCell(2 * m + r, m + r)),
    graphene(turnedCell(2 * m + r, m)),
    [0, 0],
    GRAPHITE_ANG,
  );
};

/** Pairs that every course on epitaxy shows, in the cell that it shows them in. Rigid: a start, no result. */
export const TEXTBOOK: PresetFamily = {
  id: 'textbook',
  label: 'Textbook pairs',
  presets: [
    textbook(
      'ge-si',
      'Ge on Si (001)',
      'One to one on the a × a cell: the film is longer by 4.18 % (denominator Si) and takes −4.01 %. The diamond stacking runs on through the interface; d₀ is the mean of the two plane spacings a/4.',
      'Ge (001) on Si (001)',
      slab001('Si', { a: 5.431 }, 12, 1),
      slab001('Ge', { a: 5.658 }, 8, 0),
      [0, 0],
      1.386,
    ),
    textbook(
      'gaas-si',
      'GaAs on Si (001)',
      'One to one on the a × a cell, mismatch 4.09 %, the arsenic plane first, as after an arsenic prelayer. The stacking runs on through the interface; d₀ is the mean of the two plane spacings a/4. A polar film on a non-polar crystal: the rigid stack is neutral and has a dipole.',
      'GaAs (001) on Si (001)',
      slab001('Si', { a: 5.431 }, 12, 0),
      slab001('GaAs', { a: 5.6533 }, 8, 1),
      [0.5, 0],
      1.386,
    ),
    textbook(
      'inas-gaas',
      'InAs on GaAs (001)',
      'One to one on the a × a cell: mismatch 7.16 %, the pair that grows quantum dots instead of a flat film. As-terminated GaAs, indium first, the zinc-blende stacking kept; d₀ is the mean of the two plane spacings a/4.',
      'InAs (001) on GaAs (001)',
      slab001('GaAs', { a: 5.6533 }, 12, 1),
      slab001('InAs', { a: 6.0583 }, 8, 0),
      [0, 0],
      1.464,
    ),
    textbook(
      'laalo3-srtio3',
      'LaAlO₃ on SrTiO₃ (001)',
      'One to one, mismatch −2.97 % with the pseudo-cubic 3.789 Å. The n-type interface: LaO on TiO₂. The planes of SrTiO₃ are neutral, those of LaAlO₃ carry +1 and −1: neutral in sum, with the dipole of the “polar catastrophe”. The perovskite stacking runs on; d₀ is the mean of the spacings a/2.',
      'LaAlO₃ (001) on SrTiO₃ (001)',
      slab001('SrTiO3', { a: 3.905 }, 9, 1),
      slab001('LaAlO3', { a: 3.789 }, 8, 0),
      [0, 0],
      1.9235,
    ),
    textbook(
      'srtio3-si',
      'SrTiO₃ on Si (001)',
      'SrTiO₃ turned by 45°: [100] SrTiO₃ ∥ [110] Si, a√2 = 5.522 Å on 5.431 Å, mismatch +1.68 %. SrO first, its oxygen above the unreconstructed Si atoms at d₀ = 1.80 Å: a starting point, for the real interface is reconstructed.',
      'SrTiO₃ (001) on Si (001)',
      slab001('Si', { a: 5.431 }, 12, 0),
      slab001('SrTiO3', { a: 3.905 }, 9, 0, 'conventional', ROOT_TWO_45),
      [0.5, 0],
      1.8,
    ),
    textbook(
      'fe-mgo',
      'Fe on MgO (001)',
      'Iron turned by 45°: [100] Fe ∥ [110] MgO, a√2 = 4.054 Å on 4.212 Å, mismatch −3.76 %. Iron above oxygen at d₀ = 2.20 Å, a plain starting value near the Fe–O distance of oxides.',
      'Fe (001) on MgO (001)',
      slab001('MgO', { a: 4.2122 }, 6, 0),
      slab001('Fe', { a: 2.8665 }, 6, 0, 'conventional', ROOT_TWO_45),
      [0.5, 0],
      2.2,
    ),
    textbook(
      'gan-al2o3',
      'GaN on sapphire (0001) 1:1',
      'GaN turned by 30°: [10-10] GaN ∥ [11-20] sapphire. The textbook number: a√3 = 5.524 Å on 4.759 Å, mismatch +16.07 %. No film bears that; this cell shows why, and the 6:7 preset what happens instead. Aluminium-terminated sapphire, a nitrogen 2.00 Å above each aluminium, Ga-polar.',
      'GaN (0001) on Al₂O₃ (0001)',
      slab001('Al2O3', { a: 4.7588, c: 12.991 }, 12, 0),
      slab001('GaN', { a: 3.189, c: 5.185 }, 8, 1, 'primitive', ROOT_THREE_30),
      [THIRD, THIRD],
      2,
    ),
    textbook(
      'gan-al2o3-6-7',
      'GaN on sapphire (0001) 6:7',
      'Domain matching with the 30° turn of GaN on sapphire: six GaN spacings on seven of the substrate, 33.14 Å on 33.31 Å, leave −0.51 %: a dislocation with every seventh plane. Aluminium-terminated sapphire, nitrogen first, Ga-polar; few planes, so that the cell stays below a thousand atoms.',
      'GaN (0001) on Al₂O₃ (0001)',
      slab001('Al2O3', { a: 4.7588, c: 12.991 }, 6, 0, 'conventional', times(7, ONE)),
      slab001('GaN', { a: 3.189, c: 5.185 }, 4, 1, 'primitive', times(6, ROOT_THREE_30)),
      [0, 0],
      2,
    ),
    textbook(
      'graphene-hbn',
      'Graphene on h-BN',
      'One to one, one layer on one layer, mismatch −1.76 %: the cell that calculations use. Half of the carbon sits above boron, half above the centre of a ring, d₀ = 3.35 Å. Unstrained, the two would form a moiré of about 14 nm.',
      'Graphene on h-BN (001)',
      slab001('hBN', { a: 2.504, c: 6.661 }, 1, 0, 'primitive'),
      graphene(ONE),
      [THIRD, 2 * THIRD],
      GRAPHITE_ANG,
    ),
    textbook(
      'ws2-mos2',
      'WS₂ on MoS₂',
      'One to one, one layer on one layer, mismatch −0.32 %. The 2H stacking of the bulk runs on; d₀ = 3.00 Å is the mean gap between the sulphur planes of the two bulk crystals.',
      'WS₂ (001) on MoS₂ (001)',
      slab001('MoS2', { a: 3.16, c: 12.3 }, 3, 3, 'primitive'),
      slab001('WS2', { a: 3.15, c: 12.323 }, 3, 2, 'primitive'),
      [0, 0],
      3,
    ),
    twistedBilayer(1, 1, '21.787'),
    twistedBilayer(6, 1, '5.086'),
  ],
};
