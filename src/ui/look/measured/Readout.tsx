import { useStore } from 'zustand';
import { marksStore } from '#app/document/marks/marks.ts';
import type { MarkedAtoms } from '#app/document/marks/onAtoms.ts';
import { openAtoms } from '#app/look/atomsTab.ts';
import { pickedStore } from '#app/look/pickedAtoms.ts';
import { selectionStore } from '#app/look/selection.ts';
import { sessionStore } from '#app/look/session.ts';
import { say } from '#app/shell/toasts.ts';
import type { Measurement } from '#core/analysis/geometry.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { atomName } from '#ui/look/atomName.ts';
import { AtomEntry } from '#ui/look/atoms/AtomEntry.tsx';
import { pickTyped } from '#ui/look/atoms/clicks.ts';
import { keepPicked } from './keepPicked.ts';
import { measuredText } from './measuredText.ts';

/** The shortest way through the walls of the cell, or straight between the balls that were clicked. */
const MEASURED_BETWEEN = [
  ['nearest', 'nearest image'],
  ['clicked', 'as clicked'],
] as const;

const IMAGES_SAID =
  'Pale atoms are images in other cells. They complete bonds and fill the view; nothing counts or exports them. Look switches them off.';

interface ReadoutProps {
  /** The atoms in the picture. */
  readonly marked: MarkedAtoms;
  /** The atom under the pointer or on the card. */
  readonly pointed: number | null;
  /** What is measured on the picked atoms. */
  readonly measured: Measurement | null;
  /** Repeated atoms are drawn. */
  readonly hasImages: boolean;
  /** Films are drawn lifted. */
  readonly isLifted: boolean;
}

/** The row under the picture: which atoms are picked, selected and kept, and what is measured between them. */
export function Readout({ marked, pointed, measured, hasImages, isLifted }: ReadoutProps) {
  const selection = useStore(pickedStore, (s) => s.atoms);
  const selected = useStore(selectionStore, (s) => s.atoms);
  const kept = useStore(marksStore, (s) => s.now.marks.measurements.length);
  const measureBy = useStore(sessionStore, (s) => s.measureBy);
  const { numbers } = marked;
  const count = numbers.length;
  const hasSelection = selected.length > 0;
  const text = measured === null ? null : measuredText(measured);
  const name = (i: number) => atomName(numbers, i);
  return (
    <div className="readout" aria-live="polite">
      {/* A measurement needs the row for itself: a second row would hide the scale bar. */}
      {((hasImages && selection.length === 0) || isLifted) && (
        <span className="repeated" title={hasImages ? IMAGES_SAID : undefined}>
          {[isLifted && 'film lifted', hasImages && 'pale: repeated'].filter(Boolean).join('; ')},
          view only
        </span>
      )}
      {hasSelection && (
        <button type="button" className="button small" onClick={() => openAtoms('selection')}>
          {selected.length} selected…
        </button>
      )}
      {kept > 0 && selection.length === 0 && (
        <button type="button" className="button small" onClick={() => openAtoms('measured')}>
          {kept} measured…
        </button>
      )}
      {selection.length > 0 && (
        <>
          <span>{selection.map(name).join(' · ')}</span>
          {text && <strong data-testid="measured">{text}</strong>}
          {measured && (
            <>
              <span className="under">{measured.kind}</span>
              <SegmentedControl
                label="Measured between"
                value={measureBy}
                options={MEASURED_BETWEEN}
                onChange={(measureBy) => sessionStore.setState({ measureBy })}
              />
            </>
          )}
          {measured && (
            <button
              type="button"
              className="button small"
              title="Into the list of measurements (M)"
              onClick={() => {
                keepPicked(marked);
                say('Kept: Atoms has the list');
              }}
            >
              Keep
            </button>
          )}
          {selection.length === 2 && (
            <button
              type="button"
              className="button small quiet wide-only"
              title="Draw the bond between these atoms, or hide it"
              onClick={() => openAtoms('bonds')}
            >
              Bond…
            </button>
          )}
          <button type="button" className="button small quiet" onClick={() => pickTyped([])}>
            Unpick
          </button>
        </>
      )}
      <AtomEntry
        count={count}
        words={
          selection.length > 0 || hasSelection
            ? null
            : pointed === null
              ? 'Click 2–4 atoms to measure, or type'
              : name(pointed)
        }
        onEnter={pickTyped}
      />
    </div>
  );
}
