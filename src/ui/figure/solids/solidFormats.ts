import { cssSizeOf, inUnit, pixelsOf, sizeProblem } from '#app/export/figureSettings.ts';
import { NO_SHEET } from '#app/look/viewOnly.ts';
import { movedHandBonds, withHandBonds } from '#core/crystal/coordination/handBonds.ts';
import { fixed } from '#core/math/decimals.ts';
import { det } from '#core/math/mat3.ts';
import { threeOf } from '#core/math/vec3.ts';
import { GLB_TRIANGLES, glbOf } from '#engines/solids/glb.ts';
import { povOf } from '#engines/solids/pov.ts';
import { isEmpty, piecesOf, type Solids } from '#engines/solids/solids.ts';
import { printSize, STL_TRIANGLES, stlOf } from '#engines/solids/stl.ts';
import { detailFor, type TriangleLimits, trianglesOf } from '#engines/solids/tessellate.ts';
import { metresPerAng, USDZ_TRIANGLES, usdzOf } from '#engines/solids/usdz.ts';
import { vestaOf } from '#engines/solids/vesta.ts';
import { anglesOf, basisOf } from '#render/camera/pose.ts';
import { singleColor } from '#render/gpu/buffers.ts';
import { solidsOf } from '#render/solid/solidsOf.ts';
import { TAN_HALF_FOV } from '#render/style.ts';
import { svgPicture } from '#render/svg/svgPicture.ts';
import { type FigurePlan, figureMarks, figureScene } from '#ui/figure/figureScene.ts';
import { viewOnlyRemarks } from '#ui/figure/viewOnlyFacts.ts';
import type { SolidFormat } from './solidFormat.ts';

/** Files of three dimensions, in the order of the dialog. */
export const SOLID_FORMATS: readonly SolidFormat[] = [
  {
    id: 'svg',
    label: 'Picture as SVG',
    hint: 'discs, lines and letters that can be edited, from the present view',
    ending: '.svg',
    settings: 'picture',
    write: (plan) => ({
      content: svgText(plan),
      type: 'image/svg+xml',
      remarks: [
        'A disc for each atom, the far ones first; letters are letters.',
        ...viewOnlyRemarks(plan),
      ],
    }),
  },
  {
    id: 'glb',
    label: 'glTF (GLB)',
    hint: 'atoms, bonds and cells as meshes, for Blender, slides and the web',
    ending: '.glb',
    settings: 'none',
    write: (plan) => {
      const solids = solidsIn(plan);
      return {
        content: glbOf(solids),
        type: 'model/gltf-binary',
        remarks: [
          contents(solids, GLB_TRIANGLES),
          '1 unit is 1 Å; the normal of the interface is up.',
        ],
      };
    },
  },
  {
    id: 'usdz',
    label: 'USDZ for augmented reality',
    hint: 'an iPhone or iPad shows it standing on the table',
    ending: '.usdz',
    settings: 'none',
    write: (plan) => {
      const solids = solidsIn(plan);
      return {
        content: usdzOf(solids),
        type: 'model/vnd.usdz+zip',
        remarks: [
          contents(solids, USDZ_TRIANGLES),
          `1 Å is shown as ${1000 * metresPerAng(solids)} mm.`,
        ],
      };
    },
  },
  {
    id: 'stl',
    label: 'STL for printing',
    hint: 'one body without colours, in mm',
    ending: '.stl',
    settings: 'print',
    write: (plan) => {
      const solids = solidsIn(plan);
      const { printMmPerAng } = plan.settings;
      const { mm, thinnestMm } = printSize(solids, printMmPerAng);
      const pieces = piecesOf(solids);
      return {
        content: stlOf(solids, printMmPerAng),
        type: 'model/stl',
        remarks: [
          contents(solids, STL_TRIANGLES),
          `In mm, 1 Å is ${printMmPerAng} mm: ${mm.map((x) => fixed(x, 1)).join(' × ')} mm.`,
          ...(thinnestMm > 0 ? [`The thinnest rod is ${fixed(thinnestMm, 2)} mm thick.`] : []),
          ...(pieces > 1
            ? [`It is ${pieces} pieces that nothing holds together.`]
            : ['It hangs together as one piece.']),
        ],
      };
    },
  },
  {
    id: 'pov',
    label: 'POV-Ray scene',
    hint: 'spheres and cylinders for the ray tracer, from the present view',
    ending: '.pov',
    settings: 'none',
    write: (plan) => {
      const solids = solidsIn(plan);
      return {
        content: povOf(solids, povView(plan)),
        type: 'text/plain',
        remarks: [
          `${solids.balls.length} balls and ${solids.rods.length} rods.`,
          'In Å, for POV-Ray 3.7; the first lines say how to draw it.',
        ],
      };
    },
  },
  {
    id: 'vesta',
    label: 'VESTA',
    hint: 'cell, atoms, bonds by length, colours and style',
    ending: '.vesta',
    settings: 'none',
    write: (plan) => ({
      content: vestaText(plan),
      type: 'text/plain',
      remarks: [
        'VESTA searches bonds by the lengths of each pair of elements, and repeats atoms at the faces itself.',
        ...((plan.handBonds ?? []).length > 0 ? ['Bonds by hand are not in it.'] : []),
        ...(det(plan.subject.frame?.lattice ?? plan.subject.structure.lattice) < 0
          ? [
              'The cell is left-handed: its lengths and angles, which are all that VESTA reads, give the mirror image.',
            ]
          : []),
      ],
    }),
  },
];

