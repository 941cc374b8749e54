import { type RefObject, useEffect, useState } from 'react';
import type { Rect } from '#render/types.ts';

/**
 * Where the words of a legend stand over a picture, line by line: px from the upper left corner of the picture.
 */
export function useCovered(
  legend: RefObject<HTMLElement | null>,
  picture: RefObject<HTMLElement | null>,
): readonly Rect[] {
  const [covered, setCovered] = useState<readonly Rect[]>([]);
  useEffect(() => {
    const words = legend.current!;
    const measure = () => {
      // A menu that opens from it is no part of it, and does not move the picture.
      if (words.querySelector('.popover') !== null) return;
      const { left, top } = picture.current!.getBoundingClientRect();
      const { bottom } = words.getBoundingClientRect();
      // A row cut in half would look like a fault: it fades.
      words.classList.toggle('scrolled', words.scrollHeight > words.clientHeight + 1);
      const range = document.createRange();
      range.selectNodeContents(words);
      setCovered(
        Array.from(range.getClientRects())
          .filter(({ y }) => y < bottom)
          .map(({ x, y, width, height }) => ({ x: x - left, y: y - top, width, height })),
      );
    };
    const sized = new ResizeObserver(measure);
    const changed = new MutationObserver(measure);
    sized.observe(words);
    changed.observe(words, { subtree: true, childList: true, characterData: true });
    return () => {
      sized.disconnect();
      changed.disconnect();
    };
  }, [legend, picture]);
  return covered;
}
