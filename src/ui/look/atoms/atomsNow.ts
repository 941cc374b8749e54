import { useMemo } from 'react';
import { type MarkedAtoms, markedAtoms } from '#app/document/marks/onAtoms.ts';
import type { Model } from '#app/document/model.ts';
import { drawnAtoms, type ShownAtoms } from '#app/player/shownAtoms.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { usePlayer } from '#ui/state/hooks.ts';

/** The atoms of the picture where they are now. */
export interface AtomsNow {
  readonly structure: Structure;
  /** Where they are at rest. */
  readonly rest: Structure;
  /** Null for atoms of a file. */
  readonly model: Model | null;
  /** What notes on single atoms need to know of them. */
  readonly marked: MarkedAtoms;
  /** Whether they stand as in a frame of a trajectory. */
  readonly isFrame: boolean;
}

/** Follows the frames that are played, a few times a second. */
export function useAtomsNow(shown: ShownAtoms): AtomsNow {
  const { structure } = drawnAtoms(shown);
  const model = shown.kind === 'built' ? shown.model : null;
  const frame = usePlayer((p) => p.view);
  return useMemo(() => {
    const marked = markedAtoms(structure.numbers, model?.built.recipe ?? null);
    if (frame?.positions.length !== structure.xyz.length)
      return { structure, rest: structure, model, marked, isFrame: false };
    const xyz = Float64Array.from(frame.positions);
    const lattice = frame.lattice ?? structure.lattice;
    return {
      structure: { ...structure, xyz, lattice },
      rest: structure,
      model,
      marked,
      isFrame: true,
    };
  }, [structure, model, frame]);
}
