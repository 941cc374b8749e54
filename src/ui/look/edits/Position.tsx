import { mapTuple } from '#core/math/vec3.ts';
import { NumberField } from '#ui/kit/fields.tsx';

type Vector = readonly [number, number, number];

const AXES = ['x', 'y', 'z'] as const;

/** Three coordinates, Å, in the frame of the stack: x along a, z along the normal. */
export function Position(props: {
  readonly label: string;
  readonly value: Vector;
  /** The limit to both sides. */
  readonly least: number;
  readonly onChange: (value: Vector) => void;
}) {
  const { label, value, least, onChange } = props;
  return (
    <fieldset className="position" aria-label={`${label}, Å`}>
      {AXES.map((axis, k) => (
        <NumberField
          key={axis}
          label={`${label} ${axis}`}
          value={value[k]!}
          digits={3}
          step={0.1}
          min={least}
          max={-least}
          unit="Å"
          trim
          onPreview={(x) => onChange(mapTuple(value, (old, n) => (n === k ? x : old)))}
        />
      ))}
    </fieldset>
  );
}
