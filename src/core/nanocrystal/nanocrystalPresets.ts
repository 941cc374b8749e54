import { EpistackError } from '#core/errors.ts';
import type { CapSpec, NanocrystalRecipe } from './nanocrystalRecipe.ts';

/** A nanocrystal to start from, with what a reader should know about how it was chosen. */
export interface NanocrystalPreset {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly recipe: NanocrystalRecipe;
}

/** Edges of the control crystals of Figure S13, and how many cells of 5.898 Å come nearest to them. */
const EDGES = [
  { nm: 5.5, celsius: 160, cells: 9 },
  { nm: 7.6, celsius: 170, cells: 13 },
  { nm: 11.1, celsius: 180, cells: 19 },
  { nm: 16.1, celsius: 200, cells: 27 },
] as const;

interface Perovskite {
  readonly id: string;
  readonly halide: string;
  readonly a: number;
}

const BROMIDE: Perovskite = { id: 'CsPbBr3', halide: 'Br', a: 5.898 };
const CHLORIDE: Perovskite = { id: 'CsPbCl3', halide: 'Cl', a: 5.605 };
const IODIDE: Perovskite = { id: 'CsPbI3', halide: 'I', a: 6.289 };

interface Sulphide {
  readonly id: string;
  readonly a: number;
}

const CDS: Sulphide = { id: 'CdS', a: 5.81 };
const ZNS: Sulphide = { id: 'ZnS', a: 5.4093 };

/** Parts of the edge: the width of the (110) face where an edge of the cube is cut off, and the radius of the hemisphere on it. */
const FACE_PART = 0.5;
const RADIUS_PART = 0.4;
/** d₀ of the paper's interface in reading A. */
const GAP_ANG = 2.8;

const NM = 0.1;

/**
 * A cube of whole cells, its faces planes of Cs and halide; an even number of cells needs Cs in the middle, an odd one
 * Pb.
 */
function cubeOf({ id, halide, a }: Perovskite, cells: number, cutFace: boolean) {
  const middle = cells % 2 === 0 ? 0 : 0.5;
  const edgeNm = cells * a * NM;
  return {
    material: id,
    cell: { a },
    centre: [middle, middle, middle],
    facets: [
      { hkl: [1, 0, 0], distanceNm: rounded(edgeNm / 2), species: ['Cs', halide] },
      ...(cutFace
        ? [
            {
              hkl: [1, 1, 0],
              distanceNm: rounded(edgeNm * (Math.SQRT1_2 - FACE_PART / 2)),
              single: true,
            } as const,
          ]
        : []),
    ],
  } as const;
}

/** As the microscope shows it (Figure S2): {211} on {220}, seen along [111] and [001]. */
const capOf = ({ id, a }: Sulphide, radiusNm: number): CapSpec => ({
  material: id,
  cell: { a },
  shape: { kind: 'hemisphere', radiusNm: rounded(radiusNm) },
  facet: [1, 1, 0],
  plane: [2, -1, -1],
  directions: { core: [0, 0, 1], cap: [1, 1, 1] },
  gapAng: GAP_ANG,
  shiftAng: [0, 0],
});

/** Outward, so that an atom on the face is not lost by rounding. */
const rounded = (nm: number): number => Math.ceil(nm * 1e4 - 1e-6) / 1e4;

const particle = (
  title: string,
  core: NanocrystalRecipe['core'],
  cap: CapSpec | null,
): NanocrystalRecipe => ({
  epistackNanocrystal: 1,
  title,
  core,
  cap,
  leastNeighbours: 1,
  neutral: true,
  marginNm: 1,
});

const CHOSEN =
  'The paper tells edges and the planes and directions in contact; the width of the cut face, the size of the hemisphere, gap and shift are chosen here.';

