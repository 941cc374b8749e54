import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Model } from '#app/document/model.ts';
import { isBlank, viewOnlyStore } from '#app/look/viewOnly.ts';
import type { LegendMark } from '#render/figureRequest.ts';
import type { SceneBlock, SceneMarks, SceneSheet } from '#render/types.ts';
import { MAX_FOLLOWED, type WantedCells } from '#ui/look/scene/block.ts';
import { sheetColours } from '#ui/look/scene/sheetColours.ts';

interface Drawn {
  readonly sheet: SceneSheet | null;
  readonly words: SceneMarks['words'];
}

interface Misfit {
  readonly keys: readonly LegendMark[];
  /** What the picture repeats by itself to show the whole of it. */
  readonly over: WantedCells | null;
  readonly marksIn: (block: SceneBlock) => Drawn;
}

const NOTHING: Misfit = { keys: [], over: null, marksIn: () => ({ sheet: null, words: [] }) };

type Code = typeof import('./misfitMarks.ts');

/** The plane lattices over the picture; what makes them is fetched when they are first asked for. */
export function useMisfitMarks(model: Model | null, dark: boolean): Misfit {
  const sheet = useStore(viewOnlyStore, (s) => s.sheet);
  const [code, setCode] = useState<Code | null>(null);
  const isWanted = model !== null && !isBlank(sheet);
  useEffect(() => {
    if (!isWanted) return;
    // The panel that asks for them comes with the same fetch, and says it.
    void import('./misfitMarks.ts').then(setCode, () => undefined);
  }, [isWanted]);
  return useMemo(() => {
    if (!isWanted || code === null) return NOTHING;
    const colours = sheetColours(dark);
    const cells = code.roomFor(model.built, sheet);
    return {
      keys: code.sheetKeys(model, sheet, colours),
      over: cells && { cells, mostAtoms: MAX_FOLLOWED },
      marksIn: (block) => code.misfitMarks(model.built, sheet, block, colours),
    };
  }, [isWanted, code, model, sheet, dark]);
}
