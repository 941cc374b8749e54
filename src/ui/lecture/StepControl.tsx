import { useId, useState } from 'react';
import type { Model } from '#app/document/model.ts';
import { stepRecipe, tryOut } from '#app/story/playing.ts';
import { fixed, percent } from '#core/math/decimals.ts';
import { sliderChange, sliderValue } from '#core/story/playStory.ts';
import type { SliderSubject, StoryControl } from '#core/story/story.ts';
import { CriticalThickness } from './CriticalThickness.tsx';

interface SliderWords {
  readonly label: string;
  readonly text: (value: number) => string;
}

const SLIDERS: Readonly<Record<SliderSubject, SliderWords>> = {
  'film-share': {
    label: 'Share of the strain that the film takes',
    text: (share) => `${percent(share, 0)} %`,
  },
  'film-a': { label: 'Lattice constant of the film', text: (a) => `${fixed(a, 3)} Å` },
  separation: { label: 'Gap d₀', text: (ang) => `${fixed(ang, 2)} Å` },
};

/** What can be tried out on a step. */
export function StepControl({
  control,
  model,
}: {
  readonly control: StoryControl;
  readonly model: Model;
}) {
  return control.kind === 'slider' ? (
    <Slider control={control} />
  ) : (
    <CriticalThickness model={model} />
  );
}

/** Steps of the way that a slider goes. */
const STEPS = 200;

function Slider({ control }: { readonly control: Extract<StoryControl, { kind: 'slider' }> }) {
  const id = useId();
  const { of, from, to } = control;
  const [value, setValue] = useState(() => {
    const recipe = stepRecipe();
    return recipe === null ? from : sliderValue(of, recipe);
  });
  const { label, text } = SLIDERS[of];
  return (
    <div className="try">
      <label htmlFor={id}>
        {label}: <strong>{text(value)}</strong>
      </label>
      <input
        id={id}
        type="range"
        min={from}
        max={to}
        step={(to - from) / STEPS}
        value={value}
        aria-valuetext={text(value)}
        onChange={(e) => {
          const next = Number(e.target.value);
          setValue(next);
          tryOut(sliderChange(of, next));
        }}
      />
    </div>
  );
}
