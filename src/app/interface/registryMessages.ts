import type { Recipe } from '#core/recipe/recipe.ts';
import type { Landscape, Measure } from '#core/registry/landscape.ts';
import type { ContactSolution, SolveOptions } from '#core/registry/solve.ts';

/** `interface` counts from 0, bottom to top. */
export type RegistryRequest =
  | {
      readonly kind: 'scan';
      readonly recipe: Recipe;
      readonly interface: number;
      readonly measure: Measure;
      /** d₀s of an energy scan, Å; geometric measures keep or choose their own. */
      readonly separationsAng: readonly number[];
    }
  | {
      readonly kind: 'solve';
      readonly recipe: Recipe;
      readonly interface: number;
      readonly options: SolveOptions;
    };

export type RegistryReply =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'scanned'; readonly landscape: Landscape }
  | { readonly kind: 'solved'; readonly solution: ContactSolution }
  | { readonly kind: 'failed'; readonly reason: string };
