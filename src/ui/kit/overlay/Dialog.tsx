import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import { addLayer } from './layers.ts';
import './dialog.css';

interface DialogProps {
  /** What it is called, where no heading inside says it. */
  readonly label?: string;
  /** Id of the heading that says it. */
  readonly labelledBy?: string;
  readonly className?: string;
  /** False keeps what was typed into it for the next time. */
  readonly isOpen?: boolean;
  /** Whether a press outside closes it. */
  readonly closesOutside?: boolean;
  /** What Escape ends first: it closes when this is absent. */
  readonly onFirstEscape?: (() => void) | undefined;
  /** Called on Escape or a press outside; the owner then removes it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A modal dialog of the browser: it keeps Tab inside, the rest of the page out of reach, and gives the focus
 * back to where it was. Its keys do not reach the page's shortcuts.
 */
export function Dialog(props: DialogProps) {
  const { label, labelledBy, className, isOpen = true, closesOutside = false, children } = props;
  const { onFirstEscape } = props;
  const element = useRef<HTMLDialogElement>(null);
  const onClose = useEffectEvent(props.onClose);
  useEffect(() => {
    if (!isOpen) return;
    const dialog = element.current!;
    // The event comes late: by then the dialog may have been opened again.
    const closed = () => !dialog.open && onClose();
    const outside = (e: MouseEvent) => e.target === dialog && dialog.close();
    const removeLayer = addLayer({ onEscape: null, yieldsToFields: false });
    dialog.addEventListener('close', closed);
    if (closesOutside) dialog.addEventListener('click', outside);
    dialog.showModal();
    return () => {
      dialog.removeEventListener('close', closed);
      dialog.removeEventListener('click', outside);
      removeLayer();
      dialog.close();
    };
  }, [isOpen, closesOutside]);
  return (
    <dialog
      ref={element}
      className={className}
      aria-label={label}
      aria-labelledby={labelledBy}
      onCancel={(e) => {
        if (onFirstEscape === undefined || e.target !== e.currentTarget) return;
        e.preventDefault();
        onFirstEscape();
      }}
      // The list of all actions opens over any dialog.
      onKeyDown={(e) => {
        if (!((e.ctrlKey || e.metaKey) && e.key === 'k')) e.stopPropagation();
      }}
    >
      {children}
    </dialog>
  );
}

/** The cross in the corner of a dialog or a panel. */
export function CloseButton({
  label = 'Close',
  onClose,
}: {
  readonly label?: string;
  readonly onClose: () => void;
}) {
  return (
    <button type="button" className="button quiet" aria-label={label} onClick={onClose}>
      ✕
    </button>
  );
}
