import type { ReactNode } from 'react';
import './toast.css';

/** A line over the bottom of the page. An alert is read out at once, a status when there is a pause. */
export function Toast({
  isAlert = false,
  children,
}: {
  readonly isAlert?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <p className="toast" role={isAlert ? 'alert' : 'status'}>
      {children}
    </p>
  );
}
