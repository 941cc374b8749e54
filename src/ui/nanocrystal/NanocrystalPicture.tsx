import { useEffect, useMemo, useState } from 'react';
import { isParticle } from '#app/md/particle/runBuilt.ts';
import { mdStore } from '#app/md/runStore.ts';
import type { DrawnNanocrystal } from '#app/nanocrystal/nanocrystalTasks.ts';
import type { Nanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { hasWebgl2, type MountedScene, mountScene } from '#render/scene/mountScene.tsx';
import { SceneCanvas } from '#render/scene/SceneCanvas.tsx';
import type { SceneFeed, SceneFrame, SceneHandle, SceneProps } from '#render/types.ts';
import { useDark } from '#ui/kit/theme.ts';
import { lookOf, styledRadii } from '#ui/look/scene/lookOf.ts';
import { NO_MARKS, pictureName, SCENE_THEMES } from '#ui/look/scene/sceneData.ts';
import { coloursOf } from '#ui/look/structureColourings.ts';
import { useSession } from '#ui/state/hooks.ts';

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
  // null: there is no WebGL 2.
  const [scene, setScene] = useState<MountedScene | null | undefined>(undefined);
  useEffect(() => {
    const mounted = hasWebgl2() ? mountScene() : null;
    setScene(mounted);
    return () => mounted?.close();
  }, []);
  const props = useScene(drawn, title);
  return (
    <div className="nanocrystal-picture">
      {scene !== undefined && <SceneCanvas scene={scene} onReady={onReady} {...props} />}
    </div>
  );
}

function useScene({ built, bonds }: DrawnNanocrystal, title: string): SceneProps {
  const session = useSession();
  const dark = useDark();
  const { structure } = built;
  const feed = useMemo(() => runFeed(built), [built]);
  return useMemo(
    () => ({
      structure,
      colors: coloursOf({ ...session, colorBy: 'element' }, { structure, bonds, model: null }, dark)
        .colors,
      radiiAng: styledRadii(structure.numbers, session, bonds),
      topology: { bonds, images: NO_IMAGES, stubs: false, polyhedra: null },
      block: ALONE,
      feed,
      contacts: [],
      ...NO_MARKS,
      padding: PADDING,
      look: { ...lookOf(session, structure.numbers.length), showCell: false },
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
    [structure, bonds, session, dark, title, feed],
  );
}

/** The latest positions of a run that is made of this very particle. */
function runFeed(built: Nanocrystal): SceneFeed {
  let made: { readonly of: Float32Array; readonly frame: SceneFrame } | null = null;
  return {
    now: () => {
      const { built: ran, frames, count } = mdStore.getState();
      if (ran === null || !isParticle(ran) || ran.nanocrystal !== built || count === 0) return null;
      if (made?.of !== frames) {
        const { xyz } = built.structure;
        const width = xyz.length;
        // The box of the run is another one.
        const aside = [0, 1, 2].map((k) => ran.structure.xyz[k]! - xyz[k]!);
        const positions = frames
          .slice((count - 1) * width, count * width)
          .map((x, k) => x - aside[k % 3]!);
        const frame = { positions, lattice: null, colors: null, topology: null, trails: null };
        made = { of: frames, frame };
      }
      return made.frame;
    },
    watch: (onFrame) =>
      mdStore.subscribe((md, before) => {
        if (md.frames !== before.frames || md.count !== before.count) onFrame();
      }),
  };
}