function janus(core: Perovskite, cap: Sulphide, { nm, cells, celsius }: (typeof EDGES)[number]) {
  const edgeNm = cells * core.a * NM;
  const isPaper = core === BROMIDE && cap === CDS;
  return {
    id: `${core.id}-${cap.id}-${nm}nm`.toLowerCase(),
    label: `${core.id}/${cap.id}, ${nm} nm`,
    about: `${core.id} cube of ${cells} cells (${edgeNm.toFixed(2)} nm) with a hemisphere of ${cap.id} on a (110) face, {211} on {220} and [111] along [001]. ${isPaper ? `The edge is that of the control crystals beside the particles made at ${celsius} °C (Figure S13).` : 'The paper shows this pair without its size.'} ${CHOSEN}`,
    recipe: particle(
      `${core.id}/${cap.id} Janus nanocrystal, ${nm} nm`,
      cubeOf(core, cells, true),
      capOf(cap, edgeNm * RADIUS_PART),
    ),
  };
}

/** Presets at the sizes of the paper, its other pairs, and one of each further kind. */
export const NANOCRYSTAL_PRESETS: readonly NanocrystalPreset[] = [
  ...EDGES.map((edge) => janus(BROMIDE, CDS, edge)),
  janus(CHLORIDE, CDS, EDGES[2]),
  janus(IODIDE, CDS, EDGES[2]),
  janus(BROMIDE, ZNS, EDGES[2]),
  {
    id: 'cspbbr3-cube-16.1nm',
    label: 'CsPbBr3 cube, 16.1 nm',
    about:
      'The control crystal: a cube of 27 cells with Cs–Br faces, made neutral from its corners.',
    recipe: particle('CsPbBr3 cube, 16.1 nm', cubeOf(BROMIDE, 27, false), null),
  },
  {
    id: 'cds-zns-core-shell',
    label: 'CdS/ZnS core and shell, 4 nm',
    about:
      'A sphere of CdS, 4 nm across, in a shell of ZnS of 0.8 nm in the same orientation; the gap is that of the (111) double layers of ZnS.',
    recipe: particle(
      'CdS/ZnS core and shell',
      { material: CDS.id, cell: { a: CDS.a }, centre: [0, 0, 0], facets: [], sphereNm: 4 },
      {
        material: ZNS.id,
        cell: { a: ZNS.a },
        shape: { kind: 'shell', thicknessNm: 0.8 },
        facet: [1, 0, 0],
        plane: [1, 0, 0],
        directions: { core: [0, 0, 1], cap: [0, 0, 1] },
        gapAng: 2.3,
        shiftAng: [0, 0],
      },
    ),
  },
  {
    id: 'cds-zns-dot-in-rod',
    label: 'CdS/ZnS, a dot in a rod, 12 nm',
    about:
      'A sphere of CdS, 3 nm across, in the middle of a rod of ZnS along [111], 4.8 nm across and 12 nm long, in the same orientation. An example of the shape, not of a published particle; for CdSe in CdS choose crystals of your own.',
    recipe: particle(
      'CdS/ZnS dot in a rod',
      { material: CDS.id, cell: { a: CDS.a }, centre: [0, 0, 0], facets: [], sphereNm: 3 },
      {
        material: ZNS.id,
        cell: { a: ZNS.a },
        shape: { kind: 'rod', radiusNm: 2.4, lengthNm: 12 },
        facet: [1, -1, 0],
        plane: [1, -1, 0],
        directions: { core: [1, 1, 1], cap: [1, 1, 1] },
        gapAng: 2.3,
        shiftAng: [0, 0],
      },
    ),
  },
  {
    id: 'srtio3-wulff',
    label: 'SrTiO3, a crystal by Wulff’s rule',
    about:
      'Faces {100} and {110} at distances as 1 to 1.1: what surface energies of that ratio make. The energies are an example, not measured ones.',
    recipe: particle(
      'SrTiO3 by Wulff’s rule',
      {
        material: 'SrTiO3',
        cell: { a: 3.905 },
        centre: [0, 0, 0],
        facets: [
          { hkl: [1, 0, 0], energy: 1, species: ['O', 'Ti'] },
          { hkl: [1, 1, 0], energy: 1.1 },
        ],
        sizeNm: 6,
      },
      null,
    ),
  },
];

/** @throws `unknown-preset` */
export function nanocrystalPreset(id: string): NanocrystalPreset {
  const found = NANOCRYSTAL_PRESETS.find((p) => p.id === id);
  if (found === undefined)
    throw new EpistackError({
      code: 'unknown-preset',
      id,
      known: NANOCRYSTAL_PRESETS.map((p) => p.id),
    });
  return found;
}
