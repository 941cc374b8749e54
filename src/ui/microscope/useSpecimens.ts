import { useMemo } from 'react';
import { useStore } from 'zustand';
import { documentCrystals } from '#app/diffraction/documentCrystals.ts';
import type { SpecimenChoice } from '#app/microscope/microscopeSettings.ts';
import type { SpecimenSource } from '#app/microscope/microscopeTasks.ts';
import { nanocrystalStore } from '#app/nanocrystal/nanocrystalStore.ts';
import { chemistry } from '#ui/kit/format.ts';
import { useRecipe } from '#ui/state/hooks.ts';

/** The specimens that there are, and the chosen one; the interface where the chosen crystal is no longer in the document. */
export function useSpecimens(choice: SpecimenChoice): {
  readonly source: SpecimenSource;
  readonly specimens: readonly (readonly [SpecimenChoice, string])[];
} {
  const recipe = useRecipe();
  const particle = useStore(nanocrystalStore, (s) => s.recipe);
  return useMemo(() => {
    const crystals = documentCrystals(recipe);
    const slab = Number(choice.split('-')[1]);
    const source: SpecimenSource =
      choice === 'nanocrystal'
        ? { kind: 'nanocrystal', recipe: particle }
        : crystals.some((c) => c.slab === slab)
          ? { kind: 'crystal', recipe, slab }
          : { kind: 'interface', recipe };
    return {
      source,
      specimens: [
        ['nanocrystal', `particle: ${chemistry(particle.title || 'nanocrystal')}`],
        ['interface', `interface: ${chemistry(recipe.title)}`],
        ...crystals.map(
          (c) => [`crystal-${c.slab}` as const, `crystal: ${chemistry(c.name)}`] as const,
        ),
      ],
    };
  }, [recipe, particle, choice]);
}
