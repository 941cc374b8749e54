import { MICROSCOPE_RELATION } from '#core/match/relation.ts';
import { NumberField, ParsedField } from './fields.tsx';
import {
  halves,
  type PlaneAndDirection,
  parsePlaneAndDirection,
  planeAndDirectionText,
} from './matchRelation.ts';

export interface RelationChoice {
  readonly film: PlaneAndDirection;
  readonly substrate: PlaneAndDirection;
  readonly toleranceDeg: number;
}

interface RelationProps {
  readonly filmName: string;
  readonly substrateName: string;
  readonly choice: RelationChoice;
  readonly onChange: (part: Partial<RelationChoice>) => void;
}

const EXPECTED = 'A plane and a direction in it, such as (2 1 1)[−1 1 1]';

/** An orientation relation as one finds it in a paper: typed, it gives the cells that honour it. */
export function MatchesRelation({ filmName, substrateName, choice, onChange }: RelationProps) {
  // A whole relation pasted into the first field fills both.
  const parseFilm = (text: string) => {
    const parts = halves(text);
    if (parts === null) {
      const film = parsePlaneAndDirection(text);
      return film && { film };
    }
    const [film, substrate] = parts.map(parsePlaneAndDirection);
    return film && substrate ? { film, substrate } : null;
  };
  return (
    <div className="relation">
      <ParsedField
        label={filmName}
        title="The film’s plane and a direction in it, conventional indices; minus signs or bars. A whole relation with ∥ may be pasted here"
        text={planeAndDirectionText(choice.film)}
        parse={parseFilm}
        expected={EXPECTED}
        onCommit={onChange}
      />
      <ParsedField
        label={`parallel to ${substrateName}`}
        title="The substrate’s plane, and the direction in it that the film’s lies along"
        text={planeAndDirectionText(choice.substrate)}
        parse={parsePlaneAndDirection}
        expected={EXPECTED}
        onCommit={(substrate) => onChange({ substrate })}
      />
      <NumberField
        label="angle ≤"
        title="Largest angle between the two directions in the built interface"
        value={choice.toleranceDeg}
        digits={2}
        step={0.5}
        min={0}
        max={90}
        unit="°"
        onPreview={(toleranceDeg) => onChange({ toleranceDeg })}
        onCommit={() => {}}
      />
      <p className="about">
        Planes parallel, directions parallel in the plane, senses included. The strain and area
        limits above hold here too; smallest cells first.
      </p>
      <button
        type="button"
        className="button small"
        title="CdS {211} ∥ CsPbBr₃ {220}, CdS [111] ∥ CsPbBr₃ [001]: as the microscope shows it"
        onClick={() =>
          onChange({ film: MICROSCOPE_RELATION.film, substrate: MICROSCOPE_RELATION.substrate })
        }
      >
        Qiu 2023, Figure S2 (reading C)
      </button>
    </div>
  );
}
