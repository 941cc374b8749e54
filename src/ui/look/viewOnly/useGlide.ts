import { useEffect, useRef, useState } from 'react';

const GLIDE_MS = 320;

/** A number that goes to another one in a few frames; at once where motion is not wanted. */
export function useGlide(target: number): number {
  const [value, setValue] = useState(target);
  const now = useRef(target);
  useEffect(() => {
    const from = now.current;
    if (from === target) return;
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const startMs = performance.now();
    let frame = 0;
    const step = () => {
      const t = isStill ? 1 : Math.min(1, (performance.now() - startMs) / GLIDE_MS);
      now.current = t === 1 ? target : from + (target - from) * (1 - (1 - t) ** 3);
      setValue(now.current);
      if (t < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [target]);
  return value;
}
