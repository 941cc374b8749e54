import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { DropHint } from '#ui/kit/drop/DropHint.tsx';
import { FileButton } from '#ui/kit/drop/FileButton.tsx';
import { useFileDrop } from '#ui/kit/drop/useFileDrop.ts';
import { CloseButton, Dialog } from '#ui/kit/overlay/Dialog.tsx';
import { addLayer } from '#ui/kit/overlay/layers.ts';
import { Popover } from '#ui/kit/overlay/Popover.tsx';
import { Toast } from '#ui/kit/overlay/Toast.tsx';
import { TabList } from '#ui/kit/tabs/TabList.tsx';
import { Part } from './Part.tsx';

/** Buttons, tabs, overlays, toasts and the file drop of the kit, in all their states. */
const KINDS = ['button', 'button primary', 'button quiet', 'button small', 'linkish'] as const;

export function Buttons() {
  return (
    <Part name="Buttons">
      {KINDS.map((kind) => (
        <p key={kind}>
          <button type="button" className={kind}>
            {kind}
          </button>{' '}
          <button type="button" className={kind} disabled>
            {kind}, disabled
          </button>{' '}
          <button type="button" className={kind} aria-pressed>
            {kind}, pressed
          </button>
        </p>
      ))}
    </Part>
  );
}

const TABS = [
  ['first', 'First'],
  ['second', 'Second'],
  ['third', 'A third with a long name'],
] as const;

export function TabStates() {
  const [tab, setTab] = useState<(typeof TABS)[number][0]>('first');
  const shared = { tabs: TABS, tab, onTab: setTab };
  return (
    <Part name="Tabs">
      <TabList label="Lines" {...shared} />
      <TabList label="Buttons" idPrefix="kit" asButtons {...shared} />
      <p role="tabpanel" aria-labelledby={`kit-${tab}`}>
        Panel of {tab}
      </p>
    </Part>
  );
}

export function Overlays() {
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState(false);
  const [view, setView] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Part name="Overlays">
      <p>
        <button type="button" className="button" onClick={() => setView(true)}>
          Open a view
        </button>
      </p>
      {view && <View onClose={() => setView(false)} />}
      <Popover
        button="Open a popover ▾"
        buttonRef={button}
        label="Popover"
        isOpen={open}
        onOpen={setOpen}
      >
        <h3 className="caps">Popover</h3>
        <button
          type="button"
          className="button"
          onClick={() => {
            setOpen(false);
            setDialog(true);
          }}
        >
          Open a dialog
        </button>
      </Popover>
      {dialog && (
        <Dialog
          labelledBy="kit-dialog"
          closesOutside
          onClose={() => {
            setDialog(false);
            button.current!.focus();
          }}
        >
          <div className="titlebar">
            <h3 id="kit-dialog">Dialog</h3>
            <CloseButton onClose={() => setDialog(false)} />
          </div>
          <pre>{'A long text. '.repeat(60)}</pre>
        </Dialog>
      )}
    </Part>
  );
}

function View({ onClose }: { readonly onClose: () => void }) {
  const close = useEffectEvent(onClose);
  useEffect(() => addLayer({ onEscape: () => close(), yieldsToFields: true }), []);
  return <p data-testid="view">A view: Escape closes it when nothing lies over it.</p>;
}

export function Toasts() {
  return (
    <Part name="Toasts">
      <Toast>
        Working in the background… <progress aria-label="Working" />
      </Toast>
      <Toast isAlert>
        It did not work: {'the reason is a long one. '.repeat(4)}
        <button type="button" className="button small">
          Again
        </button>
      </Toast>
    </Part>
  );
}

export function Drop() {
  const [names, setNames] = useState('nothing dropped yet');
  const over = useFileDrop((files) => setNames(files.map((f) => f.name).join(', ')));
  return (
    <Part name="File drop">
      <FileButton onFile={(file) => setNames(file.name)}>Choose a file…</FileButton>
      <p data-testid="dropped">{names}</p>
      {over && <DropHint>Drop a file</DropHint>}
    </Part>
  );
}

/** As it stands while files are over the page. */
export function DropHintState() {
  return (
    <Part name="Drop hint">
      <DropHint>Drop a structure here</DropHint>
    </Part>
  );
}
