import { sessionStore } from '#app/look/session.ts';
import { fixed } from '#core/math/decimals.ts';
import { NumberField } from '#ui/kit/fields.tsx';
import { Popover } from '#ui/kit/overlay/Popover.tsx';
import type { ColourRange, LegendScale } from '#ui/look/colouring.ts';
import { useMenu } from '#ui/state/places.ts';
import './scale.css';

export interface ScaleProps {
  /** Of the colouring. */
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly scale: LegendScale;
}

/** What a scale's ends can be, beyond which no number of any atom lies. */
const LIMIT = 9999;

/** The colours of a number with its unit; a press on it edits the ends. */
export function Scale({ id, label, about, scale }: ScaleProps) {
  const { unit, digits, low, high, stops, isAutomatic } = scale;
  const menu = useMenu('colour-range');
  const step = 10 ** -digits;
  const isWordy = unit.includes(' ');
  const inField = isWordy ? {} : { unit };
  const set = (ends: ColourRange | null) =>
    sessionStore.setState(({ colourRanges }) => {
      const { [id]: _, ...others } = colourRanges;
      return { colourRanges: ends === null ? others : { ...others, [id]: ends } };
    });
  return (
    <Popover
      button={
        <>
          <span className="scale-name">{label}</span>
          <span className="scale-ends">
            <b>{fixed(low, digits)}</b>
            <i style={{ background: `linear-gradient(90deg, ${stops.join(', ')})` }} />
            <b>{fixed(high, digits)}</b> {unit}
          </span>
        </>
      }
      buttonClass="scale"
      buttonLabel={`${label}: colours from ${fixed(low, digits)} to ${fixed(high, digits)} ${unit}. Edit the range`}
      label={`Range of the colours: ${label}`}
      className="scale-range"
      {...menu}
    >
      {isWordy && <p className="under scale-unit">in {unit}</p>}
      <NumberField
        label="first colour at"
        value={low}
        digits={digits}
        step={step}
        min={-LIMIT}
        max={high - step}
        {...inField}
        onPreview={(x) => set([x, high])}
      />
      <NumberField
        label="last colour at"
        value={high}
        digits={digits}
        step={step}
        min={low + step}
        max={LIMIT}
        {...inField}
        onPreview={(x) => set([low, x])}
      />
      <button
        type="button"
        className="button small"
        disabled={isAutomatic}
        onClick={() => set(null)}
      >
        Range of these atoms
      </button>
      <p className="under">{about}.</p>
    </Popover>
  );
}
