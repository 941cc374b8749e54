import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { buildAgain } from '#app/document/derive.ts';
import { watchDocument } from '#app/document/persist.ts';
import { tellUnkept } from '#app/document/unkept.ts';
import { camera } from '#app/look/camera.ts';
import '#app/look/lending.ts';
import { openTrajectory } from '#app/player/openTrajectory.ts';
import { type ContactSeries, drawnForeign } from '#app/player/player.ts';
import { isRecorded } from '#app/player/recorded.ts';
import { elementsOf, shownAtoms } from '#app/player/shownAtoms.ts';
import { screeningStore } from '#app/screen/screeningStore.ts';
import { closePlace, openPlace, type Place } from '#app/shell/places.ts';
import { watchPlaces } from '#app/shell/placesHistory.ts';
import { say, toastStore } from '#app/shell/toasts.ts';
import { endPresenting, lectureStore } from '#app/story/lecture.ts';
import type { MountedScene } from '#render/scene/mountScene.tsx';
import type { SceneHandle } from '#render/types.ts';
import { AnalysisHost } from '#ui/analysis/AnalysisHost.tsx';
import type { DocumentsProps } from '#ui/documents/Documents.tsx';
import { ImportHost } from '#ui/import/ImportHost.tsx';
import { Boundary } from '#ui/kit/boundary/Boundary.tsx';
import { Fetching } from '#ui/kit/boundary/Fetching.tsx';
import { part, room } from '#ui/kit/boundary/part.tsx';
import { Toast } from '#ui/kit/overlay/Toast.tsx';
import type { PresentProps } from '#ui/lecture/Present.tsx';
import type { StoryEditorProps } from '#ui/lecture/StoryEditor.tsx';
import type { AtomsPanelProps } from '#ui/look/atoms/AtomsPanel.tsx';
import type { LookProps } from '#ui/look/Look.tsx';
import { viewOfStand } from '#ui/look/scene/askedView.ts';
import { Viewport } from '#ui/look/Viewport.tsx';
import type { MatchesProps } from '#ui/matches/Matches.tsx';
import { MdHost } from '#ui/md/MdHost.tsx';
import type { MicroscopeProps } from '#ui/microscope/Microscope.tsx';
import type { NanocrystalProps } from '#ui/nanocrystal/Nanocrystal.tsx';
import type { PaletteProps } from '#ui/palette/Palette.tsx';
import { TypedAhead } from '#ui/palette/TypedAhead.tsx';
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
import { BottomSheet } from './BottomSheet.tsx';
import { KEY_ACTIONS, onShortcut } from './keys.ts';
import { useOpenPlaces } from './openPlaces.ts';
import { usePageTitle } from './pageTitle.ts';
import { SkipLinks } from './SkipLinks.tsx';

const Documents = room<DocumentsProps>({
  what: 'The list of documents',
  load: () => import('#ui/documents/Documents.tsx').then((m) => m.Documents),
});

const Look = room<LookProps>({
  what: 'The Look panel',
  load: () => import('#ui/look/Look.tsx').then((m) => m.Look),
});

const AtomsPanel = room<AtomsPanelProps>({
  what: 'The panel of atoms',
  load: () => import('#ui/look/atoms/AtomsPanel.tsx').then((m) => m.AtomsPanel),
});

const Matches = part<MatchesProps>({
  what: 'Find matches',
  load: () => import('#ui/matches/Matches.tsx').then((m) => m.Matches),
  meanwhile: (
    <main className="find" aria-label="Find matches">
      <Fetching />
    </main>
  ),
});

const Present = part<PresentProps>({
  what: 'Present',
  load: () => import('#ui/lecture/Present.tsx').then((m) => m.Present),
  meanwhile: (
    <section className="story" aria-label="Presentation">
      <Fetching />
    </section>
  ),
});

const Screen = part<ScreenProps>({
  what: 'The table of the screen',
  load: () => import('#ui/screen/Screen.tsx').then((m) => m.Screen),
  meanwhile: (
    <main className="find" aria-label="Screening">
      <Fetching />
    </main>
  ),
});

const Palette = part<PaletteProps>({
  what: 'The list of actions',
  load: () => import('#ui/palette/Palette.tsx').then((m) => m.Palette),
  meanwhile: <TypedAhead />,
});

const StoryEditor = room<StoryEditorProps>({
  what: 'The editor of stories',
  load: () => import('#ui/lecture/StoryEditor.tsx').then((m) => m.StoryEditor),
});

const Nanocrystal = room<NanocrystalProps>({
  what: 'The nanocrystal',
  load: () => import('#ui/nanocrystal/Nanocrystal.tsx').then((m) => m.Nanocrystal),
});

const Microscope = room<MicroscopeProps>({
  what: 'The microscope',
  load: () => import('#ui/microscope/Microscope.tsx').then((m) => m.Microscope),
});

