import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document.ts';
import { flipStep, materialIn } from '#app/edits.ts';
import { download } from '#app/exporting.ts';
import {
  cancelMap,
  cancelSearch,
  chooseMatch,
  fieldKey,
  matchingStore,
  type PlanePair,
  setLimits,
  startMap,
  startSearch,
} from '#app/matching.ts';
import { EpistackError } from '#core/errors.ts';
import type { Limits } from '#core/match/coincidence.ts';
import type { Match } from '#core/match/match.ts';
import { MICROSCOPE_RELATION } from '#core/match/relation.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { filmsOf, type Recipe, substrateOf } from '#core/recipe/recipe.ts';
import { Segments } from './fields.tsx';
import { fixed, subscripts } from './format.ts';
import { useDark, useDerived, useRecipe } from './hooks.ts';
import { MatchesCells } from './MatchesCells.tsx';
import { MatchesControls } from './MatchesControls.tsx';
import { MatchesDetail } from './MatchesDetail.tsx';
import { MatchesExplorer } from './MatchesExplorer.tsx';
import { MatchesMessage } from './MatchesMessage.tsx';
import { MatchesRelation, type RelationChoice } from './MatchesRelation.tsx';
import { type Across, MatchesScatter, SIZE } from './MatchesScatter.tsx';
import { MatchesStatus } from './MatchesStatus.tsx';
import { MatchesTable } from './MatchesTable.tsx';
import { energyJPerM2, hasEnergy } from './matchEnergy.ts';
import { pointAt, pointedStore } from './matchPointed.ts';
import { indexText } from './matchRelation.ts';
import { csvOf, filmShareOf, frontOf, rowOf, type Sorting, sorted } from './matchRows.ts';
import { SLAB_COLORS } from './palette.ts';
import './matches.css';

const TABS = [
  ['explorer', 'Explorer'],
  ['matches', 'Matches'],
  ['relation', 'Known relation'],
] as const;
type Tab = (typeof TABS)[number][0];

/** A search starts when the hand has rested this long. */
const REST_MS = 250;

interface MatchesProps {
  readonly onClose: () => void;
  readonly onSay: (text: string) => void;
}

