import { sessionStore } from '#app/look/session.ts';
import { type FrameColouring, listedLabel } from './colouring.ts';
import { listedColouring, STRUCTURE_COLOURINGS } from './structureColourings.ts';

const GROUPS = [...new Set(STRUCTURE_COLOURINGS.map((c) => c.group))];

/** The list of all colourings, over the picture: of the stack, and of the frame that is drawn. */
export function ColourChoice(props: {
  readonly colorBy: string;
  /** Of the frames; null where none is drawn, or where they have the colours of the stack. */
  readonly moving: FrameColouring | null;
  readonly frames: readonly FrameColouring[];
  /** What the file names of each atom without a number in it. */
  readonly empty: readonly string[];
}) {
  const { colorBy, moving, frames, empty } = props;
  return (
    <select
      className="pick"
      aria-label="Colour by"
      title="What the colours of the atoms say"
      value={moving?.id ?? listedColouring(colorBy).id}
      onChange={({ target: { value } }) =>
        sessionStore.setState(
          frames.some(({ id }) => id === value)
            ? { framesBy: value }
            : { colorBy: value, framesBy: 'rest' },
        )
      }
    >
      {GROUPS.map((group) => (
        <optgroup key={group} label={group}>
          {STRUCTURE_COLOURINGS.filter((c) => c.group === group).map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </optgroup>
      ))}
      {frames.length > 0 && (
        <optgroup label="Of the frame">
          {frames.map((colouring) => (
            <option key={colouring.id} value={colouring.id}>
              {listedLabel(colouring)}
            </option>
          ))}
          {empty.map((name) => (
            <option key={`empty ${name}`} disabled>
              {name} (no number in it)
            </option>
          ))}
        </optgroup>
      )}
    </select>
  );
}
