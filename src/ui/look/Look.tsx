import './levaSheet.ts';
import { Leva, useControls } from 'leva';
import { useEffect, useRef } from 'react';
import { sessionStore } from '#app/look/session.ts';
import { CloseButton } from '#ui/kit/overlay/Dialog.tsx';
import './look.css';

export interface LookProps {
  readonly onClose: () => void;
}

/** How the picture is drawn; loaded when first opened. Nothing here changes the document. */
export function Look({ onClose }: LookProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const start = sessionStore.getState();
  const look = useControls({
    atomScale: { label: 'atom size', value: start.atomScale, min: 0.4, max: 2, step: 0.05 },
    bondRadiusAng: {
      label: 'bond radius, Å',
      value: start.bondRadiusAng,
      min: 0.05,
      max: 0.4,
      step: 0.01,
    },
    showBonds: { label: 'bonds', value: start.showBonds },
    showCell: { label: 'cell box', value: start.showCell },
    showContacts: { label: 'contacts', value: start.showContacts },
    showContactLabels: { label: 'contact lengths', value: start.showContactLabels },
    showBoundaryImages: { label: 'boundary atoms', value: start.showBoundaryImages },
  });
  useEffect(() => sessionStore.setState(look), [look]);
  return (
    <section className="look" aria-labelledby="look-title">
      <header>
        <h2 id="look-title" ref={title} tabIndex={-1}>
          Look
        </h2>
        <CloseButton label="Close Look" onClose={onClose} />
      </header>
      <p className="under">How the picture is drawn. Kept in this browser, not in the document.</p>
      <Leva fill flat titleBar={false} hideCopyButton theme={THEME} />
    </section>
  );
}

const FONT = '"Inter Variable", system-ui, sans-serif';

/** Leva in the colours of the page, which follow its theme. */
const THEME = {
  colors: {
    elevation1: 'var(--line)',
    elevation2: 'var(--panel)',
    elevation3: 'var(--field)',
    accent1: 'var(--ink)',
    accent2: 'var(--ink)',
    accent3: 'var(--muted)',
    highlight1: 'var(--muted)',
    highlight2: 'var(--ink)',
    highlight3: 'var(--ink)',
    vivid1: 'var(--warn)',
    folderWidgetColor: 'var(--muted)',
    folderTextColor: 'var(--ink)',
    toolTipBackground: 'var(--ink)',
    toolTipText: 'var(--panel)',
  },
  fonts: { mono: FONT, sans: FONT },
  fontSizes: { root: '13px' },
  sizes: {
    controlWidth: '150px',
    rowHeight: '32px',
    checkboxSize: '18px',
    numberInputMinWidth: '52px',
  },
};
