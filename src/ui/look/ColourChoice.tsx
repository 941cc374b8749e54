import { sessionStore } from '#app/look/session.ts';
import { listedColouring, STRUCTURE_COLOURINGS } from './structureColourings.ts';

const GROUPS = [...new Set(STRUCTURE_COLOURINGS.map((c) => c.group))];

/** The list of all colourings, over the picture. */
export function ColourChoice({ colorBy }: { readonly colorBy: string }) {
  return (
    <select
      className="pick"
      aria-label="Colour by"
      title="What the colours of the atoms say"
      value={listedColouring(colorBy).id}
      onChange={(e) => sessionStore.setState({ colorBy: e.target.value })}
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
    </select>
  );
}
