import type { ReactNode } from 'react';
import { WorkerLost } from '#app/jobs/problems.ts';
import type { Answer } from './useAnswer.ts';

/** Progress of a computation with a cancel button, the reason why there is no result, or the result. */
export function Answered<T extends { readonly stopped: string | null }>(props: {
  readonly answer: Answer<T> & { readonly again: () => void };
  readonly children: (value: T) => ReactNode;
}) {
  const { answer } = props;
  return (
    <>
      {answer.status === 'asked' && <Working done={answer.done} onCancel={answer.cancel} />}
      {answer.status === 'cancelled' && (
        <p className="analysis-state">
          Cancelled.{' '}
          <button type="button" className="button small" onClick={answer.again}>
            Compute
          </button>
        </p>
      )}
      {answer.status === 'failed' && <Failed error={answer.error} onAgain={answer.again} />}
      {answer.value !== null && answer.value.stopped !== null && (
        <p className="warn analysis-state" role="alert">
          {answer.value.stopped}
        </p>
      )}
      {answer.value !== null && props.children(answer.value)}
    </>
  );
}

/** Why there is no result; after a worker was lost, with a way to ask again. */
export function Failed(props: {
  readonly error: Error;
  /** Name of the quantity, written before the reason. */
  readonly of?: string;
  readonly onAgain: () => void;
}) {
  const { error, of, onAgain } = props;
  return (
    <p className="warn analysis-state" role="alert">
      {of !== undefined && `${of}: `}
      {error.message}{' '}
      {error instanceof WorkerLost && (
        <button type="button" className="button small" onClick={onAgain}>
          Try again
        </button>
      )}
    </p>
  );
}

export function Working(props: { readonly done: number | null; readonly onCancel: () => void }) {
  const { done, onCancel } = props;
  return (
    <div className="analysis-state">
      <progress aria-label="Computing" max={1} {...(done !== null && { value: done })} />
      {done !== null && <span className="under">{Math.floor(100 * done)} %</span>}
      <button type="button" className="button small" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}

/** Nothing to compute, and what would change that. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <p className="about analysis-empty">{children}</p>;
}
