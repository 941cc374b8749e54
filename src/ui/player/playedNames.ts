import { useEffect, useState } from 'react';

/**
 * The formats that are played, within a sentence. The list brings all readers, which the first view does
 * without, so it is fetched when the names are wanted.
 * @returns null until then
 */
export function usePlayedNames(wanted: boolean): string | null {
  const [names, setNames] = useState<string | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let isShown = true;
    void import('#core/io/formats.ts').then(
      ({ listed, PLAYED_NAMES }) => {
        if (isShown) setNames(listed(PLAYED_NAMES, 'or'));
      },
      // The hint goes without the names.
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, [wanted]);
  return names;
}