const Shortcuts = room<PaletteProps>({
  what: 'The list of keys',
  load: () => import('#ui/palette/Shortcuts.tsx').then((m) => m.Shortcuts),
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
  const inspecting = usePlace('atoms');
  const choosing = usePlace('documents');
  const growing = usePlace('nanocrystal');
  const imaging = usePlace('microscope');
  const writing = usePlace('story');
  const [naming, listing] = [usePlace('palette'), usePlace('shortcuts')];
  const lecture = useStore(lectureStore);
  /** A table of `epistack screen` is open: in the place of the matches. */
  const screening = useStore(screeningStore, (s) => s.file !== null);
  useEffect(() => (screening ? openPlace('screen') : closePlace('screen')), [screening]);
  useOpenPlaces(onClosed);
  useEffect(watchPlaces, []);
  useEffect(followOtherLinks, []);
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
  useEffect(() => watchDocument(say, tellUnkept, followSeen), []);
  useEffect(() => {
    if (scene !== null) keepLater(scene);
  }, [scene]);
  useEffect(() => {
    document.addEventListener('keydown', onShortcut);
    return () => document.removeEventListener('keydown', onShortcut);
  }, []);
  const onReady = useCallback((scene: SceneHandle) => {
    setScene(scene);
    camera.now = () => {
      const now = scene.now();
      return now && viewOfStand(now.stand, now.scene.structure, now.scene.view);
    };
    // Tests and screenshots wait for this, and ask where an atom is drawn.
    document.documentElement.dataset['ready'] = 'true';
    document.documentElement.dataset['webgl2'] = String(scene.webgl2);
    Object.assign(window, { epistackScene: scene });
  }, []);
  const isLecture = presenting && model !== null;
  return (
    <>
      <Notices />
      <div
        className={
          isLecture
            ? `app presenting${lecture.isMoving ? ' moving' : ''}`
            : finding || screening
              ? 'app finding'
              : 'app'
        }
      >
        {isLecture && <Present model={model} onEnd={endPresenting} />}
        <SkipLinks />
        <Header scene={scene} model={model} />
        {shown ? (
          <Boundary what="The picture" className="view" of={recipe}>
            <Viewport
              scene={picture}
              handle={scene}
              shown={shown}
              feed={foreign ? foreignFeed : builtFeed}
              asked={lecture.view}
              isLecture={isLecture}
              finding={finding || screening}
              onReady={onReady}
            />
          </Boundary>
        ) : (
          <section className="view" aria-label="Structure" />
        )}
        {finding && !screening && !isLecture && <Matches onClose={() => closePlace('find')} />}
        {screening && !isLecture && <Screen onClose={closeScreen} />}
        <BottomSheet>
          <Boundary what="The stack" className="stack" of={recipe}>
            <StackPanel />
          </Boundary>
          {writing && !isLecture && <StoryEditor onClose={() => closePlace('story')} />}
          {inspecting && shown && (
            <AtomsPanel
              shown={shown}
              picture={scene}
              onView={(view) => lectureStore.setState({ view })}
              onClose={() => closePlace('atoms')}
            />
          )}
          {looking && (
            <Look
              elements={elements}
              sticksAng={
                shown?.kind === 'built' ? shown.model.built.structure.sticksAng : undefined
              }
              onClose={() => closePlace('look')}
            />
          )}
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
        </BottomSheet>
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
        {pending && !problem && !isLecture && <Toast>Building in the background…</Toast>}
        {said && !problem && !pending && <Toast>{said}</Toast>}
        {naming && <Palette keyed={KEY_ACTIONS} onClose={() => closePlace('palette')} />}
        {listing && <Shortcuts keyed={KEY_ACTIONS} onClose={() => closePlace('shortcuts')} />}
        {growing && <Nanocrystal onClose={() => closePlace('nanocrystal')} />}
        {imaging && <Microscope onClose={() => closePlace('microscope')} />}
        {choosing && <Documents onClose={() => closePlace('documents')} />}
        <ImportHost onTrajectory={openTrajectory} />
      </div>
    </>
  );
}

/** A table that was left by Back is closed as well. */
/** What reads a table is there already where one is open. */
const closeScreen = (): void =>
  void import('#app/screen/screening.ts').then((m) => m.closeScreen());

/** How a link that was followed shows its document. */
function followSeen(hash: string): void {
  if (!/[#&]v=/.test(hash)) return;
  void import('#app/story/seenLink.ts').then(({ openSeenLink }) => {
    const problem = openSeenLink(hash);
    if (problem !== null) say(problem);
  });
}

function onClosed(place: Place): void {
  if (place === 'present') endPresenting();
  if (place === 'screen') closeScreen();
}

/** A story or a nanocrystal may stand in the address, as a document does, and settings of rooms. @returns stops */
function followOtherLinks(): () => void {
  const follow = () => {
    if (/[#&]s=/.test(location.hash))
      void import('#app/story/openStory.ts').then((m) => m.openStoryLink(location.hash));
    const { hash } = location;
    const particle = /[#&]n=/.test(hash)
      ? import('#app/nanocrystal/nanocrystalStore.ts').then((m) => m.openNanocrystalLink(hash))
      : Promise.resolve();
    // Opened on the nanocrystal of the same address, which has to be there first.
    if (/[#&]m=/.test(hash))
      void particle
        .then(() => import('#app/microscope/microscopeLink.ts'))
        .then((m) => m.openMicroscopeLink(hash));
    if (/[#&]d=/.test(location.hash))
      void import('#app/diffraction/choicesLink.ts').then((m) => m.openChoicesLink(location.hash));
  };
  follow();
  window.addEventListener('hashchange', follow);
  return () => window.removeEventListener('hashchange', follow);
}
