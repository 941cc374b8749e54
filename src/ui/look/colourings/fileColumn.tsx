import { useStore } from 'zustand';
import { sessionStore } from '#app/look/session.ts';
import type { FrameColouring, FrameColours } from '#ui/look/colouring.ts';
import { Legend } from '#ui/look/legend/Legend.tsx';
import { fileColours } from './fileColours.ts';

const made = new WeakMap<FrameColours, FrameColouring>();

/** The colourings by what an opened file holds of each atom. */
export const fileColourings = (): readonly FrameColouring[] =>
  fileColours().map((colours) => {
    const known = made.get(colours) ?? { ...colours, Legend: FileLegend };
    made.set(colours, known);
    return known;
  });

function FileLegend({ id }: { readonly id: string }) {
  // Its ends may be typed.
  useStore(sessionStore, (s) => s.colourRanges[id]);
  const colours = fileColours().find((c) => c.id === id);
  return colours && <Legend colouring={colours} legend={colours.legend()} />;
}
