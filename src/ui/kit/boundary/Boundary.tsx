import { Component, type ReactNode } from 'react';
import { mayReload, whyMissing } from '#offline/missing.ts';
import './boundary.css';

interface BoundaryProps {
  /** What stands inside, as the beginning of a sentence: "Find matches". */
  readonly what: string;
  /** Of the place on the page that the message takes over; without it the message lies over the page. */
  readonly className?: string;
  /** When this changes, what failed is tried again. */
  readonly of?: unknown;
  /** Called before what failed is tried again. */
  readonly onRetry?: () => void;
  /** Where what failed can be done without. */
  readonly onClose?: (() => void) | undefined;
  readonly children: ReactNode;
}

interface Fault {
  readonly error: unknown;
  /** The value of `of` when it failed. */
  readonly of: unknown;
}

/**
 * Keeps a fault of one part of the page from taking the rest with it: the part says in its own place what failed, and
 * how to go on.
 */
export class Boundary extends Component<BoundaryProps, { readonly fault: Fault | null }> {
  override state = { fault: null as Fault | null };

  static getDerivedStateFromError = (error: unknown) => ({ fault: { error, of: UNKNOWN } });

  static getDerivedStateFromProps({ of }: BoundaryProps, { fault }: { fault: Fault | null }) {
    if (fault === null || fault.of === of) return null;
    return { fault: fault.of === UNKNOWN ? { ...fault, of } : null };
  }

  override render(): ReactNode {
    const { what, className = 'fault-over', onRetry, onClose, children } = this.props;
    const { fault } = this.state;
    if (fault === null) return children;
    return (
      <section className={`${className} fault`} role="alert" aria-label={`${what} failed`}>
        <p>{faultText(what, fault.error)}</p>
        <p>
          <button
            type="button"
            className="button small"
            onClick={() => {
              onRetry?.();
              this.setState({ fault: null });
            }}
          >
            Try again
          </button>{' '}
          {mayReload() && (
            <button type="button" className="button small" onClick={() => location.reload()}>
              Reload the page
            </button>
          )}
          {onClose && (
            <button type="button" className="button small quiet" onClick={onClose}>
              Close
            </button>
          )}
        </p>
      </section>
    );
  }
}

/** A fault is made before the boundary's own properties are known. */
const UNKNOWN = Symbol('unknown');

/** The code of a part could not be fetched: there is no connection, or the server has a newer version. */
export class NotFetched extends Error {}

const faultText = (what: string, error: unknown): string =>
  error instanceof NotFetched
    ? `${what} could not be loaded: ${whyMissing()}.`
    : `${what} met a bug in Epistack (${error instanceof Error ? error.message : String(error)}). The document is kept, also over a reload.`;
