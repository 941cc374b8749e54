import { useEffect, useMemo, useState } from 'react';
import { startBonds } from '#app/player/bondsJob.ts';
import { NO_IMAGES } from '#core/crystal/coordination/completion.ts';
import type { StickSettings, Sticks } from '#core/crystal/coordination/sticks.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { DrawnModel } from '#ui/look/colouring.ts';
import { MAX_FOLLOWED_ATOMS } from '#ui/look/scene/topology.ts';

const NO_CHARGES: ArrayLike<number> = [];

/**
 * Sticks of many atoms and the images that complete them, found in a worker: until it has answered, those that it found
 * of the same atoms before, or else the ones that come with the atoms.
 * @param settings remembered by the caller: another object is another question
 * @returns null for few atoms, whose sticks take no time
 */
export function useSticks(
  { structure, bonds, model }: DrawnModel,
  settings: StickSettings,
): Sticks | null {
  const isMany = structure.numbers.length > MAX_FOLLOWED_ATOMS;
  const charges = model?.built.charges ?? NO_CHARGES;
  const [found, setFound] = useState<(Sticks & { readonly of: Structure }) | null>(null);
  useEffect(() => {
    if (!isMany) return;
    const asked = startBonds({ structure, charges, settings, known: bonds });
    asked.answer.then(
      (sticks) => setFound({ ...sticks, of: structure }),
      // Sticks are for the eye: the balls are drawn all the same.
      () => undefined,
    );
    return asked.cancel;
  }, [isMany, structure, bonds, charges, settings]);
  return useMemo(() => {
    if (!isMany) return null;
    return found !== null && hasSameAtoms(found.of, structure)
      ? { bonds: found.bonds, images: found.images }
      : { bonds, images: NO_IMAGES };
  }, [isMany, found, structure, bonds]);
}

const hasSameAtoms = ({ numbers: p }: Structure, { numbers: q }: Structure): boolean =>
  p === q || (p.length === q.length && p.every((z, i) => z === q[i]));