/** Why nothing can be written, or null. */
export const solidProblem = (
  { settings: has }: SolidFormat,
  { subject, settings }: FigurePlan,
): string | null =>
  subject.structure.numbers.length === 0
    ? 'There are no atoms.'
    : has === 'picture'
      ? sizeProblem(settings)
      : null;

function solidsIn(plan: FigurePlan): Solids {
  const solids = solidsOf(figureScene({ ...plan, sheet: NO_SHEET }), plan.subject.title);
  if (isEmpty(solids)) throw new Error('everything is hidden: show something first');
  return solids;
}

function contents(solids: Solids, most: TriangleLimits): string {
  const { ball, rod } = trianglesOf(detailFor(solids, most));
  const bonds = solids.rods.filter(({ kind }) => kind === 'bond').length;
  return `${solids.balls.length} balls of ${ball} triangles, ${bonds} bonds of ${rod} a colour${solids.bodies.length > 0 ? `, ${solids.bodies.length} polyhedra` : ''}.`;
}

const rgbOf = (css: string) =>
  threeOf((k) => Number.parseInt(css.slice(2 * k + 1, 2 * k + 3), 16) / 255);

function povView(plan: FigurePlan) {
  const { view, subject, settings } = plan;
  const scene = figureScene(plan);
  const stand =
    view.stand ?? anglesOf(view.direction, subject.structure.lattice, subject.structure.xyz);
  const { widthPx, heightPx } = pixelsOf(settings);
  return {
    ...basisOf('pose' in stand ? stand.pose : stand),
    perspective: scene.look.projection === 'perspective',
    tanHalf: TAN_HALF_FOV,
    background: rgbOf(scene.theme.background),
    aspect: widthPx / heightPx,
  };
}

function svgText(plan: FigurePlan): string {
  const { settings, subject } = plan;
  const side = (which: 'width' | 'height') =>
    `${Number(inUnit(settings, 'mm')[which].toFixed(2))}mm`;
  const scene = figureScene(plan);
  return svgPicture(scene, subject.title, figureMarks(plan, scene), {
    ...cssSizeOf(settings),
    width: side('width'),
    height: side('height'),
    transparent: settings.transparent,
  });
}

function vestaText(plan: FigurePlan): string {
  // VESTA opens a structure, not a picture: films stay where they are.
  const scene = figureScene({ ...plan, liftAng: 0, sheet: NO_SHEET });
  const { frame, title } = plan.subject;
  const { structure, look, topology } = scene;
  const { numbers } = structure;
  const { polyhedra, bonds } = frame?.topology ?? topology;
  const shown = {
    numbers,
    lattice: frame?.lattice ?? structure.lattice,
    xyz: frame === null ? structure.xyz : Float64Array.from(frame.positions),
  };
  const byHand = movedHandBonds(plan.handBonds ?? [], structure, shown);
  return vestaOf({
    title,
    structure: shown,
    // VESTA knows the longest bond of two elements: one drawn by hand would stand for all of them.
    bonds: withHandBonds(
      bonds,
      byHand.map((bond) => ({ ...bond, isDrawn: false })),
    ),
    style: plan.session.style,
    radiiAng: scene.radiiAng.map((ang) => ang * look.atomScale),
    colors: Array.from(numbers, (_, i) => singleColor(frame?.colors ?? scene.colors, i)).flat(),
    bondRadiusAng: look.bondRadiusAng,
    centres: new Set(Array.from(polyhedra?.centre ?? [], (i) => numbers[i]!)),
  });
}
