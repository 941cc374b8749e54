import { useStore } from 'zustand';
import { openingStore } from '#app/player/openTrajectory.ts';
import { part } from '#ui/kit/boundary/part.tsx';
import type { OpeningBarProps } from './OpeningBar.tsx';

const OpeningBar = part<OpeningBarProps>({
  what: 'The progress of opening a file',
  load: () => import('./OpeningBar.tsx').then((m) => m.OpeningBar),
});

/** A trajectory that is being opened, or why it could not be; empty otherwise. */
export function Opening() {
  const file = useStore(openingStore, (s) => s.file);
  return file && <OpeningBar file={file} />;
}
