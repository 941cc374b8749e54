import { useEffect, useState } from 'react';
import { materialIn } from '#app/document/library.ts';
import { type MatchList, searchAgain } from '#app/matches/matching.ts';
import type { Limits } from '#core/match/coincidence.ts';
import { planeLatticeOf } from '#core/match/planeLattice.ts';
import { fixed, percent } from '#core/math/decimals.ts';
import { crystalOf } from '#core/recipe/crystals/library.ts';
import { filmsOf, type Recipe, type SlabSpec, substrateOf } from '#core/recipe/recipe.ts';
import { surfaceOf } from '#core/surface/surface.ts';
import { type Miss, nearestMiss } from './nearestMiss.ts';

interface MessageProps {
  readonly list: MatchList;
  readonly limits: Limits;
  readonly recipe: Recipe;
  readonly onLimits: (part: Partial<Limits>) => void;
  /** Matches that a filter hides. */
  readonly hidden: number;
}

/** The message in place of the list: searching, failed, or nothing found and the nearest miss. */
export function MatchesMessage({ list, limits, recipe, onLimits, hidden }: MessageProps) {
  if (list.status === 'failed')
    return (
      <div className="find-message" role="alert">
        <h3>The search did not run</h3>
        <p className="about">{list.reason}</p>
        {list.isLost && (
          <button type="button" className="button small" onClick={() => searchAgain(recipe)}>
            Search again
          </button>
        )}
      </div>
    );
  if (list.status === 'running' || list.status === 'idle')
    return <p className="find-message about">Searching all pairs of supercells…</p>;
  if (list.status === 'cancelled')
    return <p className="find-message about">Cancelled before anything was found.</p>;
  if (hidden > 0)
    return <p className="find-message about">All that was found are repeats of smaller cells.</p>;
  return <Nothing list={list} limits={limits} recipe={recipe} onLimits={onLimits} />;
}

/** In place of the list while a field holds another relation than the one that was searched. */
export const MatchesTyping = ({ unreadable }: { readonly unreadable: boolean }) => (
  <p className="find-message about">
    {unreadable ? 'What is typed is no relation yet.' : 'Enter finds the cells that honour it.'}
  </p>
);

function Nothing({ list, limits, recipe, onLimits }: Omit<MessageProps, 'hidden'>) {
  const [miss, setMiss] = useState<Miss | null>(null);
  const { planes, directions } = list;
  useEffect(() => {
    setMiss(null);
    if (planes === null || directions !== null) return;
    const stop = new AbortController();
    const lattice = ({ material, cell }: SlabSpec, hkl: readonly number[]) =>
      planeLatticeOf(surfaceOf(crystalOf(materialIn(recipe, material)!, cell), hkl));
    void nearestMiss(
      lattice(filmsOf(recipe)[0]!.slab, planes.film),
      lattice(substrateOf(recipe).slab, planes.substrate),
      { ...limits, maxAtoms: null },
      stop.signal,
    ).then((found) => stop.signal.aborted || setMiss(found));
    return () => stop.abort();
  }, [planes, directions, limits, recipe]);
  const { byStrain, byArea } = miss ?? { byStrain: null, byArea: null };
  return (
    <div className="find-message" role="status">
      <h3>Nothing fits within these limits</h3>
      {directions !== null ? (
        <p className="about">
          No cell up to {fixed(limits.maxAreaAng2, 0)} Å² honours the relation: allow a wider angle,
          a larger area or more strain.
        </p>
      ) : (
        <>
          {limits.maxAtoms !== null && (
            <p className="about">Cells of more than {limits.maxAtoms} atoms are left out.</p>
          )}
          {byStrain && (
            <p className="about">
              Nearest within {fixed(limits.maxAreaAng2, 0)} Å²: {percent(byStrain.maxStrain, 2)} %
              at {fixed(byStrain.substrateAreaAng2, 1)} Å².{' '}
              <button
                type="button"
                className="linkish"
                onClick={() =>
                  onLimits({
                    maxAtoms: null,
                    tolerance: { mode: 'strain', maxStrain: upTo(byStrain.maxStrain, 1e-3) },
                  })
                }
              >
                Allow {percent(upTo(byStrain.maxStrain, 1e-3), 1)} %
              </button>
            </p>
          )}
          {byArea && (
            <p className="about">
              Smallest within the strain: {fixed(byArea.substrateAreaAng2, 1)} Å² at{' '}
              {percent(byArea.maxStrain, 2)} %.{' '}
              <button
                type="button"
                className="linkish"
                onClick={() => onLimits({ maxAtoms: null, maxAreaAng2: areaOf(byArea) })}
              >
                Allow {areaOf(byArea)} Å²
              </button>
            </p>
          )}
          {miss && !byStrain && !byArea && (
            <p className="about">Nor within three times the area or three times the strain.</p>
          )}
        </>
      )}
    </div>
  );
}

/** The next multiple, so that what was found is inside the limit for certain. */
const upTo = (x: number, step: number): number =>
  Number((Math.ceil(x / step + 0.01) * step).toFixed(6));
const areaOf = (m: { readonly filmAreaAng2: number; readonly substrateAreaAng2: number }): number =>
  upTo(Math.max(m.filmAreaAng2, m.substrateAreaAng2), 10);
