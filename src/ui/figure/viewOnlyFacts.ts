import type { Model } from '#app/document/model.ts';
import { type LatticeSheet, NO_SHEET } from '#app/look/viewOnly.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { subscripts } from '#core/crystal/structure.ts';
import type { FacingLattice, MisfitLattices } from '#core/match/misfit/misfitLattices.ts';
import { fixed } from '#core/math/decimals.ts';
import { type Cell2, length2 } from '#core/math/plane2.ts';
import { slabName } from '#core/recipe/report/report.ts';
import { NO_ELEMENT_LOOKS } from '#core/story/elementLooks.ts';
import type { SceneBlock } from '#render/types.ts';
import { elementsSaid } from '#ui/look/elements/elementsSaid.ts';
import { nearText } from '#ui/look/elements/nearColours.ts';
import { hiddenNames } from '#ui/look/legend/hiddenNames.ts';
import { MAX_REPEATED } from '#ui/look/scene/block.ts';
import { clipPlanes } from '#ui/look/scene/clipping.ts';
import { readyColouring } from '#ui/look/structureColourings.ts';
import { clipName } from '#ui/look/viewOnly/latticeMarks.ts';
import { latticesAt, sheetInterfaces } from '#ui/look/viewOnly/misfitMarks.ts';
import {
  COINCIDENCE_DEFINED,
  cellWords,
  DISLOCATIONS_DEFINED,
  dislocationWords,
  MOIRE_DEFINED,
} from '#ui/look/viewOnly/misfitText.ts';
import { cellsOver, handyCell, wholeCells } from '#ui/look/viewOnly/wholeMoire.ts';
import { bondsOfPlan, type FigurePlan, figureScene } from './figureScene.ts';

/** What is drawn otherwise than it is, or over it. */
interface ViewOnlyFact {
  readonly said: string;
  /** What is meant, for a caption. */
  readonly defined?: string;
  /** How to see more of it, for who draws. */
  readonly advice?: string;
}

/** Bonds by hand, lifted films and the lattices over an interface, with their numbers. */
export function viewOnlyFacts(plan: FigurePlan): readonly ViewOnlyFact[] {
  const { subject, liftAng = 0, sheet = NO_SHEET } = plan;
  const { model } = subject;
  const always = [
    ...elementFacts(plan),
    ...bondFacts(plan),
    ...hiddenFacts(plan),
    ...clipFacts(plan),
  ];
  if (model === null) return always;
  const at = sheetInterfaces(model.built)[sheet.at];
  return [
    ...always,
    ...(liftAng > 0
      ? [
          {
            said: `Each film is drawn ${fixed(liftAng, 1)} Å above its place, for the eye: d₀ is that of the stack.`,
          },
        ]
      : []),
    ...(at === undefined
      ? []
      : sheetFacts(plan, model, sheet, latticesAt(model.built, at), [at.lower, at.upper])),
  ];
}

function elementFacts(plan: FigurePlan): readonly ViewOnlyFact[] {
  const { subject, session, elements = NO_ELEMENT_LOOKS } = plan;
  const { numbers } = subject.structure;
  const { colorIn } = readyColouring(session.colorBy);
  const byElement = colorIn !== undefined && !subject.frame?.colors;
  const said = elementsSaid(elements, numbers, byElement);
  if (said === null) return [];
  const present = [...new Set(numbers)];
  const color = colorIn?.(present);
  const near =
    byElement && color !== undefined
      ? nearText(
          new Map(present.map((z) => [SYMBOLS[z]!, elements.colours[SYMBOLS[z]!] ?? color(z)])),
          elements.colours,
        )
      : null;
  return [
    {
      said: `Set by hand, for the eye: ${said}.`,
      ...(near !== null && { advice: near }),
    },
  ];
}

function bondFacts(plan: FigurePlan): readonly ViewOnlyFact[] {
  const said = bondsOfPlan(plan);
  return said === null
    ? []
    : [
        {
          said: `Bonds are drawn otherwise than by covalent radii, for the eye: of a cell ${said}.`,
        },
      ];
}

