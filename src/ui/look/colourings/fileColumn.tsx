import { useMemo } from 'react';
import { useStore } from 'zustand';
import { sessionStore } from '#app/look/session.ts';
import { playerStore } from '#app/player/player.ts';
import { type FrameColouring, type FrameColours, frameLegend } from '#ui/look/colouring.ts';
import { Legend } from '#ui/look/legend/Legend.tsx';
import { fileColours } from './fileColours.ts';

const NO_ATOMS = new Float32Array(0);
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
  const range = useStore(sessionStore, (s) => s.colourRanges[id]);
  const colours = fileColours().find((c) => c.id === id);
  const columns = useStore(playerStore, (p) => colours?.gaps && p.view?.columns);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ends of the scale are a reason to ask again
  const legend = useMemo(() => {
    const whole = colours?.legend();
    if (whole === undefined || colours?.gaps === undefined) return whole;
    const colors = colours.colors(
      { lattice: [], xyz: NO_ATOMS, columns: columns || undefined },
      undefined,
    );
    return colors === null ? whole : frameLegend(whole, colors);
  }, [colours, columns, range]);
  return colours && legend && <Legend colouring={colours} legend={legend} />;
}
