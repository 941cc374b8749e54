import {
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
} from 'react';
import { addLayer } from './layers.ts';
import './popover.css';

interface PopoverProps {
  /** Content of the button. */
  readonly button: ReactNode;
  readonly buttonClass?: string;
  /** Its name, where the content is a sign. */
  readonly buttonLabel?: string;
  /** For the focus, when something that was opened from here is closed. */
  readonly buttonRef?: RefObject<HTMLButtonElement | null>;
  /** What the opened part is called. */
  readonly label: string;
  readonly className?: string;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  /** A menu: what is chosen in it closes it. */
  readonly closesOnChoice?: boolean;
  readonly children: ReactNode;
}

/** Between the panel and the edge of the window. */
const MARGIN_PX = 8;
const LEAST_HEIGHT_PX = 120;

/**
 * A button that opens a panel below or above it, as high as the window, or the picture that it stands in, has room on that side. Escape closes the panel and returns the focus to the button; a press
 * elsewhere closes it.
 */
export function Popover(props: PopoverProps) {
  const { button, buttonClass = 'button', label, className, isOpen, children } = props;
  const { closesOnChoice = false } = props;
  const host = useRef<HTMLDivElement>(null);
  const own = useRef<HTMLButtonElement>(null);
  const buttonRef = props.buttonRef ?? own;
  const onOpen = useEffectEvent(props.onOpen);
  const back = useEffectEvent(() => {
    props.onOpen(false);
    buttonRef.current?.focus();
  });
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (e: PointerEvent) => {
      if (!host.current!.contains(e.target as Node)) onOpen(false);
    };
    const onChoice = (e: Event) => {
      const of = e.type === 'click' ? 'button' : 'select';
      const chosen = (e.target as Element).closest(`.popover ${of}`);
      if (closesOnChoice && chosen !== null && host.current!.contains(chosen)) back();
    };
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('click', onChoice);
    document.addEventListener('change', onChoice);
    const removeLayer = addLayer({ onEscape: () => back(), yieldsToFields: false });
    return () => {
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('click', onChoice);
      document.removeEventListener('change', onChoice);
      removeLayer();
    };
  }, [isOpen, closesOnChoice]);
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (!isOpen) return;
    const limit = () => {
      const { top, bottom } = panel.current!.getBoundingClientRect();
      const isAbove = bottom <= buttonRef.current!.getBoundingClientRect().bottom;
      // The picture cuts off what hangs over its edge.
      const around = host.current!.closest('.view')?.getBoundingClientRect().bottom;
      const room = (isAbove ? bottom : (around ?? window.innerHeight) - top) - MARGIN_PX;
      panel.current!.style.setProperty('--room', `${Math.max(room, LEAST_HEIGHT_PX)}px`);
    };
    limit();
    window.addEventListener('resize', limit);
    return () => window.removeEventListener('resize', limit);
  }, [isOpen, buttonRef]);
  return (
    <div className="menu" ref={host}>
      <button
        ref={buttonRef}
        type="button"
        className={buttonClass}
        aria-label={props.buttonLabel}
        aria-expanded={isOpen}
        onClick={() => props.onOpen(!isOpen)}
      >
        {button}
      </button>
      {isOpen && (
        <section
          ref={panel}
          className={className ? `popover ${className}` : 'popover'}
          aria-label={label}
        >
          {children}
        </section>
      )}
    </div>
  );
}
