import type { Recipe } from '#core/recipe/recipe.ts';
import type { Model } from './model.ts';

export interface BuildTasks {
  readonly build: { readonly request: Recipe; readonly part: never; readonly result: Model };
}
