import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Model } from '#app/document/model.ts';
import { viewOnlyStore } from '#app/look/viewOnly.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { SceneBlock, SceneGap } from '#render/types.ts';
import type { LatticeMarks } from './drawnLattices.ts';

interface Drawn extends LatticeMarks {
  readonly gaps: readonly SceneGap[];
}

const NOTHING: Drawn = { outlines: [], faces: [], words: [], gaps: [] };

type Code = typeof import('./drawnLattices.ts');

/** Lattice planes and directions of the crystals among the atoms; what makes them is fetched when they are first asked for. */
export function useLattices(
  { structure, model }: { readonly structure: Structure; readonly model: Model | null },
  block: SceneBlock,
  hasPlanes: boolean,
  hues: readonly string[],
  ink: string,
): Drawn {
  const drawn = useStore(viewOnlyStore, (s) => s.drawn);
  const [code, setCode] = useState<Code | null>(null);
  const isWanted = hasPlanes || drawn.length > 0;
  useEffect(() => {
    if (isWanted) void import('./drawnLattices.ts').then(setCode, () => undefined);
  }, [isWanted]);
  return useMemo(() => {
    if (!isWanted || code === null) return NOTHING;
    const marks = code.latticeMarks(drawn, structure, model, hues, ink);
    if (!hasPlanes || model === null) return { ...marks, gaps: [] };
    const { outlines, gaps } = code.planeMarks(model, block, hues);
    return { ...marks, outlines: [...marks.outlines, ...outlines], gaps };
  }, [isWanted, code, drawn, structure, model, hasPlanes, block, hues, ink]);
}
