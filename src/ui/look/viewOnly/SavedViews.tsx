import { type FormEvent, useId, useState } from 'react';
import { useStore } from 'zustand';
import { changeMarks, marksNow, marksStore, type SavedView } from '#app/document/marks/marks.ts';
import type { MarkedAtoms } from '#app/document/marks/onAtoms.ts';
import { pictureSaid, seenPicture, showPicture } from '#app/look/seen.ts';
import { sessionStore } from '#app/look/session.ts';
import { canonicalJson } from '#core/recipe/hash.ts';
import { parseSeen } from '#core/story/parseSeen.ts';
import type { StorySeen, StoryView } from '#core/story/story.ts';
import type { SceneHandle } from '#render/types.ts';
import { viewOfStand } from '#ui/look/scene/askedView.ts';
import { readLook, savedLook } from './savedLook.ts';

const MAX_NAME = 60;

/** What a view draws, kept perhaps by another version; null for what cannot be read, which leaves it as it is. */
function readSeen(seen: object): StorySeen | null {
  try {
    return parseSeen(seen, () => null);
  } catch {
    return null;
  }
}

/** Views of the document by name: from where it is seen, and how it looks. */
export function SavedViews(props: {
  readonly picture: SceneHandle | null;
  readonly marked: MarkedAtoms;
  readonly onView: (view: StoryView) => void;
}) {
  const { picture, marked, onView } = props;
  const id = useId();
  const [name, setName] = useState('');
  const { views } = useStore(marksStore, (s) => s.now.marks);
  const change = (to: (views: readonly SavedView[]) => readonly SavedView[]) =>
    changeMarks((marks) => ({ ...marks, views: to(marks.views) }));
  const save = (e: FormEvent) => {
    e.preventDefault();
    const now = picture?.now();
    if (!now) return;
    const given = name.trim() || `View ${views.length + 1}`;
    const saved: SavedView = {
      name: given,
      view: viewOfStand(now.stand, now.scene.structure, now.scene.view),
      look: savedLook(sessionStore.getState()),
      elements: marksNow().elements,
      seen: pictureSaid(seenPicture(), sessionStore.getState(), marked),
    };
    change((all) => [...all.filter((v) => v.name !== given), saved]);
    setName('');
  };
  const show = ({ view, look, elements, seen }: SavedView) => {
    if (elements !== undefined && canonicalJson(elements) !== canonicalJson(marksNow().elements))
      changeMarks((marks) => ({ ...marks, elements }));
    sessionStore.setState(readLook(look));
    const kept = seen && readSeen(seen);
    if (kept) showPicture(kept, marked);
    onView({ ...view });
  };
  return (
    <>
      <h3 className="caps">Saved views</h3>
      <form className="row" onSubmit={save}>
        <label htmlFor={id} className="sr">
          Name of this view
        </label>
        <span className="field">
          <input
            id={id}
            maxLength={MAX_NAME}
            placeholder={`View ${views.length + 1}`}
            value={name}
            onChange={(e) => setName(e.target.value)}
          />
        </span>
        <button type="submit" className="button small">
          Save this view
        </button>
      </form>
      {views.length > 0 && (
        <ul className="measured-list">
          {views.map((view) => (
            <li key={view.name}>
              <button type="button" className="measured-name" onClick={() => show(view)}>
                {view.name}
              </button>
              <button
                type="button"
                className="button quiet"
                aria-label={`Delete the view ${view.name}`}
                onClick={() => change((all) => all.filter((v) => v.name !== view.name))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="under">
        Camera, look, and what is hidden, cut, lifted and drawn; kept with the document in this
        browser.
      </p>
    </>
  );
}
