import { useEffect, useMemo, useRef, useState } from 'react';
import type { DrawnNanocrystal } from '#app/nanocrystal/nanocrystalTasks.ts';
import { hasWebgl2, type MountedScene, mountScene } from '#render/scene/mountScene.tsx';
import type { SceneFeed, SceneHandle, SceneProps } from '#render/types.ts';
import { useDark } from '#ui/kit/theme.ts';
import { lookOf, styledRadii } from '#ui/look/scene/lookOf.ts';
import { NO_MARKS, pictureName, SCENE_THEMES } from '#ui/look/scene/sceneData.ts';
import { coloursOf } from '#ui/look/structureColourings.ts';
import { useSession } from '#ui/state/hooks.ts';

const STILL: SceneFeed = { now: () => null, watch: () => () => undefined };
const ALONE = { from: [0, 0, 0], to: [0, 0, 0] } as const;
const NO_IMAGES = { atom: new Uint32Array(0), cells: new Int16Array(0) };
const PADDING = { top: 16, right: 16, bottom: 16, left: 16 };

interface PictureProps {
  readonly drawn: DrawnNanocrystal;
  readonly title: string;
  /** Called once there is a picture that can be taken. */
  readonly onReady: (scene: SceneHandle) => void;
}

/** The particle in the page's own renderer, in a picture of its own. */
export function NanocrystalPicture({ drawn, title, onReady }: PictureProps) {
  const host = useRef<HTMLDivElement>(null);
  const [scene, setScene] = useState<MountedScene | null>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    if (!hasWebgl2()) {
      setMissing(true);
      return;
    }
    const mounted = mountScene();
    host.current!.append(mounted.element);
    setScene(mounted);
    void mounted.ready.then(onReady);
    return () => mounted.close();
  }, [onReady]);
  const props = useScene(drawn, title);
  useEffect(() => scene?.show(props), [scene, props]);
  return (
    <div ref={host} className="nanocrystal-picture">
      {isMissing && (
        <p className="about">The picture needs WebGL 2; files are written without it.</p>
      )}
    </div>
  );
}

function useScene({ built, bonds }: DrawnNanocrystal, title: string): SceneProps {
  const session = useSession();
  const dark = useDark();
  const { structure } = built;
  return useMemo(
    () => ({
      structure,
      colors: coloursOf({ ...session, colorBy: 'element' }, { structure, bonds, model: null }, dark)
        .colors,
      radiiAng: styledRadii(structure.numbers, session),
      topology: { bonds, images: NO_IMAGES, stubs: false, polyhedra: null },
      block: ALONE,
      feed: STILL,
      contacts: [],
      ...NO_MARKS,
      padding: PADDING,
      look: { ...lookOf(session, structure.numbers.length, false), showCell: false },
      theme: SCENE_THEMES[dark ? 'dark' : 'light'],
      view: { direction: 'oblique', request: 0 },
      selection: [],
      selectionCells: null,
      measureLabel: null,
      hovered: null,
      onPick: () => undefined,
      onHover: () => undefined,
      label: pictureName(title, structure.numbers.length),
    }),
    [structure, bonds, session, dark, title],
  );
}
