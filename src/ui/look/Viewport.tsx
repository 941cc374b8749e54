import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { marksStore } from '#app/document/marks/marks.ts';
import { markedAtoms } from '#app/document/marks/onAtoms.ts';
import { inspect, inspectedStore } from '#app/look/inspected.ts';
import { openedStore } from '#app/look/opened.ts';
import { pickedStore, setPicked } from '#app/look/pickedAtoms.ts';
import { selectAtoms, selectionStore } from '#app/look/selection.ts';
import { colorMode, sessionStore } from '#app/look/session.ts';
import { viewOnlyStore } from '#app/look/viewOnly.ts';
import { arrowsStore } from '#app/player/fileColumns.ts';
import { drawnAtoms, type ShownAtoms } from '#app/player/shownAtoms.ts';
import { isEmbedded } from '#app/shell/embedded.ts';
import { measureAtoms } from '#core/analysis/geometry.ts';
import type { StoryView } from '#core/story/story.ts';
import type { MountedScene } from '#render/scene/mountScene.tsx';
import { SceneCanvas } from '#render/scene/SceneCanvas.tsx';
import type { SceneContact, SceneFeed, SceneHandle } from '#render/types.ts';
import { part } from '#ui/kit/boundary/part.tsx';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { addLayer } from '#ui/kit/overlay/layers.ts';
import { SLAB_COLORS } from '#ui/kit/palette.ts';
import { useDark } from '#ui/kit/theme.ts';
import { useMedia } from '#ui/kit/useMedia.ts';
import { FullScreenButton } from '#ui/look/alone/FullScreenButton.tsx';
import type { AtomCardProps } from '#ui/look/atoms/AtomCard.tsx';
import { useAtomsNow } from '#ui/look/atoms/atomsNow.ts';
import { onOtherAtoms, onPick } from '#ui/look/atoms/clicks.ts';
import { onStepKey } from '#ui/look/atoms/stepKeys.ts';
import type { BondsLegendProps } from '#ui/look/bonds/BondsLegend.tsx';
import { drawnBonds } from '#ui/look/bonds/drawnBonds.ts';
import { useSticks } from '#ui/look/bonds/useSticks.ts';
import { Legend, LegendMarks, Toggles } from '#ui/look/legend/Legend.tsx';
import { useCovered } from '#ui/look/legend/useCovered.ts';

import { measuredText } from '#ui/look/measured/measuredText.ts';
import { Readout } from '#ui/look/measured/Readout.tsx';
import { askedView, type PageView } from '#ui/look/scene/askedView.ts';
import { blockOf } from '#ui/look/scene/block.ts';
import { IN_HAND, lookOf, PROJECTED, withRadii } from '#ui/look/scene/lookOf.ts';
import { useMatchOutlines } from '#ui/look/scene/matchOutlines.ts';
import {
  atomsScene,
  clearOfLegend,
  contentOf,
  drawnContacts,
  FIRST_CAMERA,
  marksOf,
  NARROW_PAGE,
  NARROW_PICTURE,
  NO_MARKS,
  paddingOf,
  pictureName,
  SCENE_THEMES,
} from '#ui/look/scene/sceneData.ts';
import { stickSettings } from '#ui/look/scene/topology.ts';
import { useHiding } from '#ui/look/scene/useHiding.ts';
import type { AreaSelectProps } from '#ui/look/selection/AreaSelect.tsx';
import { HeldArea } from '#ui/look/selection/HeldArea.tsx';
import { useMarks } from '#ui/look/selection/useMarks.ts';
import { explodedFeed, explodedGaps, explodedModel } from '#ui/look/viewOnly/exploded.ts';
import { useGlide } from '#ui/look/viewOnly/useGlide.ts';
import { useLattices } from '#ui/look/viewOnly/useLattices.ts';
import { useMisfitMarks } from '#ui/look/viewOnly/useMisfitMarks.ts';
import { ViewMenu } from '#ui/look/views/ViewMenu.tsx';
import { SWITCHED_VIEWS } from '#ui/look/views/viewSwitch.ts';
import { wantedViewStore } from '#ui/look/views/wantedView.ts';
import { usePlayer, useSession } from '#ui/state/hooks.ts';
import { usePlace } from '#ui/state/places.ts';
import { arrowMark } from './arrows.ts';
import { ColourChoice } from './ColourChoice.tsx';
import type { FrameColouring } from './colouring.ts';
import { frameColouring, frameColourings } from './frameColourings.ts';
import { useColouring } from './useColouring.ts';
import './view.css';

