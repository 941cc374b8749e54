import { useState } from 'react';
import { NumberField } from '#ui/kit/fields.tsx';

/** A number that takes effect when its field is left, or on Enter: one step each. */
export function CommittedNumber(props: {
  readonly label: string;
  readonly title?: string;
  readonly value: number;
  readonly digits?: number;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly onCommit: (value: number) => void;
}) {
  const { label, title, value, digits = 4, unit, min, max, onCommit } = props;
  const [typed, setTyped] = useState<number | null>(null);
  return (
    <NumberField
      label={label}
      {...(title === undefined ? {} : { title })}
      value={typed ?? value}
      digits={digits}
      trim
      step={digits === 0 ? 1 : 0.1}
      min={min}
      max={max}
      unit={unit}
      onPreview={setTyped}
      onCommit={() => {
        if (typed !== null) onCommit(typed);
        setTyped(null);
      }}
      onEscape={() => setTyped(null)}
    />
  );
}
