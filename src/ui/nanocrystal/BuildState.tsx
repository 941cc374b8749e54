const STAYS = 'The picture shows the last one that was built.';

interface BuildStateProps {
  /** A particle that was built before is shown below. */
  readonly hasPicture: boolean;
  /** Why it was not built. */
  readonly problem: string | null;
  /** It may be built when it is tried again. */
  readonly mayHelp: boolean;
  readonly isPending: boolean;
  readonly isCancelled: boolean;
  readonly onCancel: () => void;
  readonly onAgain: () => void;
}

/**
 * What becomes of the build, where the particle is seen: over the one before, or in its place while there is none. On a
 * phone the rest of the room stands below what is seen.
 */
export function BuildState(props: BuildStateProps) {
  const { hasPicture, problem, mayHelp, isPending, isCancelled, onCancel, onAgain } = props;
  const stays = hasPicture ? ` ${STAYS}` : '';
  const isQuiet = !isPending && !isCancelled && problem === null;
  return (
    <div className={`nanocrystal-state${hasPicture ? '' : ' alone'}${isQuiet ? ' quiet' : ''}`}>
      {!hasPicture && isPending && <Outline />}
      {problem !== null && (
        <p className="warn" role="alert">
          Not built: {problem.replace(/\.$/, '')}.{stays}
        </p>
      )}
      <p role="status" className="under">
        {isPending ? 'Building…' : isCancelled ? `Not built: cancelled.${stays}` : ''}
      </p>
      {isPending && (
        <button type="button" className="button small" onClick={onCancel}>
          Cancel
        </button>
      )}
      {(isCancelled || mayHelp) && (
        <button type="button" className="button small" onClick={onAgain}>
          Build it
        </button>
      )}
    </div>
  );
}

/** A cube in lines, for what is to come. */
const Outline = () => (
  <svg className="nanocrystal-outline" viewBox="0 0 76 84" aria-hidden="true">
    <path d="M6 22 38 6 70 22V62L38 78 6 62ZM6 22 38 38 70 22M38 38V78" />
  </svg>
);
