import type { StoryView } from '#core/story/story.ts';
import type { SceneHandle } from '#render/types.ts';
import type { AtomsNow } from './atomsNow.ts';

/** What each tab of the panel of atoms is given. */
export interface AtomsTabProps {
  readonly atoms: AtomsNow;
  /** Null before the first frame is drawn. */
  readonly picture: SceneHandle | null;
  /** Moves the camera. */
  readonly onView: (view: StoryView) => void;
}
