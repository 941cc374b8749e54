import type { Handlers } from '#app/jobs/workerDoor.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { type Model, modelOf } from './model.ts';

export interface BuildTasks {
  readonly build: { readonly request: Recipe; readonly part: never; readonly result: Model };
}

/** Builds large stacks off the page's thread. */
export const buildTasks: Handlers<BuildTasks> = { build: modelOf };
