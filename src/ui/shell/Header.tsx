import { useStore } from 'zustand';
import type { Model } from '#app/document/derive.ts';
import { commit, documentStore, redo, undo } from '#app/document/document.ts';
import { shareLink } from '#app/document/persist.ts';
import { sessionStore } from '#app/look/session.ts';
import { say } from '#app/shell/toasts.ts';
import { FAMILIES, PRESETS, unchangedPreset } from '#core/recipe/presets/presets.ts';
import type { SceneHandle } from '#render/types.ts';
import { ExportMenu } from '#ui/export/ExportMenu.tsx';
import { useDark } from '#ui/kit/theme.ts';
import { useRecipe } from '#ui/state/hooks.ts';
import './header.css';

interface HeaderProps {
  readonly model: Model | null;
  readonly onAppearance: () => void;
  readonly onPresent: () => void;
  readonly finding: boolean;
  readonly onFind: () => void;
  readonly scene: SceneHandle | null;
}

/** The title bar: presets, undo and redo, link, export, appearance and theme. */
export function Header(props: HeaderProps) {
  const { model, onAppearance, onPresent, finding, onFind, scene } = props;
  const recipe = useRecipe();
  const past = useStore(documentStore, (h) => h.past.length);
  const future = useStore(documentStore, (h) => h.future.length);
  const dark = useDark();
  const preset = PRESETS.find((p) => p.id === recipe.preset);
  const reading = preset?.label.split(', ')[1];
  const built = model?.built.recipe;
  const edited =
    built !== undefined && built.relaxed === undefined && unchangedPreset(built) === null;
  const copy = async () => {
    const link = shareLink();
    window.history.replaceState(null, '', link);
    try {
      await navigator.clipboard.writeText(link);
      say('Link copied: it holds the whole document.');
    } catch {
      say('The link is in the address bar (this browser does not let a page copy).');
    }
  };
  return (
    <header className="head">
      <span className="brand">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <rect x="1" y="3" width="14" height="4.4" rx="1" fill="var(--film-mark)" />
          <rect x="1" y="8.6" width="14" height="4.4" rx="1" fill="var(--substrate-mark)" />
        </svg>
        Epistack
      </span>
      <div className="doc">
        <h1>{recipe.title}</h1>
        <span>
          {reading && model && model.paper.length > 0
            ? `${edited ? 'edited from ' : ''}Qiu et al. 2023 · ${reading} · `
            : ''}
          {model?.report.atoms} atoms
        </span>
      </div>
      <span className="spacer" />
      <button
        type="button"
        className="button quiet"
        disabled={past === 0}
        onClick={undo}
        aria-label="Undo"
        title="Undo (Ctrl Z)"
      >
        ↶
      </button>
      <button
        type="button"
        className="button quiet"
        disabled={future === 0}
        onClick={redo}
        aria-label="Redo"
        title="Redo (Ctrl Shift Z)"
      >
        ↷
      </button>
      <select
        className="select wide"
        aria-label="Open a preset"
        value=""
        onChange={(e) => {
          const chosen = PRESETS.find((p) => p.id === e.target.value);
          if (chosen) commit(() => chosen.recipe);
        }}
      >
        <option value="">Presets</option>
        {FAMILIES.map(({ id, label, presets }) => (
          <optgroup key={id} label={label}>
            {presets.map((p) => (
              <option key={p.id} value={p.id}>
                {p.label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <button
        id="find-matches"
        type="button"
        className="button wide"
        aria-pressed={finding}
        title="All cells in which film and substrate fit, by strain and size"
        onClick={onFind}
      >
        Find matches
      </button>
      <button
        type="button"
        className="button wide"
        title="For a lecture: the picture large, the story beside it. Page up and page down step, Escape ends"
        onClick={onPresent}
      >
        Present
      </button>
      <button
        type="button"
        className="button quiet"
        aria-label="Appearance"
        title="Appearance: sizes, sticks, what is drawn"
        onClick={onAppearance}
      >
        ◐
      </button>
      <button
        type="button"
        className="button quiet"
        aria-label={dark ? 'Light theme' : 'Dark theme'}
        title={dark ? 'Light theme' : 'Dark theme'}
        onClick={() => sessionStore.setState({ theme: dark ? 'light' : 'dark' })}
      >
        {dark ? '☀' : '☾'}
      </button>
      <button type="button" className="button wide" onClick={() => void copy()}>
        Copy link
      </button>
      {model && <ExportMenu model={model} scene={scene} />}
    </header>
  );
}
