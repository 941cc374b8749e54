import { useMemo } from 'react';
import { useStore } from 'zustand';
import { GEOMETRIES } from '#app/diffraction/choices.ts';
import { choicesLink } from '#app/diffraction/choicesLink.ts';
import {
  askChoices,
  diffractionStore,
  redoChoices,
  undoChoices,
} from '#app/diffraction/diffractionStore.ts';
import { documentCrystals } from '#app/diffraction/documentCrystals.ts';
import { fetched } from '#app/shell/fetched.ts';
import { say } from '#app/shell/toasts.ts';
import { radiationOf } from '#core/diffraction/radiation.ts';
import { copyAddress } from '#ui/kit/copyAddress.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { HistoryButtons } from '#ui/kit/history/HistoryButtons.tsx';
import { historyKey } from '#ui/kit/history/historyKey.ts';
import { useRecipe } from '#ui/state/hooks.ts';
import { DiffractionFields } from './DiffractionFields.tsx';
import { MeasuredFile } from './MeasuredFile.tsx';
import { PowderPattern } from './PowderPattern.tsx';
import { StackScan } from './StackScan.tsx';
import './diffraction.css';

/** Diffraction of the document: powder patterns of its crystals, scans of its stack, and a measured one laid over. */
export function Diffraction() {
  const recipe = useRecipe();
  const crystals = useMemo(() => documentCrystals(recipe), [recipe]);
  const { asked, typed, measured, past, future } = useStore(diffractionStore);
  const radiation = radiationOf(asked.radiation);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the room, wherever the focus is in it
    <div className="diffraction" onKeyDown={historyKey(undoChoices, redoChoices)}>
      <div className="diffraction-head">
        <SegmentedControl
          label="Geometry"
          value={typed.geometry}
          options={GEOMETRIES}
          onChange={(geometry) => askChoices({ geometry })}
        />
        <span className="spacer" />
        <HistoryButtons
          canUndo={past.length > 0}
          canRedo={future.length > 0}
          undo={undoChoices}
          redo={redoChoices}
          of="these settings"
        />
        <button
          type="button"
          className="button small"
          title="The document with what is set here; a measured pattern is not in it"
          onClick={() => void copyLink()}
        >
          Copy link
        </button>
      </div>
      <DiffractionFields names={crystals.map((c) => c.name)} />
      {asked.geometry === 'powder' ? (
        <PowderPattern crystals={crystals} />
      ) : (
        <StackScan key={asked.geometry} geometry={asked.geometry} />
      )}
      <MeasuredFile />
      {measured?.wavelengthAng != null &&
        Math.abs(measured.wavelengthAng - radiation.lines[0].wavelengthAng) > 2e-3 && (
          <p className="warn">
            {measured.name} says that it was measured at {measured.wavelengthAng} Å; the pattern is
            computed for {radiation.label}.
          </p>
        )}
    </div>
  );
}

async function copyLink(): Promise<void> {
  const link = await fetched('The link', () =>
    import('#app/document/shareLink.ts').then((m) => m.shareLink()),
  );
  if (link !== null)
    say(
      await copyAddress(link + choicesLink(), 'the document and what is set for its diffraction'),
    );
}