function hiddenFacts({ hidden, subject }: FigurePlan): readonly ViewOnlyFact[] {
  const names = hiddenNames(hidden, subject);
  return names.length === 0 ? [] : [{ said: `Left out of the picture: ${names.join(', ')}.` }];
}

function clipFacts({ hidden: { clip }, subject }: FigurePlan): readonly ViewOnlyFact[] {
  const planes = clipPlanes(clip, subject.structure, subject.model);
  if (clip === undefined || planes === null) return [];
  const { fromAng, toAng, isInverse } = planes;
  return [
    {
      said: `Cut across ${clipName(clip, subject.model)}: what lies ${isInverse ? 'between' : 'beyond'} ${fixed(fromAng, 2)} and ${fixed(toAng, 2)} Å from the lowest corner of the cell, along the normal, is left out.`,
    },
  ];
}

/** For who draws a figure: what is drawn otherwise than it is, and what else would show more. */
export const viewOnlyRemarks = (plan: FigurePlan): readonly string[] =>
  viewOnlyFacts(plan).flatMap(({ said, advice }) => (advice === undefined ? said : [said, advice]));

function sheetFacts(
  plan: FigurePlan,
  model: Model,
  { points, dislocations }: LatticeSheet,
  lattices: MisfitLattices,
  [lower, upper]: readonly [number, number],
): readonly ViewOnlyFact[] {
  const slab = (k: number) => subscripts(slabName(model.report, k));
  const marked = (of: (lattice: FacingLattice) => Cell2) =>
    `+ ${slab(lower)} ${lengthsOf(of(lattices.lower))}, × ${slab(upper)} ${lengthsOf(of(lattices.upper))}`;
  const facts: ViewOnlyFact[] = [];
  if (points === 'coincidence')
    facts.push({
      said: `Lattice points as built (${marked((l) => l.built)}), and the cell that both share: ${cellWords(lattices.coincidence)}.`,
      defined: COINCIDENCE_DEFINED,
    });
  if (points === 'moire') {
    const moire = lattices.moire?.cell;
    facts.push({
      said: `Lattice points without strain (${marked((l) => l.free)}); moiré: ${moire ? cellWords(moire) : 'none'}.`,
      defined: MOIRE_DEFINED,
      ...(moire && { advice: moireAdvice(plan, model, moire) }),
    });
  }
  if (dislocations)
    for (const [k, family] of lattices.dislocations.entries())
      facts.push({
        said: `Misfit dislocations: ${dislocationWords(family)}`,
        ...(k === lattices.dislocations.length - 1 && { defined: DISLOCATIONS_DEFINED }),
      });
  return facts;
}

const lengthsOf = (cell: Cell2): string => {
  const [a, b] = cell.map((vector) => fixed(length2(vector), 3));
  return a === b ? `${a} Å` : `${a} × ${b} Å`;
};

/** Whether one cell of the moiré is seen whole, and what it takes. */
function moireAdvice(plan: FigurePlan, { built }: Model, moire: Cell2): string {
  const handy = handyCell(moire, built.cell);
  const { block } = figureScene(plan);
  if (holds(block, cellsOver(handy, built.cell)))
    return 'One cell of the moiré is seen whole, over repeated cells: view only.';
  const [m, n] = wholeCells(handy, built.cell);
  const count = m * n * built.structure.numbers.length;
  const size = `${m} × ${n} × 1 cells, ${count.toLocaleString('en')} atoms`;
  return `It is longer than the picture, its arrows end at the edge: ${
    count > MAX_REPEATED
      ? `a whole cell of it would take ${size}, more than can be drawn.`
      : `repeat ${size}, to see one whole.`
  }`;
}

const holds = (block: SceneBlock, cells: SceneBlock): boolean =>
  [0, 1, 2].every((k) => block.from[k]! <= cells.from[k]! && block.to[k]! >= cells.to[k]!);
