import type { ViewDirection } from '#render/types.ts';

/** The views of the switch at the picture, with what stands on its buttons. */
export const SWITCHED_VIEWS: readonly (readonly [view: ViewDirection, text: string])[] = [
  ['a', 'a'],
  ['b', 'b'],
  ['c', 'c'],
  ['oblique', '3D'],
];
