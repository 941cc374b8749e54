import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import { library, materialIn } from '#app/document/library.ts';
import {
  cancelMap,
  cancelSearch,
  matchingStore,
  type PlanePair,
  setLimits,
  startMap,
} from '#app/matches/matching.ts';
import { openNanocrystalOfInterface } from '#app/nanocrystal/carryOver.ts';
import { say } from '#app/shell/toasts.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { EpistackError } from '#core/errors.ts';
import { bestOf } from '#core/match/bestMatch.ts';
import type { Match } from '#core/match/match.ts';
import { MICROSCOPE_RELATION } from '#core/match/relation.ts';
import { fixed, percent } from '#core/math/decimals.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { shortName } from '#core/recipe/crystals/library.ts';
import { chooseMatch, writtenCells } from '#core/recipe/edits/match.ts';
import { flipStep } from '#core/recipe/edits/slab.ts';
import { matchEnergyOf } from '#core/recipe/matchEnergy.ts';
import { filmShareOf, filmsOf, type Recipe, substrateOf } from '#core/recipe/recipe.ts';
import { indexText } from '#core/surface/miller.ts';
import { pointAt, pointedStore } from '#ui/find/pointedMatch.ts';
import type { Across } from '#ui/find/strainAxes.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { SLAB_COLORS } from '#ui/kit/palette.ts';
import { useDark } from '#ui/kit/theme.ts';
import { MatchesCells } from '#ui/matches/results/MatchesCells.tsx';
import { MatchesDetail } from '#ui/matches/results/MatchesDetail.tsx';
import { MatchesExplorer } from '#ui/matches/results/MatchesExplorer.tsx';
import { MatchesList } from '#ui/matches/results/MatchesList.tsx';
import { MatchesScatter, SIZE } from '#ui/matches/results/MatchesScatter.tsx';
import { frontWithTies, rowOf } from '#ui/matches/results/matchRows.ts';
import { firstRelation } from '#ui/matches/results/orientationRelation.ts';
import { useDerived, useRecipe } from '#ui/state/hooks.ts';
import { builtTest } from './builtMatch.ts';
import { MatchesControls } from './MatchesControls.tsx';
import { MatchesMessage, MatchesTyping } from './MatchesMessage.tsx';
import { MatchesOther, MatchesPlanes } from './MatchesPlanes.tsx';
import {
  type Drafts,
  MatchesRelation,
  NO_DRAFTS,
  type RelationChoice,
} from './MatchesRelation.tsx';
import { MatchesStatus } from './MatchesStatus.tsx';
import { MatchesTabs, type Tab } from './MatchesTabs.tsx';
import { isFor, useSearch } from './matchSearch.ts';
import '#ui/find/find.css';
import './matches.css';

export interface MatchesProps {
  readonly onClose: () => void;
}

/** Every way to lay the film on the substrate: by planes, by strain and size, or by a known relation. */
export function Matches({ onClose }: MatchesProps) {
  const recipe = useRecipe();
  const film = filmsOf(recipe)[0];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    return () => {
      cancelSearch();
      cancelMap();
    };
  }, []);
  if (film === undefined)
    return (
      <main className="find" aria-label="Find matches">
        <div className="find-bar">
          <div className="line">
            <Back onClose={onClose} />
          </div>
        </div>
        <div className="find-message find-list">
          <h3>Nothing to match</h3>
          <p className="about">
            The stack is one slab alone: add a slab above it, then look again.
          </p>
        </div>
      </main>
    );
  return (
    <main className="find" aria-label="Find matches">
      <Found recipe={recipe} heading={heading} onClose={onClose} />
    </main>
  );
}

const Back = ({ onClose }: { readonly onClose: () => void }) => (
  <button type="button" className="button small" title="Escape" onClick={onClose}>
    ← Back to the stack
  </button>
);

