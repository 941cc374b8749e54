import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { particleOf } from '#app/md/particle/runBuilt.ts';
import { mdStore } from '#app/md/runStore.ts';
import { editNanocrystal } from '#app/nanocrystal/nanocrystalStore.ts';
import type { Nanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import type { NanocrystalRecipe } from '#core/nanocrystal/nanocrystalRecipe.ts';
import { Fetching } from '#ui/kit/boundary/Fetching.tsx';
import { part } from '#ui/kit/boundary/part.tsx';
import { CloseButton } from '#ui/kit/overlay/Dialog.tsx';
import { MdForm } from '#ui/md/MdForm.tsx';
import { MdRun } from '#ui/md/MdRun.tsx';
import { watchRunsOnce } from '#ui/md/watchRuns.ts';
import '#ui/md/md.css';

interface RunProps {
  /** What was built of the recipe. */
  readonly recipe: NanocrystalRecipe;
  readonly built: Nanocrystal;
  /** Leaves the room, where the page plays the run. */
  readonly onPlay: () => void;
  readonly onClose: () => void;
}

/** Relaxation and dynamics of the particle: what would run, the run, and what became of it. */
function Run({ recipe, built, onPlay, onClose }: RunProps) {
  const title = useRef<HTMLHeadingElement>(null);
  const { status, count, built: ran } = useStore(mdStore);
  const isBusy = status === 'loading' || status === 'running';
  const subject = useMemo(() => particleOf(recipe, built), [recipe, built]);
  const particle = useMemo(() => ({ recipe, onChange: editNanocrystal }), [recipe]);
  const focusTitle = useCallback(() => title.current?.focus(), []);
  useEffect(focusTitle, [focusTitle]);
  return (
    <section className="md within" aria-labelledby="nanocrystal-run">
      <header>
        <h2 id="nanocrystal-run" ref={title} tabIndex={-1}>
          Relax or run
        </h2>
        <CloseButton label="Close Relax or run" onClose={onClose} />
      </header>
      <p className="under">
        This particle alone, on this computer: in an empty box, in which it neither drifts nor turns
        and meets no image of itself.
      </p>
      {status !== 'idle' && <MdRun onEnded={focusTitle} particle={particle} />}
      {count > 0 && ran !== null && (
        <p className="about">
          The picture shows its latest positions while the particle stays the same.{' '}
          <button type="button" className="button small" onClick={onPlay}>
            Play it on the page
          </button>
        </p>
      )}
      {!isBusy && <MdForm built={subject} report={null} particle={particle} />}
    </section>
  );
}

export const NanocrystalRun = part<RunProps>({
  what: 'Relax or run',
  load: async () => {
    // No run starts before it can be played and kept.
    await watchRunsOnce();
    return Run;
  },
  meanwhile: <Fetching />,
});
