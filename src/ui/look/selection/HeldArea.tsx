import type { CSSProperties, PointerEvent } from 'react';

/** What was drawn before the code of the area was there: places in the window. */
export const held = {
  path: [] as (readonly [x: number, y: number])[],
  isDone: false,
  isAdded: false,
};

const COVER: CSSProperties = { position: 'absolute', inset: 0 };

/** Takes the pointer from the picture while the code of the area is fetched. */
export function HeldArea() {
  const take = (e: PointerEvent) => {
    const isDown = e.type === 'pointerdown';
    if (isDown) held.path = [];
    else if (held.path.length === 0 || held.isDone) return;
    held.path.push([e.clientX, e.clientY]);
    held.isDone = e.type === 'pointerup';
    held.isAdded = e.shiftKey;
  };
  return <div style={COVER} onPointerDown={take} onPointerMove={take} onPointerUp={take} />;
}
