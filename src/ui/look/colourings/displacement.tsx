import { useStore } from 'zustand';
import { displacementStore, setDisplacementView } from '#app/player/displacements.ts';
import { displacements } from '#core/analysis/motion/displacement.ts';
import { ramp } from '#ui/kit/colorRamp.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';
import type { FrameColouring, Legend } from '#ui/look/colouring.ts';

/** Ends of the scale: grey atoms rest. On atoms and in their legend, in both themes. */
const ENDS = { none: '#b6bbbf', full: '#b03a12' } as const;

export const byDisplacement: FrameColouring = {
  id: 'displacement',
  label: 'by displacement',
  colors(frame, start) {
    const { from, fullAng, average } = displacementStore.getState();
    const reference = from === 'average' ? average?.xyz : start;
    return reference === undefined ? null : scaled(displacements(frame, reference), fullAng);
  },
  Legend: DisplacementLegend,
  legend: displacementLegend,
  Settings: DisplacementSettings,
};

const RAMP = ramp(ENDS.none, ENDS.full);

function scaled(lengthsAng: Float32Array, fullAng: number): Float32Array {
  const out = new Float32Array(3 * lengthsAng.length);
  for (let i = 0; i < lengthsAng.length; i++) {
    const step = 3 * Math.min(255, Math.round((255 * lengthsAng[i]!) / fullAng));
    for (let c = 0; c < 3; c++) out[3 * i + c] = RAMP[step + c]! / 255;
  }
  return out;
}

function displacementLegend(): Legend {
  const { from, fullAng } = displacementStore.getState();
  return {
    about: `How far each atom is from ${from === 'start' ? 'the start' : 'its average place'}, by the nearest image`,
    keys: [],
    scale: {
      unit: 'Å',
      digits: 2,
      low: 0,
      high: fullAng,
      stops: [ENDS.none, ENDS.full],
      isAutomatic: true,
    },
  };
}

/** What the colours of displacement mean; where they are shown the elements have none. */
function DisplacementLegend() {
  const { from, fullAng, average } = useStore(displacementStore);
  const waits = from === 'average' && average === null;
  return (
    <span
      className="motion-legend"
      title="How far each atom is, by the nearest image; farther ones have the last colour"
    >
      <i style={{ background: `linear-gradient(90deg, ${ENDS.none}, ${ENDS.full})` }} />
      {waits
        ? 'averaging…'
        : `0 to ${fullAng} Å from ${from === 'start' ? 'the start' : 'the average'}`}
    </span>
  );
}

/** Where displacements are counted from, and what has the last colour. */
function DisplacementSettings() {
  const { from, fullAng } = useStore(displacementStore);
  return (
    <>
      <Choice
        label="counted from"
        value={from}
        options={[
          ['start', 'the start'],
          ['average', 'the average'],
        ]}
        onChange={(f) => setDisplacementView({ from: f })}
      />
      <NumberField
        label="full colour at"
        value={fullAng}
        digits={2}
        step={0.1}
        min={0.05}
        max={50}
        unit="Å"
        onPreview={(ang) => setDisplacementView({ fullAng: ang })}
      />
    </>
  );
}
