import { DEFAULT_PRESET } from '#core/recipe/presets.ts';
import {
  type FilmStep,
  filmsOf,
  type Recipe,
  type SlabSpec,
  type Step,
  substrateOf,
} from '#core/recipe/recipe.ts';
import { library } from './library.ts';

/** Changes of a document, each pure: (…) → recipe → recipe. */
type Change = (recipe: Recipe) => Recipe;

const atStep =
  (index: number, change: (step: Step) => Step): Change =>
  (recipe) => ({
    ...recipe,
    steps: recipe.steps.map((s, i) => (i === index ? change(s) : s)),
  });

export const changeSlab = (index: number, part: Partial<SlabSpec>): Change =>
  atStep(index, (s) => (s.kind === 'vacuum' ? s : { ...s, slab: { ...s.slab, ...part } }));

/** Another plane has other terminations: the cut starts again from the first one. */
export const changePlane =
  (index: number, hkl: readonly number[]): Change =>
  (recipe) =>
    retitled(changeSlab(index, { hkl, termination: 0, remove: [] })(recipe));

/** Another crystal, with its first set of constants. */
export function changeMaterial(index: number, id: string): Change {
  const material = library.get(id)!;
  return (recipe) =>
    retitled(
      changeSlab(index, {
        material: id,
        cell: material.constants[0]!.cell,
        termination: 0,
        remove: [],
      })(recipe),
    );
}

export const changeFilm = (index: number, part: Partial<FilmStep>): Change =>
  atStep(index, (s) => (s.kind === 'film' ? { ...s, ...part } : s));

export const changeVacuum =
  (vacuumAng: number): Change =>
  (recipe) =>
    atStep(recipe.steps.length - 1, (s) => ({ ...s, kind: 'vacuum', vacuumAng }))(recipe);

/** One more film on top: a copy of the uppermost slab's crystal, so that it fits at once. */
export const addFilm: Change = (recipe) => {
  const top = filmsOf(recipe).at(-1);
  const film: FilmStep = {
    kind: 'film',
    slab: { ...(top ?? filmsOf(DEFAULT_PRESET.recipe)[0]!).slab, remove: [] },
    registryShift: top?.registryShift ?? [0, 0],
    separationAng: 3,
  };
  return retitled({ ...recipe, steps: [...recipe.steps.slice(0, -1), film, recipe.steps.at(-1)!] });
};

export const removeFilm =
  (index: number): Change =>
  (recipe) =>
    retitled({ ...recipe, steps: recipe.steps.filter((_, i) => i !== index) });

/** "CdS (110) on CsPbBr₃ (110)" from the slabs, top first. */
function retitled(recipe: Recipe): Recipe {
  const slabs = [
    ...filmsOf(recipe)
      .map((f) => f.slab)
      .reverse(),
    substrateOf(recipe).slab,
  ];
  const name = (s: SlabSpec) =>
    `${library.get(s.material)?.formula.replace(/\d/g, (d) => '₀₁₂₃₄₅₆₇₈₉'[Number(d)]!) ?? s.material} (${planeText(s.hkl)})`;
  return { ...recipe, title: slabs.map(name).join(' on ') };
}

/** "110", or "29 27 25" where running digits together would be read wrongly. */
const planeText = (hkl: readonly number[]): string =>
  hkl.map((x) => String(x).replace('-', '−')).join(hkl.some((x) => Math.abs(x) > 9) ? ' ' : '');
