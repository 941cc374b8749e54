import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Model } from '#app/document/model.ts';
import { isBlank, viewOnlyStore } from '#app/look/viewOnly.ts';
import type { SceneBlock, SceneMarks, SceneSheet } from '#render/types.ts';
import { sheetColours } from '#ui/look/scene/sheetColours.ts';

interface Drawn {
  readonly sheet: SceneSheet | null;
  readonly words: SceneMarks['words'];
}

const NOTHING: Drawn = { sheet: null, words: [] };

type Make = typeof import('./misfitMarks.ts')['misfitMarks'];

/** The plane lattices over the picture; what makes them is fetched when they are first asked for. */
export function useMisfitMarks(model: Model | null, block: SceneBlock, dark: boolean): Drawn {
  const sheet = useStore(viewOnlyStore, (s) => s.sheet);
  const [make, setMake] = useState<Make | null>(null);
  const isWanted = model !== null && !isBlank(sheet);
  useEffect(() => {
    if (!isWanted) return;
    void import('./misfitMarks.ts').then(
      (m) => setMake(() => m.misfitMarks),
      // The panel that asks for them comes with the same fetch, and says it.
      () => undefined,
    );
  }, [isWanted]);
  return useMemo(
    () => (isWanted && make ? make(model.built, sheet, block, sheetColours(dark)) : NOTHING),
    [isWanted, make, model, sheet, block, dark],
  );
}
