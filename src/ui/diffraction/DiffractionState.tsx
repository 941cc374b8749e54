/** What is awaited, and why there is no answer. */
export function DiffractionState(props: {
  readonly what: string;
  readonly problem: string | null;
  readonly done: number | null;
  readonly cancel: () => void;
}) {
  const { what, problem, done, cancel } = props;
  return (
    <>
      {done !== null && (
        <div className="analysis-state">
          <progress aria-label={`Computing the ${what}`} max={1} value={done} />
          <span className="under">computing the {what}</span>
          <button type="button" className="button small" onClick={cancel}>
            Cancel
          </button>
        </div>
      )}
      {problem !== null && (
        <p className="warn analysis-state" role="alert">
          No {what}: {problem}
        </p>
      )}
    </>
  );
}