/** Every way to lay the film on the substrate: by planes, by strain and size, or by a known relation. */
export function Matches({ onClose, onSay }: MatchesProps) {
  const recipe = useRecipe();
  const film = filmsOf(recipe)[0];
  useEscape(onClose);
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
      <section className="find" aria-label="Find matches">
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
      </section>
    );
  return (
    <section className="find" aria-label="Find matches">
      <Found recipe={recipe} heading={heading} onClose={onClose} onSay={onSay} />
    </section>
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
  onSay,
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
  const [sorting, setSorting] = useState<Sorting>({ key: 'area', down: false });
  const [maxIndex, setMaxIndex] = useState(2);
  const [relation, setRelation] = useState<RelationChoice>(FIRST_RELATION);
  useSearch(recipe, limits, tab, relation, maxIndex);

  const filmShare = filmShareOf(recipe.strained);
  const matches = useDeferredValue(list.matches);
  const rows = useMemo(
    () => matches.filter((m) => repeats || m.repeats === 1).map((match) => rowOf(match, filmShare)),
    [matches, repeats, filmShare],
  );
  const front = useMemo(
    () => new Set(frontOf(rows, SIZE[across]).map((r) => r.match)),
    [rows, across],
  );
  const built = model?.built ?? null;
  const energy = useMemo(() => {
    if (built === null || !isFor(list.planes, recipe) || !hasEnergy(built)) return null;
    return (match: Match) => energyJPerM2(match, built);
  }, [built, list.planes, recipe]);
  const shownRows = useMemo(() => sorted(rows, sorting), [rows, sorting]);
  // The first match stands in the drawings until the hand points at another.
  useEffect(() => {
    const { match } = pointedStore.getState();
    if (rows[0] && (match === null || !matches.includes(match))) pointAt(rows[0].match);
  }, [rows, matches]);

  const { planes } = list;
  const choose = useCallback(
    (match: Match) => {
      pointAt(match);
      if (match.mirror || planes === null) return;
      commit(chooseMatch(match, planes));
      onSay(
        `Built: ${fixed(match.substrateAreaAng2, 1)} Å², ${fixed(100 * match.maxStrain, 2)} %. Undo takes it back.`,
      );
      onClose();
    },
    [planes, onClose, onSay],
  );
  const flip = () => {
    try {
      commit(flipStep(1));
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      onSay(`Not flipped: ${error.message}.`);
    }
  };
  const pick = useCallback(
    (filmHkl: IntVec3, substrateHkl: IntVec3) => {
      const pair = { film: filmHkl, substrate: substrateHkl };
      const field = matchingStore.getState().map.fields.get(fieldKey(filmHkl, substrateHkl));
      if (!field?.smallest) return onSay('Nothing fits there within the limits.');
      // Both planes with the smallest cell that fits them: one step, and a stack that can be built.
      commit(chooseMatch(field.smallest, pair));
      setTab('matches');
    },
    [onSay],
  );

  const dark = useDark();
  const colors = SLAB_COLORS[dark ? 'dark' : 'light'];
  const { slab: below } = substrateOf(recipe);
  const { slab: above } = filmsOf(recipe)[0]!;
  const name = (id: string) => subscripts(materialIn(recipe, id)?.formula ?? id);
  const [filmName, substrateName] = [name(above.material), name(below.material)];
  const shownPlanes = planes ?? { film: above.hkl, substrate: below.hkl };
  const aside = (
    <aside className="find-aside" aria-label="The cells of the match pointed at">
      <MatchesCells filmColor={colors[1]} substrateColor={colors[0]} />
      <MatchesDetail
        film={filmName}
        substrate={substrateName}
        filmShare={filmShare}
        onChoose={tab === 'explorer' ? null : choose}
        onFlip={flip}
      />
    </aside>
  );
  const job = tab === 'explorer' ? map : list;
  const message = (
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
            <span className="film-ink">
              {filmName} ({indexText(shownPlanes.film)})
            </span>{' '}
            on{' '}
            <span className="substrate-ink">
              {substrateName} ({indexText(shownPlanes.substrate)})
            </span>
          </h2>
          <Tabs tab={tab} onTab={setTab} />
          <MatchesStatus
            job={job}
            count={tab === 'explorer' ? map.fields.size : list.matches.length}
            what={tab === 'explorer' ? 'fields' : 'matches'}
            onCancel={tab === 'explorer' ? cancelMap : cancelSearch}
          />
        </div>
        <div className="line">
          <MatchesControls limits={limits} onChange={setLimits} />
        </div>
      </div>
      {tab === 'explorer' ? (
        <>
          <div className="find-explorer">
            {map.status === 'failed' ? (
              <div className="find-message" role="alert">
                <h3>The map was not made</h3>
                <p className="about">{map.reason}</p>
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
                  onChange={(part) => setRelation((r) => ({ ...r, ...part }))}
                />
              </div>
            ) : (
              <div className="find-plot">
                <div className="line">
                  <Segments
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
          <div className="find-list">
            <div className="line">
              <span
                className="under"
                title="Which slab gives way so that both share one in-plane cell: the strains in the table and the plot follow"
              >
                Strained
              </span>
              <Segments
                label="Who is strained in these matches"
                value={recipe.strained.who}
                options={[
                  ['film', 'film'],
                  ['shared', 'shared'],
                  ['substrate', 'substrate'],
                ]}
                onChange={(who) =>
                  commit((r) => ({
                    ...r,
                    strained: who === 'shared' ? { who, filmShare: 0.5 } : { who },
                  }))
                }
              />
              <label
                className="tick"
                title="Cells that hold a smaller cell of the very same interface a whole number of times"
              >
                <input
                  type="checkbox"
                  checked={repeats}
                  onChange={(e) => setRepeats(e.target.checked)}
                />
                repeats of smaller cells
              </label>
              {list.truncated && (
                <span className="warn" role="status">
                  The list ends at {fixed(list.matches.length, 0)}: larger cells are left out. Lower
                  the strain or the area.
                </span>
              )}
              <span className="spacer" />
              <button
                type="button"
                className="button small"
                disabled={shownRows.length === 0}
                title="The table as comma-separated values, in the order shown"
                onClick={() =>
                  download(
                    `matches-${above.material}-${shownPlanes.film.join('')}-on-${below.material}-${shownPlanes.substrate.join('')}.csv`.replaceAll(
                      '@',
                      '',
                    ),
                    csvOf(shownRows, front),
                  )
                }
              >
                CSV
              </button>
            </div>
            {rows.length > 0 ? (
              <MatchesTable
                rows={shownRows}
                front={front}
                energy={energy}
                sorting={sorting}
                onSort={setSorting}
                onChoose={choose}
              />
            ) : (
              tab === 'relation' && message
            )}
          </div>
        </>
      )}
    </>
  );
}

const FIRST_RELATION: RelationChoice = {
  film: MICROSCOPE_RELATION.film,
  substrate: MICROSCOPE_RELATION.substrate,
  toleranceDeg: 1,
};

const isFor = (planes: PlanePair | null, recipe: Recipe): boolean =>
  planes !== null &&
  String(planes.film) === String(filmsOf(recipe)[0]?.slab.hkl) &&
  String(planes.substrate) === String(substrateOf(recipe).slab.hkl);

/** What a search depends on: cut and crystal of both slabs, not how they are laid together. */
const searched = (recipe: Recipe): string =>
  JSON.stringify([
    ...recipe.steps
      .slice(0, 2)
      .map((s) =>
        'slab' in s
          ? [
              s.slab.material,
              s.slab.cell,
              s.slab.hkl,
              s.slab.planes,
              s.slab.termination,
              s.slab.remove,
            ]
          : null,
      ),
    (recipe.crystals ?? []).map((c) => c.id),
  ]);

/** Starts the search of the tab when it opens, and again when what it depends on has changed. */
function useSearch(
  recipe: Recipe,
  limits: Limits,
  tab: Tab,
  relation: RelationChoice,
  maxIndex: number,
): void {
  const key = JSON.stringify([
    searched(recipe),
    limits,
    tab,
    tab === 'relation' && relation,
    tab === 'explorer' && maxIndex,
  ]);
  const opened = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what the search depends on
  useEffect(() => {
    const start = () => {
      if (tab === 'explorer') return startMap(recipe, maxIndex);
      pointAt(null);
      if (tab === 'matches') return startSearch(recipe);
      const { film, substrate, toleranceDeg } = relation;
      startSearch(
        recipe,
        { film: film.hkl, substrate: substrate.hkl },
        {
          film: film.uvw,
          substrate: substrate.uvw,
          toleranceRad: (toleranceDeg * Math.PI) / 180,
        },
      );
    };
    // A tab that opens searches at once; a hand at a field is waited for.
    const rest = opened.current === tab ? REST_MS : 0;
    opened.current = tab;
    const timer = setTimeout(start, rest);
    return () => clearTimeout(timer);
  }, [key]);
}

function Tabs({ tab, onTab }: { readonly tab: Tab; readonly onTab: (tab: Tab) => void }) {
  const host = useRef<HTMLDivElement>(null);
  const at = TABS.findIndex(([id]) => id === tab);
  const step = (by: number) => {
    const next = (at + by + TABS.length) % TABS.length;
    onTab(TABS[next]![0]);
    (host.current!.children[next] as HTMLElement).focus();
  };
  return (
    <div
      ref={host}
      role="tablist"
      aria-label="Ways to look for a match"
      tabIndex={-1}
      onKeyDown={(e) => {
        if (e.key === 'ArrowRight') step(1);
        if (e.key === 'ArrowLeft') step(-1);
      }}
    >
      {TABS.map(([id, text]) => (
        <button
          key={id}
          type="button"
          role="tab"
          aria-selected={id === tab}
          tabIndex={id === tab ? 0 : -1}
          onClick={() => onTab(id)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

/** Escape closes the view, but a field being typed in, a menu or a dialog has it first. */
function useEscape(onClose: () => void): void {
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.key !== 'Escape' || e.defaultPrevented) return;
      const typing = e.target instanceof HTMLElement && e.target.matches('input, select, textarea');
      if (!typing && !document.querySelector('.popover, dialog[open]')) onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onClose]);
}
