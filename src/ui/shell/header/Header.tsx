import { useStore } from 'zustand';
import { documentStore } from '#app/document/document.ts';
import { marksStore } from '#app/document/marks/marks.ts';
import type { Model } from '#app/document/model.ts';
import { hiddenSteps } from '#app/look/hidden.ts';
import { redoLast, undoLast } from '#app/look/lastStep.ts';
import type { Place } from '#app/shell/places.ts';
import { isOfPaperModel } from '#core/recipe/presets/paperReading.ts';
import { PRESETS, unchangedPreset } from '#core/recipe/presets/presets.ts';
import type { SceneHandle } from '#render/types.ts';
import { ExportMenu } from '#ui/export/ExportMenu.tsx';
import { HistoryButtons } from '#ui/kit/history/HistoryButtons.tsx';
import { useMedia } from '#ui/kit/useMedia.ts';
import { useDocumentName } from '#ui/shell/pageTitle.ts';
import { useRecipe } from '#ui/state/hooks.ts';
import { CopyLink } from './CopyLink.tsx';
import {
  ActionsButton,
  DocumentsButton,
  FindButton,
  LookButton,
  PresentButton,
  Presets,
  ThemeButton,
} from './HeaderButtons.tsx';
import { HeaderMenu } from './HeaderMenu.tsx';
import './header.css';

interface HeaderProps {
  readonly model: Model | null;
  readonly scene: SceneHandle | null;
}

/** Below this width the last buttons stand in a menu, below the second all but undo and export. */
const SOME_FIT = '(max-width: 1320px)';
const FEW_FIT = '(max-width: 900px)';

const AFTER: readonly Place[] = ['look', 'palette'];
const ALL: readonly Place[] = ['documents', 'find', 'present', ...AFTER];

/** The title bar: presets, undo and redo, link, export, look and theme. What does not fit stands in a menu. */
export function Header({ model, scene }: HeaderProps) {
  const someFit = useMedia(SOME_FIT);
  const fewFit = useMedia(FEW_FIT);
  const first = (
    <>
      <DocumentsButton />
      <Presets />
      <FindButton />
      <PresentButton />
    </>
  );
  const rest = (
    <>
      <LookButton />
      <ThemeButton mark={!someFit} />
      <CopyLink />
      <ActionsButton />
    </>
  );
  return (
    <header className="head">
      <span className="brand">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <rect x="1" y="3" width="14" height="4.4" rx="1" fill="var(--film-mark)" />
          <rect x="1" y="8.6" width="14" height="4.4" rx="1" fill="var(--substrate-mark)" />
        </svg>
        <span>Epistack</span>
      </span>
      <DocumentTitle model={model} />
      <span className="spacer" />
      <Steps />
      {!fewFit && first}
      {someFit ? (
        <HeaderMenu places={fewFit ? ALL : AFTER}>
          {fewFit && first}
          {rest}
        </HeaderMenu>
      ) : (
        rest
      )}
      {model && <ExportMenu model={model} scene={scene} />}
    </header>
  );
}

/** What the document is called, and where its numbers come from. */
function DocumentTitle({ model }: { readonly model: Model | null }) {
  const recipe = useRecipe();
  const name = useDocumentName();
  const preset = PRESETS.find((p) => p.id === recipe.preset);
  const reading = preset?.label.split(', ')[1];
  const built = model?.built.recipe;
  const edited =
    built !== undefined && built.relaxed === undefined && unchangedPreset(built) === null;
  return (
    <div className="doc">
      <h1 title={name}>{name}</h1>
      <span>
        {reading && built && isOfPaperModel(built)
          ? `${edited ? 'edited from ' : ''}Qiu et al. 2023 · ${reading} · `
          : ''}
        {model?.report.atoms} atoms
      </span>
    </div>
  );
}

/** Undo and redo. */
function Steps() {
  const edits = useStore(documentStore, (h) => h.past.length);
  const undone = useStore(documentStore, (h) => h.future.length);
  const notes = useStore(marksStore, (h) => h.past.length);
  const undoneNotes = useStore(marksStore, (h) => h.future.length);
  const hidden = useStore(hiddenSteps);
  return (
    <HistoryButtons
      canUndo={edits + notes + hidden.past.length > 0}
      canRedo={undone + undoneNotes + hidden.future.length > 0}
      undo={undoLast}
      redo={redoLast}
    />
  );
}
