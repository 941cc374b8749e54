import { useThree } from '@react-three/fiber';
import { useCallback, useEffect, useState } from 'react';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { linear, type SegmentArrays } from '#render/gpu/segments.ts';
import type { Stage } from '#render/stage/stage.ts';
import { ARROW_WIDTH, TRAIL_WIDTH } from '#render/style.ts';
import { Lines } from './Lines.tsx';

/** Lines that come with a frame: the way that atoms came, how far they are from their mean places, or arrows at them. */
export function Trails(props: {
  readonly drawn: DrawnAtoms;
  readonly of: 'trails' | 'arrows';
  readonly color: string;
  readonly stage: Stage;
}) {
  const { drawn, of, color, stage } = props;
  const invalidate = useThree((s) => s.invalidate);
  const [capacity, setCapacity] = useState(() => lineCount(stage, of));
  // Room is made in steps, so that a trail that grows does not make buffers anew each frame.
  useEffect(() => {
    const grow = () =>
      setCapacity((c) => (lineCount(stage, of) > c ? 2 * lineCount(stage, of) : c));
    grow();
    stage.followers.add(grow);
    return () => {
      stage.followers.delete(grow);
      invalidate();
    };
  }, [stage, of, invalidate]);
  const fill = useCallback(
    (into: SegmentArrays) => {
      const lines = stage.shown?.moving?.[of];
      if (!lines) return;
      const rgb = linear(color);
      const { origin } = drawn;
      const count = Math.min(lines.length / 6, into.from.length / 3);
      for (let k = 0; k < count; k++)
        for (let x = 0; x < 3; x++) {
          into.from[3 * k + x] = lines[6 * k + x]! - origin[x]!;
          into.to[3 * k + x] = lines[6 * k + 3 + x]! - origin[x]!;
          into.color[3 * k + x] = rgb[x]!;
          into.stroke[3 * k + x] = x === 0 ? WIDTHS[of] : 0;
        }
      into.count = count;
    },
    [drawn, of, color, stage],
  );
  if (capacity === 0) return null;
  return <Lines capacity={capacity} fill={fill} frame={stage.frame} followers={stage.followers} />;
}

const WIDTHS = { trails: TRAIL_WIDTH, arrows: ARROW_WIDTH } as const;

const lineCount = ({ shown }: Stage, of: 'trails' | 'arrows'): number =>
  (shown?.moving?.[of]?.length ?? 0) / 6;
