import './levaSheet.ts';
import { folder, Leva, useControls } from 'leva';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { marksStore } from '#app/document/marks/marks.ts';
import { askedElementStore } from '#app/look/askedElement.ts';
import { openAtoms, openClip } from '#app/look/atomsTab.ts';
import {
  chosenLook,
  LOOK_PRESETS,
  type LookSettings,
  lookSettings,
  presetInForce,
} from '#app/look/presets.ts';
import { type Session, sessionStore } from '#app/look/session.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { CloseButton } from '#ui/kit/overlay/Dialog.tsx';
import { ElementFields } from '#ui/look/elements/ElementFields.tsx';
import { BondRuleFields } from './BondRuleFields.tsx';
import './look.css';
import './sidePanel.css';

export interface LookProps {
  /** Elements in the picture, by atomic number. */
  readonly elements: readonly number[];
  /** The longest sticks that their crystals have; absent where none is known. */
  readonly sticksAng?: Structure['sticksAng'];
  readonly onClose: () => void;
}

const choices = <T extends string>(options: Readonly<Record<string, T>>) => ({ options });

/** How the picture is drawn; loaded when first opened. Nothing here changes the document. */
export function Look({ elements, sticksAng, onClose }: LookProps) {
  const title = useRef<HTMLHeadingElement>(null);
  // An element that was asked for takes the focus itself.
  const isAsked = useRef(askedElementStore.getState().symbol !== null);
  useEffect(() => {
    if (!isAsked.current) title.current?.focus();
  }, []);
  const bondRules = useStore(marksStore, (s) => s.now.marks.bondRules);
  const inForce = useStore(sessionStore, (session) => presetInForce(session)?.id ?? null);
  const [look, set] = useControls(() => schemaOf(sessionStore.getState()));
  const fields = useRef(look);
  useEffect(() => {
    fields.current = look;
    sessionStore.setState(look);
  }, [look]);
  // A preset, a saved view or an action sets them elsewhere: the fields follow.
  useEffect(
    () =>
      sessionStore.subscribe((session) => {
        const wanted = lookSettings(session);
        const isOther = ([key, value]: [string, unknown]) =>
          value !== wanted[key as keyof LookSettings];
        if (Object.entries(fields.current).some(isOther)) set(wanted);
      }),
    [set],
  );
  return (
    <section className="side-panel look" aria-labelledby="look-title">
      <header>
        <h2 id="look-title" ref={title} tabIndex={-1}>
          Look
        </h2>
        <CloseButton label="Close Look" onClose={onClose} />
      </header>
      <p className="under">
        How the picture is drawn. Kept in this browser; elements and bonds set by hand, with the
        document.
      </p>
      <fieldset className="look-presets">
        <legend>Presets</legend>
        {LOOK_PRESETS.map((preset) => (
          <button
            key={preset.id}
            type="button"
            className="button small"
            aria-pressed={preset.id === inForce}
            title={preset.about}
            onClick={() => sessionStore.setState((session) => chosenLook(preset, session))}
          >
            {preset.label}
          </button>
        ))}
        {inForce === null && <p className="under">None of these: settings were changed.</p>}
      </fieldset>
      <Leva fill flat titleBar={false} hideCopyButton theme={THEME} />
      <ElementFields elements={elements} />
      <BondRuleFields elements={elements} sticksAng={sticksAng} rules={bondRules} />
      <fieldset className="look-presets">
        <legend>Of this picture</legend>
        <button type="button" className="button small" onClick={openClip}>
          Clip planes…
        </button>
        <button type="button" className="button small" onClick={() => openAtoms('bonds')}>
          Bonds by hand…
        </button>
      </fieldset>
      <p className="under">
        Pale atoms are images in other cells. They complete bonds and fill the view; nothing counts,
        measures or exports them. Polyhedra are drawn for up to 10,000 atoms, shadows for up to
        20,000, repeated cells for up to 500,000 in all; bonds follow the frames of up to 3,000.
      </p>
    </section>
  );
}

function schemaOf(start: Session) {
  const range = (label: string, value: number, min: number, max: number, step: number) => ({
    label,
    value,
    min,
    max,
    step,
  });
  return {
    Atoms: folder({
      style: {
        label: 'style',
        value: start.style,
        ...choices({
          'balls and sticks': 'balls',
          'space-filling': 'filling',
          sticks: 'sticks',
          wireframe: 'wireframe',
          polyhedra: 'polyhedra',
        }),
      },
      atomScale: range('atom size', start.atomScale, 0.4, 2, 0.05),
      polyhedra: {
        label: 'polyhedra',
        value: start.polyhedra,
        ...choices({ 'as the style says': 'off', flat: 'flat', glassy: 'glassy' }),
      },
      showBonds: { label: 'bonds', value: start.showBonds },
      bondRadiusAng: range('bond radius, Å', start.bondRadiusAng, 0.05, 0.4, 0.01),
    }),
    'Edges of the cell': folder({
      completion: {
        label: 'at the faces',
        value: start.completion,
        ...choices({
          'cut at the cell': 'cell',
          complete: 'complete',
          'molecules whole': 'molecules',
        }),
      },
      repeat: {
        label: 'repeat, view only',
        value: start.repeat,
        ...choices({ automatic: 'auto', none: 'none', 'a × b × c': 'counts' }),
      },
      repeatA: { ...range('along a', start.repeatA, 1, 9, 1), render: counted },
      repeatB: { ...range('along b', start.repeatB, 1, 9, 1), render: counted },
      repeatC: { ...range('along c', start.repeatC, 1, 9, 1), render: counted },
    }),
    Drawing: folder({
      showCell: { label: 'cell box', value: start.showCell },
      foldVacuum: { label: 'short vacuum', value: start.foldVacuum },
      showSlabs: { label: 'slab brackets', value: start.showSlabs },
      showMismatch: { label: 'mismatch', value: start.showMismatch },
      showContacts: { label: 'contacts', value: start.showContacts },
      showContactLabels: { label: 'contact lengths', value: start.showContactLabels },
      scaleBar: { label: 'scale bar', value: start.scaleBar },
      textScale: range('size of words', start.textScale, 0.8, 2.5, 0.1),
    }),
    Light: folder({
      outlines: { label: 'outlines', value: start.outlines },
      occlusion: { label: 'soft shadows', value: start.occlusion },
      floorShadow: { label: 'shadow on a floor', value: start.floorShadow },
      depthCue: range('fade with depth', start.depthCue, 0, 0.8, 0.02),
    }),
  } as const;
}

/** The counts matter only where they are asked for. */
const counted = (get: (path: string) => unknown): boolean =>
  get('Edges of the cell.repeat') === 'counts';

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
    rowHeight: 'var(--look-row)',
    checkboxSize: '18px',
    numberInputMinWidth: '52px',
  },
};
