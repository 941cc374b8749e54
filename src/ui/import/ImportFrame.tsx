import { useState } from 'react';
import { NumberField } from '#ui/kit/fields.tsx';

interface ImportFrameProps {
  /** How many structures the file holds. */
  readonly frames: number;
  /** The one that was read, 0 for the first. */
  readonly frame: number;
  readonly onChoose: (frame: number) => void;
}

/** Which structure of a file that holds several is imported. */
export function ImportFrame({ frames, frame, onChoose }: ImportFrameProps) {
  const [number, setNumber] = useState(frame + 1);
  return (
    <NumberField
      label={`structure, 1 to ${frames}`}
      value={number}
      digits={0}
      step={1}
      min={1}
      max={frames}
      short
      onPreview={setNumber}
      onCommit={() => {
        if (number !== frame + 1) onChoose(number - 1);
      }}
    />
  );
}
