import { useEffect, useState } from 'react';
import { say } from '#app/shell/toasts.ts';
import type { StructureColouring } from './colouring.ts';
import { fetchColouring, listedColouring, readyColouring } from './structureColourings.ts';

/** The colouring of an id; elements until it has been fetched, and where that fails, which is said. */
export function useColouring(id: string): StructureColouring {
  const [, setFetched] = useState<string | null>(null);
  const colouring = readyColouring(id);
  const { id: wanted, label } = listedColouring(id);
  const isThere = colouring.id === wanted;
  useEffect(() => {
    if (isThere) return;
    let isWanted = true;
    fetchColouring(wanted).then(
      () => isWanted && setFetched(wanted),
      () =>
        isWanted &&
        say(
          `The colours of "${label}" could not be fetched: is there a network? Choose them again.`,
        ),
    );
    return () => {
      isWanted = false;
    };
  }, [isThere, wanted, label]);
  return colouring;
}