const AtomCard = part<AtomCardProps>({
  what: 'The card of the atom',
  load: () => import('#ui/look/atoms/AtomCard.tsx').then((m) => m.AtomCard),
});

const AreaSelect = part<AreaSelectProps>({
  what: 'The box that selects',
  load: () => import('#ui/look/selection/AreaSelect.tsx').then((m) => m.AreaSelect),
  meanwhile: <HeldArea />,
});

const BondsLegend = part<BondsLegendProps>({
  what: 'The legend of bonds by hand',
  load: () => import('#ui/look/bonds/BondsLegend.tsx').then((m) => m.BondsLegend),
});

/** The legend is as large as the words in the picture. React's type has no properties of one's own. */
const wordsOf = (scale: number) => ({ '--words': scale }) as CSSProperties;

const NO_COLOURINGS: readonly FrameColouring[] = [];
const NO_NAMES: readonly string[] = [];
const NO_CONTACTS: readonly SceneContact[] = [];
interface ViewportProps {
  /** The picture, already drawn; null without WebGL 2. */
  readonly scene: MountedScene | null;
  /** What can be asked of it, once its first frame has been drawn. */
  readonly handle: SceneHandle | null;
  readonly shown: ShownAtoms;
  /** Frames of a trajectory of these atoms. */
  readonly feed: SceneFeed;
  /** The view of the step that is told; null leaves the camera to the user. A new object is a new request. */
  readonly asked: StoryView | null;
  /** Letters in the picture as large as a lecture needs them. */
  readonly isLecture: boolean;
  /** Whether the match view is open; then the cells of the pointed match are drawn. */
  readonly finding: boolean;
  readonly onReady: (scene: SceneHandle) => void;
}

