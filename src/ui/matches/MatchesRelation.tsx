import { useState } from 'react';
import { MICROSCOPE_RELATION } from '#core/match/relation.ts';
import { NumberField, ParsedField } from '#ui/kit/fields.tsx';
import {
  halves,
  type PlaneAndDirection,
  type PlanesAndDirections,
  parsePlaneAndDirection,
  planeAndDirectionText,
} from '#ui/matches/results/orientationRelation.ts';

export interface RelationChoice extends PlanesAndDirections {
  readonly toleranceDeg: number;
}

/** Whether a field's text is the searched relation, another one, or not a relation. */
type Draft = 'searched' | 'changed' | 'unreadable';
export interface Drafts {
  readonly film: Draft;
  readonly substrate: Draft;
}
export const NO_DRAFTS: Drafts = { film: 'searched', substrate: 'searched' };

interface RelationProps {
  readonly filmName: string;
  readonly substrateName: string;
  readonly choice: RelationChoice;
  readonly onChange: (part: Partial<RelationChoice>) => void;
  /** At every keystroke: what was found before does not stand beside another relation. */
  readonly onDraft: (part: Partial<Drafts>) => void;
}

const EXPECTED = 'A plane and a direction in it, such as (2 1 1)[−1 1 1]';

/** Searches the cells that satisfy an orientation relation, which is typed as papers print it. */
export function MatchesRelation(props: RelationProps) {
  const { filmName, substrateName, choice, onChange, onDraft } = props;
  // A preset also discards what was being typed.
  const [sweeps, setSweeps] = useState(0);
  // A whole relation pasted into the first field fills both.
  const parseFilm = (text: string): Partial<PlanesAndDirections> | null => {
    const parts = halves(text);
    if (parts === null) {
      const film = parsePlaneAndDirection(text);
      return film && { film };
    }
    const [film, substrate] = parts.map(parsePlaneAndDirection);
    return film && substrate ? { film, substrate } : null;
  };
  const parseSubstrate = (text: string): Partial<PlanesAndDirections> | null => {
    const substrate = parsePlaneAndDirection(text);
    return substrate && { substrate };
  };
  const draftOf = (value: Partial<PlanesAndDirections> | null): Draft =>
    value === null ? 'unreadable' : isPartOf(value, choice) ? 'searched' : 'changed';
  const commit = (part: Partial<PlanesAndDirections>) => {
    onChange(part);
    onDraft({
      ...(part.film && { film: 'searched' }),
      ...(part.substrate && { substrate: 'searched' }),
    });
  };
  return (
    <div className="relation">
      <Drafted onText={(t) => onDraft({ film: t === null ? 'searched' : draftOf(parseFilm(t)) })}>
        <ParsedField
          key={sweeps}
          label={filmName}
          title="The film’s plane and a direction in it, conventional indices; minus signs or bars. A whole relation with ∥ may be pasted here"
          text={planeAndDirectionText(choice.film)}
          parse={parseFilm}
          expected={EXPECTED}
          onCommit={commit}
        />
      </Drafted>
      <Drafted
        onText={(t) => onDraft({ substrate: t === null ? 'searched' : draftOf(parseSubstrate(t)) })}
      >
        <ParsedField
          key={sweeps}
          label={`parallel to ${substrateName}`}
          title="The substrate’s plane, and the direction in it that the film’s lies along"
          text={planeAndDirectionText(choice.substrate)}
          parse={parseSubstrate}
          expected={EXPECTED}
          onCommit={commit}
        />
      </Drafted>
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
      />
      <p className="about">
        Planes parallel, directions parallel in the plane, senses included. The strain and area
        limits above hold here too; smallest cells first.
      </p>
      <button
        type="button"
        className="button small"
        title="CdS {211} ∥ CsPbBr₃ {220}, CdS [111] ∥ CsPbBr₃ [001]: as the microscope shows it"
        onClick={() => {
          onChange(MICROSCOPE_RELATION);
          onDraft(NO_DRAFTS);
          setSweeps(sweeps + 1);
        }}
      >
        Qiu 2023, Figure S2 (reading C)
      </button>
    </div>
  );
}

/** Called with the text typed in the field inside; null when Escape restores it. */
function Drafted(props: {
  readonly onText: (text: string | null) => void;
  readonly children: React.ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the field inside
    <div
      className="drafted"
      // The change comes up from the field inside, of which React's types do not know.
      onChange={(e) => props.onText((e.target as unknown as HTMLInputElement).value)}
      onKeyDown={(e) => e.key === 'Escape' && props.onText(null)}
    >
      {props.children}
    </div>
  );
}

const isPartOf = (part: Partial<PlanesAndDirections>, whole: PlanesAndDirections): boolean =>
  isSame(part.film ?? whole.film, whole.film) &&
  isSame(part.substrate ?? whole.substrate, whole.substrate);

const isSame = (p: PlaneAndDirection, q: PlaneAndDirection): boolean =>
  String(p.hkl) === String(q.hkl) && String(p.uvw) === String(q.uvw);
