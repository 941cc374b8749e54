import { advance } from '@react-three/fiber';

/** Draws a frame although the browser asks for none. */
export const drawUnasked = (): void => advance(performance.now());
