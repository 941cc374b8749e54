import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { addLayer } from './layers.ts';
import './popover.css';

interface PopoverProps {
  /** Content of the button. */
  readonly button: ReactNode;
  readonly buttonClass?: string;
  /** For the focus, when something that was opened from here is closed. */
  readonly buttonRef?: RefObject<HTMLButtonElement | null>;
  /** What the opened part is called. */
  readonly label: string;
  readonly className?: string;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/**
 * A button that opens a panel below it. Escape closes the panel and returns the focus to the button; a press
 * elsewhere closes it.
 */
export function Popover(props: PopoverProps) {
  const { button, buttonClass = 'button', label, className, isOpen, children } = props;
  const host = useRef<HTMLDivElement>(null);
  const own = useRef<HTMLButtonElement>(null);
  const buttonRef = props.buttonRef ?? own;
  const onOpen = useEffectEvent(props.onOpen);
  const onEscape = useEffectEvent(() => {
    props.onOpen(false);
    buttonRef.current?.focus();
  });
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (e: PointerEvent) => {
      if (!host.current!.contains(e.target as Node)) onOpen(false);
    };
    document.addEventListener('pointerdown', onPress);
    const removeLayer = addLayer({ onEscape: () => onEscape(), yieldsToFields: false });
    return () => {
      document.removeEventListener('pointerdown', onPress);
      removeLayer();
    };
  }, [isOpen]);
  return (
    <div className="menu" ref={host}>
      <button
        ref={buttonRef}
        type="button"
        className={buttonClass}
        aria-expanded={isOpen}
        onClick={() => props.onOpen(!isOpen)}
      >
        {button}
      </button>
      {isOpen && (
        <section className={className ? `popover ${className}` : 'popover'} aria-label={label}>
          {children}
        </section>
      )}
    </div>
  );
}
