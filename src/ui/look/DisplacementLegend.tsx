import { useStore } from 'zustand';
import { motionStore } from '#app/player/displacements.ts';
import { DISPLACEMENT_COLORS } from './displacementColors.ts';

/** What the colours of displacement mean; where they are shown the elements have none. */
export function MotionLegend() {
  const { from, fullAng, average } = useStore(motionStore);
  const waits = from === 'average' && average === null;
  return (
    <span
      className="motion-legend"
      title="How far each atom is, by the nearest image; farther ones have the last colour"
    >
      <i
        style={{
          background: `linear-gradient(90deg, ${DISPLACEMENT_COLORS.none}, ${DISPLACEMENT_COLORS.full})`,
        }}
      />
      {waits
        ? 'averaging…'
        : `0 to ${fullAng} Å from ${from === 'start' ? 'the start' : 'the average'}`}
    </span>
  );
}
