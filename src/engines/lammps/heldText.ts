import type { OuterPlanes } from '#core/recipe/freeze.ts';

/** ", held planes: 2 lowest, 1 highest", to follow a protocol's text; empty when none is held. */
export function heldText({ bottom, top }: OuterPlanes): string {
  const parts = [
    ...(bottom > 0 ? [`${bottom} lowest`] : []),
    ...(top > 0 ? [`${top} highest`] : []),
  ];
  return parts.length === 0 ? '' : `, held planes: ${parts.join(', ')}`;
}
