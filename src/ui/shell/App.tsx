import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { buildAgain } from '#app/document/derive.ts';
import { redo, undo } from '#app/document/document.ts';
import { watchDocument } from '#app/document/persist.ts';
import { tellUnkept } from '#app/document/unkept.ts';
import { openTrajectory } from '#app/player/openTrajectory.ts';
import {
  type ContactSeries,
  drawnForeign,
  goToEnd,
  playerStore,
  setEnd,
  stepBy,
  togglePlay,
} from '#app/player/player.ts';
import { isRecorded } from '#app/player/recorded.ts';
import { elementsOf, shownAtoms } from '#app/player/shownAtoms.ts';
import { closeScreen, screeningStore } from '#app/screen/screening.ts';
import { closePlace, openPlace, type Place } from '#app/shell/places.ts';
import { watchPlaces } from '#app/shell/placesHistory.ts';
import { say, toastStore } from '#app/shell/toasts.ts';
import type { MountedScene } from '#render/scene/mountScene.tsx';
import type { SceneHandle } from '#render/types.ts';
import { AnalysisHost } from '#ui/analysis/AnalysisHost.tsx';
import type { DocumentsProps } from '#ui/documents/Documents.tsx';
import { ImportHost } from '#ui/import/ImportHost.tsx';
import { Boundary } from '#ui/kit/boundary/Boundary.tsx';
import { part } from '#ui/kit/boundary/part.tsx';
import { Toast } from '#ui/kit/overlay/Toast.tsx';
import type { LookProps } from '#ui/look/Look.tsx';
import { Viewport } from '#ui/look/Viewport.tsx';
import type { MatchesProps } from '#ui/matches/Matches.tsx';
import { MdHost } from '#ui/md/MdHost.tsx';
import { Player } from '#ui/player/Player.tsx';
import { builtFeed, foreignFeed } from '#ui/player/playerFeed.ts';
import { ReportPanel } from '#ui/report/ReportPanel.tsx';
import type { ScreenProps } from '#ui/screen/Screen.tsx';
import { SheetHost } from '#ui/sheet/SheetHost.tsx';
import { Header } from '#ui/shell/header/Header.tsx';
import { keepLater } from '#ui/shell/later/later.ts';
import { Notices } from '#ui/shell/notices/Notices.tsx';
import { StackPanel } from '#ui/stack/StackPanel.tsx';
import { useDerived, usePlayer, useRecipe } from '#ui/state/hooks.ts';
import { usePlace } from '#ui/state/places.ts';
import { useOpenPlaces } from './openPlaces.ts';
import { Present } from './Present.tsx';
import { usePageTitle } from './pageTitle.ts';
import { Sheet } from './Sheet.tsx';
import { SkipLinks } from './SkipLinks.tsx';
import { storyOf } from './story.ts';

const Documents = part<DocumentsProps>({
  what: 'The list of documents',
  load: () => import('#ui/documents/Documents.tsx').then((m) => m.Documents),
});

const Look = part<LookProps>({
  what: 'The Look panel',
  load: () => import('#ui/look/Look.tsx').then((m) => m.Look),
});

const Matches = part<MatchesProps>({
  what: 'Find matches',
  load: () => import('#ui/matches/Matches.tsx').then((m) => m.Matches),
  meanwhile: <main className="find" aria-label="Find matches" />,
});

const Screen = part<ScreenProps>({
  what: 'The table of the screen',
  load: () => import('#ui/screen/Screen.tsx').then((m) => m.Screen),
  meanwhile: <main className="find" aria-label="Screening" />,
});

const NONE: readonly ContactSeries[] = [];

interface AppProps {
  /** The picture, which may already be drawn; null without WebGL 2. */
  readonly picture: MountedScene | null;
}

