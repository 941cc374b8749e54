import { EpistackError } from '#core/errors.ts';
import { build } from '#core/recipe/build.ts';
import type { Library } from '#core/recipe/crystals/library.ts';
import { atStep, type Change, slabAt } from '#core/recipe/edits/change.ts';
import { removeFilm } from '#core/recipe/edits/film.ts';
import { edited } from '#core/recipe/edits/outdated.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { changeMaterial, changePlane, changeSlab } from '#core/recipe/edits/slab.ts';
import { applyNormalStrain, shareStrain } from '#core/recipe/edits/strain.ts';
import { changeClosing, changeVacuum } from '#core/recipe/edits/vacuum.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { filmShareOf, type Recipe } from '#core/recipe/recipe.ts';
import type { SliderSubject, Story, StoryChange, StoryStart } from './story.ts';
import { present } from './storyField.ts';

/** An edit of a story as the core makes it. @throws EpistackError where the stack has no such slab or crystal */
export function changeOf(change: StoryChange, library: Library): Change {
  switch (change.edit) {
    case 'title':
      return (recipe) => ({ ...recipe, title: change.title });
    case 'strain':
      return (recipe) => ({ ...recipe, strained: change.strained });
    case 'pose':
      return poseFilm(
        change.slab,
        present({ shift: change.shift, separationAng: change.separationAng }),
        true,
      );
    case 'planes':
      return changeSlab(change.slab, { planes: change.planes });
    case 'lattice':
      return latticeConstant(change.slab, change.a);
    case 'supercell':
      return changeSlab(change.slab, {
        matrix: change.matrix,
        ...present({ inPlane: change.inPlane }),
      });
    case 'hkl':
      return changePlane(change.slab, change.hkl, library);
    case 'crystal':
      return changeMaterial(change.slab, change.material, library);
    case 'remove-film':
      return removeFilm(change.slab, library);
    case 'relax-normal':
      return (recipe) => applyNormalStrain(build(recipe, library), library)(recipe);
    case 'vacuum':
      return changeVacuum(change.vacuumAng);
    case 'superlattice':
      return changeClosing(change.separationAng);
    default:
      return change satisfies never;
  }
}

const latticeConstant = (slab: number, a: number): Change =>
  atStep(slab, (s) =>
    'slab' in s ? { ...s, slab: { ...s.slab, cell: { ...s.slab.cell, a } } } : s,
  );

const startOf = (start: StoryStart): Recipe =>
  'preset' in start ? presetOf(start.preset).recipe : start.recipe;

/**
 * The stack of each step: what it starts from, or what the step before shows, with its own changes.
 * @throws EpistackError of the first change that cannot be made, naming its step
 */
export function recipesOf(story: Story, library: Library): readonly Recipe[] {
  const out: Recipe[] = [];
  story.steps.forEach(({ start, changes = [] }, i) => {
    const from = start === undefined ? out.at(-1)! : startOf(start);
    out.push(
      changes.reduce((recipe, c, k) => {
        const at = `step ${i + 1}, changes[${k}] (${c.edit})`;
        return inPlace(at, () => edited(checked(c, changeOf(c, library)))(recipe));
      }, from),
    );
  });
  return out;
}

/** Edits pass over a slab that a stack does not have: a story that names one is mistaken. */
const checked =
  (change: StoryChange, make: Change): Change =>
  (recipe) => {
    if ('slab' in change) slabAt(recipe, change.slab);
    return make(recipe);
  };

/** A failure that says where in the story it is. */
function inPlace<T>(at: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof EpistackError ? new EpistackError(error.failure, at) : error;
  }
}

/** The change that a slider of a step makes at a value. */
export function sliderChange(of: SliderSubject, value: number): Change {
  switch (of) {
    case 'film-share':
      return shareStrain(value);
    case 'film-a':
      return latticeConstant(1, value);
    case 'separation':
      return poseFilm(1, { separationAng: value }, true);
    default:
      return of satisfies never;
  }
}

/** More planes of a film are not drawn as a slider asks for them: the picture would be a thread. */
export const MOST_TRIED_PLANES = 24;

/**
 * The first film as thick as this, to the plane that is next.
 * @param ang from its lowest to its highest atom, Å
 * @param spacingAng between its planes of atoms, which are alike
 */
export function filmAsThick(ang: number, spacingAng: number): Change {
  const planes = Math.round(ang / spacingAng) + 1;
  return changeSlab(1, { planes: Math.min(MOST_TRIED_PLANES, Math.max(1, planes)) });
}

/**
 * The first film as thick as this and with this lattice constant, which heights go with.
 * @param a as in the stack that it is tried on, Å: its planes are `spacingAng` apart there
 */
export function filmTried(ang: number, spacingAng: number, from: number, a: number): Change {
  const thick = filmAsThick(ang, (spacingAng * a) / from);
  const long = latticeConstant(1, a);
  return (recipe) => long(thick(recipe));
}

/** Where a slider of a step begins: at what the stack has. */
export function sliderValue(of: SliderSubject, recipe: Recipe): number {
  const film = recipe.steps[1];
  if (of === 'film-share') return filmShareOf(recipe.strained);
  if (film?.kind !== 'film') return 0;
  return of === 'film-a' ? film.slab.cell.a : film.separationAng;
}
