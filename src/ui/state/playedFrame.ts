import { playerStore, show } from '#app/player/player.ts';

/** The player as a frame link for plots. */
export const playedFrame = {
  shown: (): number | null => playerStore.getState().frame,
  resting: (): number | null => {
    const { frame, playing } = playerStore.getState();
    return playing ? null : frame;
  },
  subscribe: (changed: () => void): (() => void) => playerStore.subscribe(changed),
  jump: (frame: number): void => {
    playerStore.setState({ playing: false });
    show(frame);
  },
};
