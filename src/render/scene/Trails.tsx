import { useThree } from '@react-three/fiber';
import { useCallback, useEffect, useState } from 'react';
import type { DrawnAtoms } from '#render/gpu/buffers.ts';
import { linear, type SegmentArrays } from '#render/gpu/segments.ts';
import type { Stage } from '#render/stage/stage.ts';
import { TRAIL_WIDTH } from '#render/style.ts';
import { Lines } from './Lines.tsx';

/** Lines that come with a frame: the way that atoms came, or how far they are from their mean places. */
export function Trails(props: {
  readonly drawn: DrawnAtoms;
  readonly color: string;
  readonly stage: Stage;
}) {
  const { drawn, color, stage } = props;
  const invalidate = useThree((s) => s.invalidate);
  const [capacity, setCapacity] = useState(() => lineCount(stage));
  // Room is made in steps, so that a trail that grows does not make buffers anew each frame.
  useEffect(() => {
    const grow = () => setCapacity((c) => (lineCount(stage) > c ? 2 * lineCount(stage) : c));
    grow();
    stage.followers.add(grow);
    return () => {
      stage.followers.delete(grow);
      invalidate();
    };
  }, [stage, invalidate]);
  const fill = useCallback(
    (into: SegmentArrays) => {
      const lines = stage.shown?.moving?.trails;
      if (!lines) return;
      const rgb = linear(color);
      const { origin } = drawn;
      const count = Math.min(lines.length / 6, into.from.length / 3);
      for (let k = 0; k < count; k++)
        for (let x = 0; x < 3; x++) {
          into.from[3 * k + x] = lines[6 * k + x]! - origin[x]!;
          into.to[3 * k + x] = lines[6 * k + 3 + x]! - origin[x]!;
          into.color[3 * k + x] = rgb[x]!;
          into.stroke[3 * k + x] = x === 0 ? TRAIL_WIDTH : 0;
        }
      into.count = count;
    },
    [drawn, color, stage],
  );
  if (capacity === 0) return null;
  return <Lines capacity={capacity} fill={fill} frame={stage.frame} followers={stage.followers} />;
}

const lineCount = ({ shown }: Stage): number => (shown?.moving?.trails?.length ?? 0) / 6;
