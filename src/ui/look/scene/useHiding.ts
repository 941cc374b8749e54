import { useMemo } from 'react';
import { useStore } from 'zustand';
import { hiddenStore } from '#app/look/hidden.ts';
import type { SceneContact, SceneProps } from '#render/types.ts';
import type { DrawnModel } from '#ui/look/colouring.ts';
import type { Mask } from './hiding.ts';
import { hidingStore, isHiding } from './hidingCode.ts';

interface Hiding {
  /** N, 1 for atoms that are left out; null where all are drawn. */
  readonly mask: Mask;
  /** The same for what is cut away or of a hidden slab. */
  readonly gone: Mask;
  /** Whether repeated cells would be cut elsewhere than the cell itself. */
  readonly isCut: boolean;
  readonly atoms: <Scene extends Pick<SceneProps, 'radiiAng' | 'topology'>>(scene: Scene) => Scene;
  readonly contacts: (all: readonly SceneContact[]) => readonly SceneContact[];
}

const NOTHING: Hiding = {
  mask: null,
  gone: null,
  isCut: false,
  atoms: (scene) => scene,
  contacts: (all) => all,
};

/** What is left out of the picture of these atoms. */
export function useHiding({ structure, model }: Pick<DrawnModel, 'structure' | 'model'>): Hiding {
  const hidden = useStore(hiddenStore);
  const { code } = useStore(hidingStore);
  return useMemo(() => {
    if (code === null || !isHiding(hidden)) return NOTHING;
    const mask = code.hiddenMask(structure, hidden, model);
    const cut = code.imageCut(structure, hidden, model);
    return {
      mask,
      gone: code.goneMask(structure, hidden, model),
      isCut: code.isCutApart(structure, hidden, model),
      atoms: (scene) => code.hideAtoms(scene, mask, cut),
      contacts: (all) => code.hideContacts(all, mask, cut),
    };
  }, [code, structure, hidden, model]);
}