function Found({
  recipe,
  heading,
  onClose,
}: MatchesProps & {
  readonly recipe: Recipe;
  readonly heading: React.RefObject<HTMLHeadingElement | null>;
}) {
  const { model } = useDerived();
  const limits = useStore(matchingStore, (s) => s.limits);
  const list = useStore(matchingStore, (s) => s.list);
  const map = useStore(matchingStore, (s) => s.map);
  const [tab, setTab] = useState<Tab>('matches');
  const [across, setAcross] = useState<Across>('area');
  const [repeats, setRepeats] = useState(true);
  const [maxIndex, setMaxIndex] = useState(2);
  const { slab: below } = substrateOf(recipe);
  const { slab: above } = filmsOf(recipe)[0]!;
  const built = model?.built ?? null;

  const [asked, setAsked] = useState<PlanePair | null>(null);
  const stackPlanes = `${above.hkl} ${below.hkl}`;
  // Planes changed in the stack are planes asked for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it answers to the stack's planes
  useEffect(() => setAsked(null), [stackPlanes]);

  const [typed, setTyped] = useState<RelationChoice | null>(null);
  const [drafts, setDrafts] = useState<Drafts>(NO_DRAFTS);
  const relation = useMemo(
    () => typed ?? { ...(built ? firstRelation(built) : MICROSCOPE_RELATION), toleranceDeg: 1 },
    [typed, built],
  );
  const draft =
    [drafts.film, drafts.substrate].find((d) => d === 'unreadable') ??
    [drafts.film, drafts.substrate].find((d) => d === 'changed') ??
    'searched';
  const typing = tab === 'relation' && draft !== 'searched';
  useSearch(recipe, limits, { tab, asked, relation: typing ? null : relation, maxIndex });

  const filmShare = filmShareOf(recipe.strained);
  const matches = useDeferredValue(typing ? NONE : list.matches);
  const rows = useMemo(
    () => matches.filter((m) => repeats || m.repeats === 1).map((match) => rowOf(match, filmShare)),
    [matches, repeats, filmShare],
  );
  const front = useMemo(
    () => new Set(frontWithTies(rows, SIZE[across]).map((r) => r.match)),
    [rows, across],
  );
  const energy = useMemo(
    () => (built !== null && isFor(list.planes, recipe) ? matchEnergyOf(built, library) : null),
    [built, list.planes, recipe],
  );
  const test = useMemo(() => (built === null ? null : builtTest(built)), [built]);
  const standing = useMemo(
    () =>
      built !== null && test !== null && isFor(list.planes, built.recipe)
        ? (matches.find(test) ?? null)
        : null,
    [built, test, list.planes, matches],
  );
  const written = useMemo(() => {
    if (built?.slabs[1] === undefined) return null;
    const [substrate, film] = writtenCells(built);
    return [film!, substrate!] as const;
  }, [built]);
  // The best match stands in the drawings until the hand points at another.
  const best = useMemo(() => bestOf(rows), [rows]);
  const shown = useMemo(
    () => (best ?? rows.find((r) => front.has(r.match)))?.match,
    [rows, best, front],
  );
  const shownBefore = useRef<Match | null>(null);
  useEffect(() => {
    const { match } = pointedStore.getState();
    const untouched = match === null || match === shownBefore.current || !matches.includes(match);
    if (tab === 'explorer' || shown === undefined || !untouched) return;
    shownBefore.current = shown;
    pointAt(shown);
  }, [tab, shown, matches]);

  const { planes } = list;
  const choose = useCallback(
    (match: Match) => {
      pointAt(match);
      if (match.mirror || planes === null) return;
      if (match === standing) {
        say('This cell is built already: the stack is as it was.');
        return onClose();
      }
      commit(chooseMatch(match, planes, library));
      say(
        `Built: (${indexText(planes.film)}) on (${indexText(planes.substrate)}), ${fixed(match.substrateAreaAng2, 1)} Å², ${percent(match.maxStrain, 2)} %. Undo takes it back.`,
      );
      onClose();
    },
    [planes, standing, onClose],
  );
  const grow = (match: Match) => {
    if (planes !== null)
      void openNanocrystalOfInterface(chooseMatch(match, planes, library)(recipe));
  };
  const flip = () => {
    try {
      commit(flipStep(1, library));
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      say(`Not flipped: ${error.message}.`);
    }
  };
  const pick = useCallback((film: IntVec3, substrate: IntVec3) => {
    setAsked({ film, substrate });
    setTab('matches');
  }, []);
  const turnTo = (next: Tab) => {
    setDrafts(NO_DRAFTS);
    setTab(next);
  };

  const dark = useDark();
  const colors = SLAB_COLORS[dark ? 'dark' : 'light'];
  const name = (id: string) => {
    const material = materialIn(recipe, id);
    return subscripts(material ? shortName(material) : id);
  };
  const [filmName, substrateName] = [name(above.material), name(below.material)];
  const own: PlanePair = { film: above.hkl, substrate: below.hkl };
  const listed = tab === 'explorer' || typing ? own : (planes ?? own);
  const names = { filmName, substrateName };
  const aside = (
    <aside className="find-aside" aria-label="The cells of the match pointed at">
      <MatchesCells filmColor={colors[1]} substrateColor={colors[0]} />
      <MatchesDetail
        film={filmName}
        substrate={substrateName}
        filmShare={filmShare}
        rows={rows}
        best={tab === 'matches' ? best : null}
        built={standing}
        onChoose={tab === 'explorer' ? null : choose}
        onGrow={grow}
        onFlip={flip}
      />
    </aside>
  );
  const job = tab === 'explorer' ? map : list;
  const message = typing ? (
    <MatchesTyping unreadable={draft === 'unreadable'} />
  ) : (
    <MatchesMessage
      list={list}
      limits={limits}
      recipe={recipe}
      onLimits={setLimits}
      hidden={list.matches.length - rows.length}
    />
  );
  return (
    <>
      <div className="find-bar">
        <div className="line">
          <Back onClose={onClose} />
          <h2 ref={heading} tabIndex={-1}>
            <MatchesPlanes {...names} planes={listed} />
          </h2>
          <MatchesTabs tab={tab} onTab={turnTo} />
          {!typing && (
            <MatchesStatus
              job={job}
              count={tab === 'explorer' ? map.fields.size : list.matches.length}
              what={tab === 'explorer' ? 'fields' : 'matches'}
              onCancel={tab === 'explorer' ? cancelMap : cancelSearch}
            />
          )}
        </div>
        <div className="line">
          <MatchesControls limits={limits} onChange={setLimits} />
        </div>
        {!isFor(listed, recipe) && (
          <MatchesOther
            {...names}
            planes={own}
            onBack={tab === 'matches' ? () => setAsked(null) : null}
          />
        )}
      </div>
      {tab === 'explorer' ? (
        <>
          <div className="find-explorer">
            {map.status === 'failed' ? (
              <div className="find-message" role="alert">
                <h3>The map was not made</h3>
                <p className="about">{map.reason}</p>
                {map.isLost && (
                  <button
                    type="button"
                    className="button small"
                    onClick={() => startMap(recipe, map.maxIndex)}
                  >
                    Map again
                  </button>
                )}
              </div>
            ) : (
              <MatchesExplorer
                filmName={filmName}
                substrateName={substrateName}
                filmPlanes={map.film}
                substratePlanes={map.substrate}
                fields={map.fields}
                limit={limits.tolerance.mode === 'strain' ? limits.tolerance.maxStrain : 0.05}
                maxIndex={maxIndex}
                filmHkl={above.hkl}
                substrateHkl={below.hkl}
                onIndex={setMaxIndex}
                onPick={pick}
              />
            )}
          </div>
          {aside}
        </>
      ) : (
        <>
          <div className="find-stage">
            {tab === 'relation' ? (
              <div className="find-plot tall">
                <MatchesRelation
                  filmName={filmName}
                  substrateName={substrateName}
                  choice={relation}
                  onChange={(part) => setTyped({ ...relation, ...part })}
                  onDraft={(part) => setDrafts((d) => ({ ...d, ...part }))}
                />
              </div>
            ) : (
              <div className="find-plot">
                <div className="line">
                  <span
                    className="under"
                    title="The Pareto front: no other match has both a smaller cell and less strain"
                  >
                    joined: none smaller has as little strain
                  </span>
                  <SegmentedControl
                    label="Across"
                    value={across}
                    options={[
                      ['area', 'area'],
                      ['atoms', 'atoms'],
                    ]}
                    onChange={setAcross}
                  />
                </div>
                {rows.length > 0 ? (
                  <MatchesScatter rows={rows} across={across} onChoose={choose} />
                ) : (
                  message
                )}
              </div>
            )}
            {aside}
          </div>
          <MatchesList
            list={list}
            rows={rows}
            front={front}
            built={standing}
            written={written}
            best={best?.match ?? null}
            unlisted={
              list.status === 'done' &&
              isFor(list.planes, recipe) &&
              !rows.some((r) => r.match === standing)
            }
            energy={energy}
            repeats={repeats}
            onRepeats={setRepeats}
            onChoose={choose}
            empty={tab === 'relation' ? message : null}
          />
        </>
      )}
    </>
  );
}

const NONE: readonly Match[] = [];