/** The picture, what it shows and what is measured in it. */
export function Viewport(props: ViewportProps) {
  const { scene, handle, shown, feed, asked, isLecture, finding, onReady } = props;
  const session = useSession();
  const dark = useDark();
  const [view, setView] = useState<PageView>(() =>
    asked === null ? FIRST_CAMERA : askedView(asked, 0),
  );
  useEffect(() => {
    if (asked !== null) setView((v) => askedView(asked, v.request + 1));
  }, [asked]);
  const wanted = useStore(wantedViewStore, (s) => s.view);
  useEffect(() => {
    if (wanted !== null) setView((v) => ({ ...wanted, request: v.request + 1 }));
  }, [wanted]);
  const selection = useStore(pickedStore, (s) => s.atoms);
  const clicked = useStore(pickedStore, (s) => s.cells);
  const cells = session.measureBy === 'clicked' ? clicked : null;
  const [hovered, setHovered] = useState<number | null>(null);
  const inspected = useStore(inspectedStore, (s) => s.atom);
  const hasPanel = usePlace('atoms');
  const { atoms: selected, area } = useStore(selectionStore);
  const { title, structure, bonds } = drawnAtoms(shown);
  /** The parts that only a stack has: slabs, contacts, gaps. */
  const model = shown.kind === 'built' ? shown.model : null;
  // A story says itself where its camera stands.
  const { times } = useStore(openedStore);
  const content = isLecture ? '' : model ? `${times} ${contentOf(model.built.recipe)}` : title;
  const count = structure.numbers.length;
  // Atoms keep their numbers while only lengths change; a new count is another structure.
  useEffect(() => {
    if (!selection.every((i) => i < count)) setPicked([]);
    if (inspected !== null && inspected >= count) inspect(null);
  }, [count, selection, inspected]);
  const marked = useMemo(
    () => markedAtoms(structure.numbers, model?.built.recipe ?? null),
    [structure.numbers, model],
  );
  useEffect(() => onOtherAtoms(marked), [marked]);
  const hasSelection = selected.length > 0;
  useEffect(
    () =>
      hasSelection
        ? addLayer({ onEscape: () => selectAtoms([]), yieldsToFields: true })
        : undefined,
    [hasSelection],
  );
  // For words and labels, a few times a second; the picture takes its frames from the feed.
  const frame = usePlayer((p) => p.view);
  const emptyColumns = usePlayer((p) => p.source?.emptyColumns) ?? NO_NAMES;
  const positions = frame?.positions.length === 3 * count ? frame.positions : null;
  const lattice = (positions && frame?.lattice) || structure.lattice;
  const slabColors = SLAB_COLORS[dark ? 'dark' : 'light'];
  const colouring = useColouring(session.colorBy);
  const { bonds: keptBonds, bondRules, elements } = useStore(marksStore, (s) => s.now.marks);
  const range = session.colourRanges[colouring.id] ?? null;
  const drawn = useMemo(() => ({ structure, bonds, model }), [structure, bonds, model]);
  const coloured = useMemo(
    () => colouring.colour(drawn, dark, range, elements.colours),
    [colouring, drawn, dark, range, elements.colours],
  );
  // What is drawn: with films lifted for the eye. Colours and whatever is measured are those of the stack.
  const askedAng = useStore(viewOnlyStore, (s) => s.liftAng);
  const liftAng = useGlide(model === null ? 0 : askedAng);
  const isLifted = liftAng > 0;
  const stage = useMemo(() => {
    const lifted = model && explodedModel(model, liftAng);
    return { structure: lifted?.built.structure ?? structure, bonds, model: lifted };
  }, [structure, bonds, model, liftAng]);
  const stageFeed = useMemo(
    () => explodedFeed(feed, structure.layer, liftAng),
    [feed, structure, liftAng],
  );
  const { style, bondRadiusAng, completion, polyhedra, showContacts } = session;
  const handBonds = useMemo(
    () => drawnBonds(keptBonds, marked, structure, liftAng),
    [keptBonds, marked, structure, liftAng],
  );
  const sticks = useSticks(
    stage,
    useMemo(
      () => stickSettings({ handBonds, style, bondRules, completion, polyhedra, isLifted }),
      [handBonds, style, bondRules, completion, polyhedra, isLifted],
    ),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the session, only these
  const whole = useMemo(
    () =>
      atomsScene(
        stage,
        {
          ...session,
          handBonds,
          bondRules,
          isLifted,
          showContacts: session.showContacts && !isLifted,
        },
        sticks,
      ),
    // Sticks that a worker finds are drawn when they come, not when they are asked for.
    [
      stage,
      sticks,
      ...(sticks === null ? [handBonds, bondRules] : [null, null]),
      style,
      bondRadiusAng,
      completion,
      polyhedra,
      showContacts,
    ],
  );
  const hiding = useHiding(drawn);
  const { mask, gone } = hiding;
  const sized = useMemo(
    () => withRadii(whole, { style, bondRadiusAng }, elements.radiiAng),
    [whole, style, bondRadiusAng, elements.radiiAng],
  );
  const atoms = useMemo(() => hiding.atoms(sized), [sized, hiding]);
  const { foldVacuum, showSlabs, showMismatch } = session;
  const marks = useMemo(
    () => marksOf(stage.model, { foldVacuum, showSlabs, showMismatch }, dark, gone),
    [stage, foldVacuum, showSlabs, showMismatch, dark, gone],
  );
  const matchCells = useMatchOutlines(finding, model?.built ?? null, slabColors);
  const narrow = useMedia(NARROW_PAGE);
  const tight = useMedia(NARROW_PICTURE);
  const canvas = useRef<HTMLDivElement>(null);
  const legend = useRef<HTMLDivElement>(null);
  const covered = useCovered(legend, canvas);
  const padding = useMemo(
    () => clearOfLegend(paddingOf(narrow, session.textScale), { narrow, isLecture }, covered),
    [narrow, session.textScale, isLecture, covered],
  );
  const { repeatA, repeatB, repeatC } = session;
  const isAlone = (view.isAlone === true && session.repeat === 'auto') || hiding.isCut;
  const repeat = isAlone ? 'none' : session.repeat;
  const { keys, over, marksIn } = useMisfitMarks(finding ? null : stage.model, dark);
  const block = useMemo(
    () => blockOf(structure, view.direction, { repeat, repeatA, repeatB, repeatC }, tight, over),
    [structure, view.direction, repeat, repeatA, repeatB, repeatC, tight, over],
  );
  const { sheet, words } = useMemo(() => marksIn(block), [marksIn, block]);
  const { ink } = SCENE_THEMES[dark ? 'dark' : 'light'];
  // As the dimensions: of the stack as it was built.
  const hasPlanes = session.showPlanes && positions === null;
  const lattices = useLattices(stage, block, hasPlanes, slabColors, ink);
  const allWords = useMemo(() => [...lattices.words, ...words], [lattices, words]);
  const atomMarks = useMarks(useAtomsNow(shown), allWords, sheet);
  const hasImages =
    atoms.topology.images.atom.length > 0 || block.from.some((n, k) => n !== block.to[k]);
  const leastWords = isLecture ? (narrow ? IN_HAND : PROJECTED) : 0;
  const look = useMemo(() => lookOf(session, count, leastWords), [session, count, leastWords]);
  const contacts = useMemo(
    () =>
      // Under the lattices of an interface its contacts would be so many more lines.
      model && liftAng === 0 && sheet === null
        ? hiding.contacts(drawnContacts(model, positions, dark))
        : NO_CONTACTS,
    [model, positions, dark, hiding, liftAng, sheet],
  );
  // The dimensions are those of the built stack: they are not true of a frame.
  const { gaps, sides, outlines } = positions ? NO_MARKS : marks;
  const allOutlines = useMemo(
    () => (lattices.outlines.length === 0 ? outlines : [...outlines, ...lattices.outlines]),
    [outlines, lattices],
  );
  const allGaps = useMemo(
    () => [...explodedGaps(gaps, liftAng), ...lattices.gaps],
    [gaps, liftAng, lattices],
  );
  const measured = useMemo(
    () => measureAtoms(positions ?? structure.xyz, lattice, selection, cells),
    [positions, lattice, structure, selection, cells],
  );
  const text = measured === null ? null : measuredText(measured);
  const pointed = hovered ?? inspected;
  const moving = frameColouring(colorMode(session, positions !== null));
  // Drawn anew where it is chosen.
  useStore(arrowsStore);
  const arrows = positions === null ? null : arrowMark(ink);
  const projection = (
    <SegmentedControl
      label="Projection"
      value={session.projection}
      options={[
        ['orthographic', 'Ortho'],
        ['perspective', 'Persp'],
      ]}
      onChange={(to) => sessionStore.setState({ projection: to })}
    />
  );
  return (
    // One element for both, so that the canvas lives on when Find matches becomes the page's main part.
    <section className="view" role={finding ? undefined : 'main'} aria-label="Structure">
      <div className="canvas" ref={canvas} onKeyDownCapture={(e) => onStepKey(e, handle, marked)}>
        <SceneCanvas
          scene={scene}
          {...atoms}
          content={content}
          colors={coloured.colors}
          feed={stageFeed}
          block={block}
          contacts={contacts}
          outlines={finding ? matchCells : allOutlines}
          faces={lattices.faces}
          gaps={allGaps}
          padding={padding}
          covered={covered}
          box={marks.box}
          sides={sides}
          look={look}
          theme={SCENE_THEMES[dark ? 'dark' : 'light']}
          view={view}
          {...(atomMarks && { marks: atomMarks })}
          selection={selection}
          selectionCells={cells}
          measureLabel={text}
          hovered={pointed}
          onPick={onPick}
          onHover={setHovered}
          onReady={onReady}
          label={pictureName(title, count)}
        />
        {area !== null && handle !== null && (
          <AreaSelect
            key={area}
            area={area}
            picture={handle}
            count={count}
            isHidden={(i) => mask?.[i] === 1}
          />
        )}
      </div>
      <div className="legend" ref={legend} style={wordsOf(look.textScale)}>
        {moving ? (
          <moving.Legend id={moving.id} />
        ) : (
          <Legend colouring={colouring} legend={coloured.legend} inFrame={positions !== null} />
        )}
        <Toggles
          atoms={drawn}
          keys={moving ? null : coloured.legend.keys}
          isFixed={isEmbedded || isLecture || finding || narrow}
        />
        <LegendMarks marks={[...keys, ...(arrows === null ? [] : [arrows])]} />
        {(handBonds.length > 0 || Object.keys(bondRules).length > 0) && (
          <BondsLegend of={[handBonds, bondRules, structure.numbers, ink]} />
        )}
      </div>
      <div className="tools">
        <SegmentedControl
          label="View along"
          value={view.stand ? null : view.direction}
          options={SWITCHED_VIEWS}
          onChange={(direction) => setView((v) => ({ direction, request: v.request + 1 }))}
        />
        <ViewMenu
          atoms={drawn}
          onView={(to) => setView((v) => ({ ...to, request: v.request + 1 }))}
        >
          {narrow && !isLecture && <FullScreenButton named />}
          {narrow && projection}
        </ViewMenu>
        {!narrow && projection}
        <ColourChoice
          colorBy={session.colorBy}
          moving={moving}
          frames={positions === null ? NO_COLOURINGS : frameColourings()}
          empty={emptyColumns}
        />
        {!narrow && !isLecture && <FullScreenButton />}
      </div>
      {inspected !== null && inspected < count && !hasPanel && (
        <AtomCard atom={inspected} shown={shown} picture={handle} />
      )}
      <Readout
        marked={marked}
        pointed={pointed}
        measured={measured}
        hasImages={hasImages}
        isLifted={liftAng > 0}
      />
    </section>
  );
}
