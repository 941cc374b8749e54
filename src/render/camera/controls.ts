import { DRAG_PX } from '#render/style.ts';

/** Actions of the pointer and the keys. Positions in CSS px from the upper left corner, movements in CSS px. */
export interface Gestures {
  readonly turn: (dx: number, dy: number) => void;
  readonly pan: (dx: number, dy: number) => void;
  /** @param factor of the picture's height: less than one comes nearer */
  readonly zoom: (factor: number, x: number, y: number) => void;
  readonly click: (x: number, y: number, extend: boolean) => void;
  readonly doubleClick: (x: number, y: number) => void;
  /** At most once an animation frame; null when the pointer has left. */
  readonly hover: (at: readonly [x: number, y: number] | null) => void;
  readonly fit: () => void;
}

interface Finger {
  x: number;
  y: number;
}

/** Turn of one arrow key, px of a drag, and the step of one + or −. */
const KEY_TURN_PX = 18;
const KEY_ZOOM = 0.85;
/** Zoom of one px of a wheel's turn. */
const WHEEL_ZOOM = 0.0013;
/** Px that a wheel's line and page count for. */
const WHEEL_UNIT_PX = [1, 16, 400] as const;

/** Listens to mouse, touch, wheel and keys. @returns what stops listening */
export function listen(element: HTMLElement, to: Gestures): () => void {
  const off = new AbortController();
  const { signal } = off;
  const fingers = new Map<number, Finger>();
  let pressed: { x: number; y: number; pans: boolean; moved: boolean } | null = null;
  let waiting = 0;
  let pointer: readonly [number, number] | null = null;

  const at = (e: MouseEvent): Finger => {
    const box = element.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top };
  };
  const hoverSoon = (where: readonly [number, number] | null) => {
    pointer = where;
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      to.hover(pointer);
    });
  };

  element.addEventListener(
    'pointerdown',
    (e) => {
      const finger = at(e);
      fingers.set(e.pointerId, finger);
      element.setPointerCapture(e.pointerId);
      // A second finger ends the click that the first may have been.
      if (fingers.size > 1 && pressed) pressed.moved = true;
      else pressed = { ...finger, pans: e.button !== 0 || e.shiftKey, moved: false };
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (e) => {
      const now = at(e);
      const before = fingers.get(e.pointerId);
      if (!before || !pressed) {
        if (e.pointerType !== 'touch') hoverSoon([now.x, now.y]);
        return;
      }
      if (Math.hypot(now.x - pressed.x, now.y - pressed.y) >= DRAG_PX) pressed.moved = true;
      if (!pressed.moved) return;
      const [dx, dy] = [now.x - before.x, now.y - before.y];
      const other = [...fingers].find(([id]) => id !== e.pointerId)?.[1];
      if (other) {
        // Each finger moves the picture by half: their middle then follows both.
        to.pan(dx / 2, dy / 2);
        const apart = Math.hypot(now.x - other.x, now.y - other.y);
        const was = Math.hypot(before.x - other.x, before.y - other.y);
        if (apart > 1) to.zoom(was / apart, (now.x + other.x) / 2, (now.y + other.y) / 2);
      } else if (pressed.pans) to.pan(dx, dy);
      else to.turn(dx, dy);
      fingers.set(e.pointerId, now);
    },
    { signal },
  );
  const release = (e: PointerEvent) => {
    fingers.delete(e.pointerId);
    if (fingers.size > 0) return;
    const press = pressed;
    pressed = null;
    if (e.type === 'pointerup' && press && !press.moved && e.button === 0)
      to.click(press.x, press.y, e.shiftKey || e.ctrlKey || e.metaKey);
  };
  element.addEventListener('pointerup', release, { signal });
  element.addEventListener('pointercancel', release, { signal });
  element.addEventListener('pointerleave', () => hoverSoon(null), { signal });
  element.addEventListener('contextmenu', (e) => e.preventDefault(), { signal });
  element.addEventListener(
    'dblclick',
    (e) => {
      const { x, y } = at(e);
      to.doubleClick(x, y);
    },
    { signal },
  );
  element.addEventListener(
    'wheel',
    (e) => {
      e.preventDefault();
      const turned = e.deltaY * (WHEEL_UNIT_PX[e.deltaMode as 0 | 1 | 2] ?? 1);
      // A pinch on a trackpad arrives as a wheel with ctrl, in far smaller steps.
      const { x, y } = at(e);
      to.zoom(Math.exp(WHEEL_ZOOM * turned * (e.ctrlKey ? 6 : 1)), x, y);
    },
    { signal, passive: false },
  );
  element.addEventListener(
    'keydown',
    (e) => {
      const act = keyAction(e, to, element);
      if (!act) return;
      e.preventDefault();
      act();
    },
    { signal },
  );
  return () => {
    cancelAnimationFrame(waiting);
    off.abort();
  };
}

function keyAction(e: KeyboardEvent, to: Gestures, element: HTMLElement): (() => void) | null {
  if (e.ctrlKey || e.metaKey || e.altKey) return null;
  const [x, y] = [element.clientWidth / 2, element.clientHeight / 2];
  const move = e.shiftKey ? to.pan : to.turn;
  switch (e.key) {
    case 'ArrowLeft':
      return () => move(-KEY_TURN_PX, 0);
    case 'ArrowRight':
      return () => move(KEY_TURN_PX, 0);
    case 'ArrowUp':
      return () => move(0, -KEY_TURN_PX);
    case 'ArrowDown':
      return () => move(0, KEY_TURN_PX);
    case '+':
    case '=':
      return () => to.zoom(KEY_ZOOM, x, y);
    case '-':
    case '−':
      return () => to.zoom(1 / KEY_ZOOM, x, y);
    case '0':
      return () => to.fit();
    default:
      return null;
  }
}
