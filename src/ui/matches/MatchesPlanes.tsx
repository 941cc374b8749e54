import type { PlanePair } from '#app/matches/matching.ts';
import { indexText } from '#core/surface/miller.ts';

interface PlanesProps {
  readonly filmName: string;
  readonly substrateName: string;
  readonly planes: PlanePair;
}

export const MatchesPlanes = ({ filmName, substrateName, planes }: PlanesProps) => (
  <>
    <span className="film-ink">
      {filmName} ({indexText(planes.film)})
    </span>{' '}
    on{' '}
    <span className="substrate-ink">
      {substrateName} ({indexText(planes.substrate)})
    </span>
  </>
);

/** Said while the list is for other planes than the stack's, which stays as it is until one is chosen. */
export function MatchesOther({
  onBack,
  ...stack
}: PlanesProps & {
  /** Null where the planes are typed. */
  readonly onBack: (() => void) | null;
}) {
  return (
    <p className="find-other" role="status" data-testid="other-planes">
      <strong>Planes not those of the stack</strong>, which is <MatchesPlanes {...stack} />.
      Choosing a match cuts both slabs along the planes listed here.{' '}
      {onBack && (
        <button type="button" className="linkish" onClick={onBack}>
          Back to the stack’s planes
        </button>
      )}
    </p>
  );
}