export function App({ picture }: AppProps) {
  const { model, problem, pending, isLost } = useDerived();
  const said = useStore(toastStore, (s) => s.text);
  const [finding, presenting, looking] = [usePlace('find'), usePlace('present'), usePlace('look')];
  const choosing = usePlace('documents');
  const [chapter, setChapter] = useState(0);
  /** A table of `epistack screen` is open: in the place of the matches. */
  const screening = useStore(screeningStore, (s) => s.file !== null);
  useEffect(() => (screening ? openPlace('screen') : closePlace('screen')), [screening]);
  useOpenPlaces(onClosed);
  useEffect(watchPlaces, []);
  const [scene, setScene] = useState<SceneHandle | null>(null);
  const foreign = usePlayer(drawnForeign);
  const trajectoryLabel = usePlayer((p) => p.source?.label ?? '');
  const shown = useMemo(
    () => model && shownAtoms(model, foreign, trajectoryLabel),
    [model, foreign, trajectoryLabel],
  );
  const elements = useMemo(() => (shown ? elementsOf(shown) : []), [shown]);
  const thermal = usePlayer((p) => (p.source?.kind === 'recorded' ? p.series : NONE));
  const recipe = useRecipe();
  const recorded = isRecorded(recipe);
  usePageTitle();
  useEffect(() => watchDocument(say, () => tellUnkept(null)), []);
  useEffect(() => {
    if (scene !== null) keepLater(scene);
  }, [scene]);
  useEffect(() => {
    document.addEventListener('keydown', onShortcut);
    return () => document.removeEventListener('keydown', onShortcut);
  }, []);
  const onReady = useCallback((scene: SceneHandle) => {
    setScene(scene);
    // Tests and screenshots wait for this, and ask where an atom is drawn.
    document.documentElement.dataset['ready'] = 'true';
    document.documentElement.dataset['webgl2'] = String(scene.webgl2);
    Object.assign(window, { epistackScene: scene });
  }, []);
  const story = !presenting || model === null ? null : storyOf(model, recorded ? thermal : NONE);
  const at = Math.min(chapter, (story?.length ?? 1) - 1);
  return (
    <>
      <Notices />
      <div
        className={
          story
            ? `app presenting${story[at]!.motion ? ' moving' : ''}`
            : finding || screening
              ? 'app finding'
              : 'app'
        }
      >
        {story && model && (
          <Present
            title={model.report.title}
            chapters={story}
            at={at}
            onMove={setChapter}
            onEnd={() => closePlace('present')}
          />
        )}
        <SkipLinks />
        <Header scene={scene} model={model} />
        {shown ? (
          <Boundary what="The picture" className="view" of={recipe}>
            <Viewport
              scene={picture}
              shown={shown}
              feed={foreign ? foreignFeed : builtFeed}
              direction={story?.[at]?.view ?? null}
              finding={finding || screening}
              onReady={onReady}
            />
          </Boundary>
        ) : (
          <section className="view" aria-label="Structure" />
        )}
        {finding && !screening && !story && <Matches onClose={() => closePlace('find')} />}
        {screening && !story && <Screen onClose={closeScreen} />}
        <Sheet>
          <Boundary what="The stack" className="stack" of={recipe}>
            <StackPanel />
          </Boundary>
          {looking && <Look elements={elements} onClose={() => closePlace('look')} />}
          {model && (
            <Boundary what="The player" className="player" of={recipe}>
              <Player model={model} />
            </Boundary>
          )}
          <Boundary what="The report" className="report" of={recipe}>
            <ReportPanel thermal={recorded ? thermal : NONE} />
          </Boundary>
          {model && <AnalysisHost model={model} />}
          {model && <MdHost model={model} />}
        </Sheet>
        {model && <SheetHost model={model} scene={scene} />}
        {problem && (
          <Toast isAlert>
            Not built: {problem}. The picture shows the last stack that could be built.
            {isLost && (
              <button type="button" className="button small" onClick={buildAgain}>
                Build again
              </button>
            )}
          </Toast>
        )}
        {pending && !problem && <Toast>Building in the background…</Toast>}
        {said && !problem && !pending && <Toast>{said}</Toast>}
        {choosing && <Documents onClose={() => closePlace('documents')} />}
        <ImportHost onTrajectory={openTrajectory} />
      </div>
    </>
  );
}

/** A table that was left by Back is closed as well. */
function onClosed(place: Place): void {
  if (place === 'screen') closeScreen();
}

/** Page-wide keys; a field being typed in keeps its own. */
function onShortcut(e: KeyboardEvent): void {
  const typing =
    e.target instanceof HTMLElement &&
    e.target.closest('input:not([type="range"]), select, textarea, [contenteditable]');
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'z' && !typing) {
    e.preventDefault();
    if (e.shiftKey) redo();
    else undo();
    return;
  }
  // Brackets are typed with AltGr on many keyboards, which counts as Ctrl and Alt.
  const graph = e.getModifierState('AltGraph');
  if (typing || (!graph && (e.ctrlKey || e.metaKey || e.altKey))) return;
  const onButton = e.target instanceof HTMLButtonElement;
  if (e.key === ' ' && !onButton && playerStore.getState().status === 'ready') {
    e.preventDefault();
    togglePlay();
  }
  if (e.key === ',') stepBy(-1);
  if (e.key === '.') stepBy(1);
  if (e.key === '[') setEnd('first');
  if (e.key === ']') setEnd('last');
  // In lists, sliders and what scrolls these keys have their own meaning.
  const picture = e.target instanceof HTMLElement && e.target.matches('[role="application"]');
  if (e.target !== document.body && !onButton && !picture) return;
  if (e.key === 'Home') goToEnd('first');
  if (e.key === 'End') goToEnd('last');
}
