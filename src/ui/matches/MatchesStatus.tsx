import type { Status } from '#app/matches/matching.ts';
import { fixed } from '#core/math/decimals.ts';
import { thousands } from '#ui/kit/format.ts';

interface StatusProps {
  readonly job: {
    readonly status: Status;
    readonly progress: number;
    readonly elapsedMs: number | null;
  };
  readonly count: number;
  readonly what: string;
  readonly onCancel: () => void;
}

/** How far the search is, what it found, and a way to end it. */
export function MatchesStatus({ job, count, what, onCancel }: StatusProps) {
  const { status, progress, elapsedMs } = job;
  const percent = Math.floor(100 * progress);
  return (
    <div className="find-status">
      {status === 'running' && (
        <>
          <progress max={1} value={progress} aria-label="Search" />
          <span>{percent} %</span>
          <button type="button" className="button small" onClick={onCancel}>
            Cancel
          </button>
        </>
      )}
      <span role="status" data-testid="find-status">
        <strong>{thousands(count)}</strong> {what}
        {status === 'done' && elapsedMs !== null && ` in ${duration(elapsedMs)}`}
        {status === 'cancelled' && `, cancelled at ${percent} %`}
        {status === 'failed' && ', stopped'}
      </span>
    </div>
  );
}

const duration = (ms: number): string =>
  ms < 1000 ? `${fixed(ms, 0)} ms` : `${fixed(ms / 1000, 1)} s`;
