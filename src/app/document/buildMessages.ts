import type { Recipe } from '#core/recipe/recipe.ts';
import type { Model } from './model.ts';

export interface BuildRequest {
  readonly recipe: Recipe;
}

export interface BuildReply {
  readonly model: Model | null;
  readonly problem: string | null;
}
