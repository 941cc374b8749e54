import { openBeside } from '#app/document/persist.ts';
import { sessionStore } from '#app/look/session.ts';
import { openPlace } from '#app/shell/places.ts';
import { FAMILIES, PRESETS } from '#core/recipe/presets/presets.ts';
import { useDark } from '#ui/kit/theme.ts';
import { usePlaceButton } from '#ui/state/places.ts';

export function DocumentsButton() {
  return (
    <button
      type="button"
      className="button"
      title="Documents that this browser keeps; a new one"
      {...usePlaceButton('documents')}
    >
      Documents
    </button>
  );
}

export function FindButton() {
  return (
    <button
      type="button"
      className="button"
      title="All cells in which film and substrate fit, by strain and size"
      {...usePlaceButton('find')}
    >
      Find matches
    </button>
  );
}

export function PresentButton() {
  return (
    <button
      type="button"
      className="button"
      title="For a lecture: the picture large, the story beside it. Page up and page down step, Escape ends"
      {...usePlaceButton('present')}
    >
      Present
    </button>
  );
}

export function ActionsButton() {
  return (
    <button
      type="button"
      className="button"
      title="Every action by name (Ctrl K); the keys of the page (?)"
      {...usePlaceButton('palette')}
    >
      Actions
    </button>
  );
}

export function LookButton() {
  return (
    <button
      type="button"
      className="button"
      title="How the picture is drawn: sizes, sticks, what is shown"
      {...usePlaceButton('look')}
    >
      Look
    </button>
  );
}

/** @param mark draws a mark instead of words, where buttons stand in a row */
export function ThemeButton({ mark = false }: { readonly mark?: boolean }) {
  const dark = useDark();
  const name = dark ? 'Light theme' : 'Dark theme';
  return (
    <button
      type="button"
      className="button"
      aria-label={name}
      title={mark ? name : undefined}
      onClick={() => sessionStore.setState({ theme: dark ? 'light' : 'dark' })}
    >
      {mark ? (
        <svg className="theme-mark" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
        </svg>
      ) : (
        name
      )}
    </button>
  );
}

/** Of an entry that is no preset of an interface. */
const NANOCRYSTAL = 'nanocrystal';
const OF_INTERFACE = 'nanocrystal of this interface';

/** Opens one of the documents that come with the page, as one step of the history. */
export function Presets() {
  return (
    <select
      className="select"
      aria-label="Open a preset"
      value=""
      onChange={(e) => {
        if (e.target.value === NANOCRYSTAL) return openPlace('nanocrystal');
        if (e.target.value === OF_INTERFACE)
          return void import('#app/nanocrystal/carryOver.ts').then((m) =>
            m.openNanocrystalOfInterface(),
          );
        const chosen = PRESETS.find((p) => p.id === e.target.value);
        if (chosen) openBeside(chosen.recipe);
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
      <optgroup label="Other documents">
        <option value={NANOCRYSTAL}>Nanocrystal…</option>
        <option value={OF_INTERFACE}>Nanocrystal with this interface</option>
      </optgroup>
    </select>
  );
}
