import { useThree } from '@react-three/fiber';
import { useCallback, useEffect, useState } from 'react';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { draw, linear, type SegmentArrays } from '#render/gpu/segments.ts';
import { type ArrowLine, arrowLines, paleOf } from '#render/stage/arrows.ts';
import type { Stage } from '#render/stage/stage.ts';
import { ARROW_WIDTH, PALE } from '#render/style.ts';
import type { SceneTheme } from '#render/types.ts';
import { Lines } from './Lines.tsx';

const NONE: readonly ArrowLine[] = [];

/** Arrows at the atoms of a frame and at their images, which are paler. */
export function Arrows(props: {
  readonly drawn: DrawnAtoms;
  readonly theme: SceneTheme;
  readonly atomScale: number;
  readonly stage: Stage;
}) {
  const { drawn, theme, atomScale, stage } = props;
  const invalidate = useThree((s) => s.invalidate);
  const linesNow = useCallback((): readonly ArrowLine[] => {
    const vectors = stage.shown?.moving?.arrows;
    return vectors ? arrowLines(drawn, vectors, atomScale) : NONE;
  }, [stage, drawn, atomScale]);
  const [capacity, setCapacity] = useState(() => linesNow().length);
  // Room is made in steps, so that frames with more arrows do not make buffers anew each time.
  useEffect(() => {
    const grow = () => {
      const { length } = linesNow();
      setCapacity((c) => (length > c ? 2 * length : c));
    };
    grow();
    stage.followers.add(grow);
    return () => {
      stage.followers.delete(grow);
      invalidate();
    };
  }, [stage, linesNow, invalidate]);
  const fill = useCallback(
    (into: SegmentArrays) => {
      const [ink, page] = [linear(theme.ink), linear(theme.background)];
      const pale = PALE[theme.dark ? 'dark' : 'light'];
      for (const line of linesNow().slice(0, into.from.length / 3)) {
        const share = paleOf(line, pale);
        const [r, g, b] = ink.map((x, c) => x + (page[c]! - x) * share);
        draw(into, line.from, line.to, { rgb: [r!, g!, b!], width: ARROW_WIDTH, dash: null });
      }
    },
    [linesNow, theme],
  );
  if (capacity === 0) return null;
  return <Lines capacity={capacity} fill={fill} frame={stage.frame} followers={stage.followers} />;
}
