import { library, materialIn } from '#app/document/library.ts';
import type { Model } from '#app/document/model.ts';
import { fixed } from '#core/math/decimals.ts';
import { recipeHash } from '#core/recipe/hash.ts';
import { isOfPaperModel, PAPER_CITATION } from '#core/recipe/presets/paperReading.ts';
import { VERSION } from '#core/recipe/provenance.ts';
import { linkOf } from '#core/recipe/share.ts';
import { storyNumber } from '#core/story/storyNumbers.ts';
import { packedMarks } from '#engines/zip/packedMarks.ts';
import { packedSeen } from '#engines/zip/packedSeen.ts';
import type { SceneStand } from '#render/types.ts';
import { type FigurePlan, figureScene, hasImages } from '#ui/figure/figureScene.ts';
import { marksOfPlan } from '#ui/figure/markedPlan.ts';
import { seenOfPlan } from '#ui/figure/seenPlan.ts';
import { viewOnlyFacts } from '#ui/figure/viewOnlyFacts.ts';
import { namedStand } from '#ui/look/scene/namedStand.ts';
import { coloursOf } from '#ui/look/structureColourings.ts';

/** Numbers of a caption, by the names that stories have for them. */
const NUMBERS = [
  'mismatch-a',
  'mismatch-b',
  'area-misfit',
  'film-strain',
  'film-strain-b',
  'substrate-strain',
  'gap',
  'area',
];

const VIEWS = {
  a: 'along a',
  b: 'along b',
  c: 'along c, from above',
  oblique: 'obliquely from the side',
} as const;

/** What a figure shows: for its caption, with the numbers, how they are defined, and where they come from. */
export function captionOf(plan: FigurePlan): string {
  const { subject } = plan;
  return [
    `${subject.title}.`,
    '',
    ...pictureLines(plan),
    ...(subject.model === null ? [] : numberLines(subject.model)),
    ...(subject.model === null ? [] : sourceLines(subject.model, plan)),
    '',
  ].join('\n');
}

function anglesText(stand: SceneStand): string {
  const { azimuthRad, elevationRad } = 'pose' in stand ? stand.pose : stand;
  const deg = (rad: number) => fixed((rad * 180) / Math.PI, 1);
  return `from ${deg(elevationRad)}° above the interface, ${deg(azimuthRad % (2 * Math.PI))}° from a about its normal`;
}

function pictureLines(plan: FigurePlan): string[] {
  const { subject, session, view, dark, settings } = plan;
  const moving = subject.frame?.colors ? plan.frameColours : null;
  const { about } =
    moving?.legend ??
    coloursOf(session, subject, dark && !settings.onPaper, plan.elements?.colours).legend;
  const named = view.stand ? namedStand(view.stand, subject.structure) : view.direction;
  const direction = named === null ? anglesText(view.stand!) : VIEWS[named];
  return [
    'Picture',
    `  Seen ${direction}, ${session.projection} projection. ${about}.`,
    ...(hasImages(figureScene(plan))
      ? ['  Pale atoms are periodic images: drawn for the eye, and not counted.']
      : []),
    ...viewOnlyFacts(plan).map(
      ({ said, defined }) => `  ${said}${defined === undefined ? '' : ` ${defined}`}`,
    ),
    ...(subject.frame === null ? [] : ['  A frame of a trajectory, not the structure as built.']),
    '',
  ];
}

function numberLines(model: Model): string[] {
  const { report } = model;
  const source = { ...model, library };
  const contacts = report.contacts
    .filter(({ relation, interface: k }) => relation !== 'like' && k === 0)
    .map(({ pair }) => `contact:${pair}`);
  const found = [...NUMBERS, ...contacts].flatMap((name) => {
    const number = storyNumber(name);
    const value = number?.value(source) ?? null;
    return number === undefined || value === null ? [] : [{ ...number, value }];
  });
  const { a, b, c, gamma } = report.cell;
  return [
    'Numbers',
    `  ${report.atoms} atoms in a cell of ${fixed(a, 3)} × ${fixed(b, 3)} × ${fixed(c, 3)} Å, γ = ${fixed(gamma, 2)}°.`,
    ...found.map(({ label, value, definition }) => `  ${label}: ${value} (${definition}).`),
    '',
  ];
}

function sourceLines({ built }: Model, plan: FigurePlan): string[] {
  const { recipe } = built;
  const constants = built.slabs.map(({ spec }) => {
    const material = materialIn(recipe, spec.material);
    const known = material?.constants.find(
      ({ cell }) => JSON.stringify(cell) === JSON.stringify(spec.cell),
    );
    return `  Lattice constants of ${material?.name ?? spec.material}: ${known?.source ?? 'as set in the document'}.`;
  });
  return [
    'Sources',
    ...new Set(constants),
    ...(isOfPaperModel(recipe) ? [`  The model is that of ${PAPER_CITATION}.`] : []),
    `  Drawn with Epistack ${VERSION}; recipe ${recipeHash(recipe)}. Behind the address of any Epistack page this opens it again:`,
    `  ${linkOf(recipe)}${packedMarks(marksOfPlan(plan))}${packedSeen(seenOfPlan(plan))}`,
  ];
}
