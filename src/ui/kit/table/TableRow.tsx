import type { ReactNode } from 'react';

interface TableRowProps {
  /** From 0, in the order shown. */
  readonly at: number;
  /** Whether Tab reaches it. */
  readonly stop: boolean;
  readonly isPointed: boolean;
  readonly testId: string;
  readonly className?: string | undefined;
  readonly onPoint: () => void;
  readonly onFocus: (at: number) => void;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

/** A row of a `LongTable`. The mouse and the keyboard point at it, a click chooses it; a finger only points. */
export function TableRow(props: TableRowProps) {
  const { at, stop, isPointed, testId, className, onPoint, onFocus, onChoose, children } = props;
  return (
    <tr
      data-at={at}
      data-testid={testId}
      aria-rowindex={at + 2}
      aria-current={isPointed || undefined}
      tabIndex={stop ? 0 : -1}
      className={className}
      onPointerMove={() => isPointed || onPoint()}
      onFocus={() => {
        onPoint();
        onFocus(at);
      }}
      onClick={(e) => {
        // Where fingers point there is a button that chooses.
        const isTouch = (e.nativeEvent as PointerEvent).pointerType === 'touch';
        if (isTouch) onPoint();
        else onChoose();
      }}
    >
      {children}
    </tr>
  );
}
