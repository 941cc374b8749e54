import type { ReactNode } from 'react';
import './toast.css';

/** Letters of a message for which the row below the picture has room beside its other words. */
const SHORT = 54;

/** A line over the bottom of the page. An alert is read out at once, a status when there is a pause. */
export function Toast({
  isAlert = false,
  children,
}: {
  readonly isAlert?: boolean;
  readonly children: ReactNode;
}) {
  const isShort = typeof children === 'string' && children.length <= SHORT;
  return (
    <p className={isShort ? 'toast short' : 'toast'} role={isAlert ? 'alert' : 'status'}>
      {children}
    </p>
  );
}
