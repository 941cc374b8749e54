import { useEffect, useEffectEvent, useState } from 'react';

const holdsFiles = (e: DragEvent): boolean => e.dataTransfer?.types.includes('Files') ?? false;

/**
 * Takes files that are dropped anywhere on the page.
 * @returns whether files are being dragged over it
 */
export function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    // Entering a child fires before leaving its parent: the depth is 0 only outside the page.
    let depth = 0;
    const enter = (e: DragEvent) => {
      if (!holdsFiles(e)) return;
      depth++;
      setOver(true);
    };
    const leave = (e: DragEvent) => {
      if (!holdsFiles(e)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (e: DragEvent) => {
      if (!holdsFiles(e)) return;
      // Without this the browser opens the file in place of the page.
      e.preventDefault();
      e.dataTransfer!.dropEffect = 'copy';
    };
    const drop = (e: DragEvent) => {
      if (!holdsFiles(e)) return;
      e.preventDefault();
      depth = 0;
      setOver(false);
      take([...e.dataTransfer!.files]);
    };
    const listen = { dragenter: enter, dragleave: leave, dragover: hover, drop } as const;
    for (const [type, listener] of Object.entries(listen))
      window.addEventListener(type, listener as EventListener);
    return () => {
      for (const [type, listener] of Object.entries(listen))
        window.removeEventListener(type, listener as EventListener);
    };
  }, []);
  return over;
}
