import './levaSheet.ts';
import { folder, Leva, useControls } from 'leva';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { marksStore } from '#app/document/marks/marks.ts';
import { askedElementStore, askedSettingStore } from '#app/look/askedElement.ts';
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
import { Roving } from '#ui/kit/tabs/Roving.tsx';
import { ElementFields } from '#ui/look/elements/ElementFields.tsx';
import { BondRuleFields } from './BondRuleFields.tsx';
import { LOOK_FIELDS, type LookField } from './lookFields.ts';
import './look.css';
import './sidePanel.css';

export interface LookProps {
  /** Elements in the picture, by atomic number. */
  readonly elements: readonly number[];
  /** The longest sticks that their crystals have; absent where none is known. */
  readonly sticksAng?: Structure['sticksAng'];
  readonly onClose: () => void;
}

/** How the picture is drawn; loaded when first opened. Nothing here changes the document. */
export function Look({ elements, sticksAng, onClose }: LookProps) {
  const title = useRef<HTMLHeadingElement>(null);
  // An element or a setting that was asked for takes the focus itself.
  const isAsked = useRef(
    askedElementStore.getState().symbol !== null || askedSettingStore.getState().setting !== null,
  );
  useEffect(() => {
    if (!isAsked.current) title.current?.focus();
  }, []);
  const asked = useStore(askedSettingStore, (s) => s.setting);
  useEffect(() => {
    if (asked === null) return;
    // Leva makes its fields within the next frames.
    const waiting = setTimeout(() => {
      const field = title.current?.closest('section')?.querySelector<HTMLElement>(fieldOf(asked));
      field?.focus();
      field?.scrollIntoView({ block: 'center' });
      askedSettingStore.setState({ setting: null });
    }, FIELDS_STAND_MS);
    return () => clearTimeout(waiting);
  }, [asked]);
  const bondRules = useStore(marksStore, (s) => s.now.marks.bondRules);
  const inForce = useStore(sessionStore, (session) => presetInForce(session)?.id ?? null);
  // The fields are those of a table, of whose names the types of Leva know nothing.
  const [look, set] = useControls(() => schemaOf(sessionStore.getState())) as unknown as [
    LookSettings,
    (look: LookSettings) => void,
  ];
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
      <Roving className="look-presets">
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
      </Roving>
      <Leva fill flat titleBar={false} hideCopyButton theme={THEME} />
      <ElementFields elements={elements} />
      <BondRuleFields elements={elements} sticksAng={sticksAng} rules={bondRules} />
      <Roving className="look-presets">
        <legend>Of this picture</legend>
        <button type="button" className="button small" onClick={openClip}>
          Clip planes…
        </button>
        <button type="button" className="button small" onClick={() => openAtoms('bonds')}>
          Bonds by hand…
        </button>
      </Roving>
      <p className="under">
        Pale atoms are images in other cells. They complete bonds and fill the view; nothing counts,
        measures or exports them. Polyhedra are drawn for up to 10,000 atoms, shadows for up to
        20,000, repeated cells for up to 500,000 in all; bonds follow the frames of up to 3,000.
      </p>
    </section>
  );
}

/** Leva names its fields by their folders. */
const fieldOf = (setting: keyof LookSettings): string => `[id$=".${setting}"]`;
const FIELDS_STAND_MS = 100;

type Schema = Parameters<typeof folder>[0];

const schemaOf = (start: Session): Schema =>
  Object.fromEntries(
    Object.entries(LOOK_FIELDS).map(([name, fields]) => [
      name,
      folder(Object.fromEntries(fields.map((field) => [field.key, levaField(field, start)]))),
    ]),
  );

function levaField(field: LookField, start: Session): Schema[string] {
  const { label } = field;
  switch (field.kind) {
    case 'switch':
      return { label, value: start[field.key] };
    case 'choice':
      return {
        label,
        value: start[field.key],
        options: Object.fromEntries(Object.entries(field.options).map(([id, text]) => [text, id])),
      };
    case 'range': {
      const { min, max, step } = field;
      return {
        ...{ label, value: start[field.key], min, max, step },
        ...(field.isCount && { render: counted }),
      };
    }
    default:
      return field satisfies never;
  }
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
