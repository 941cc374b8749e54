import { useState } from 'react';
import { documentStore, shown } from '#app/document/document.ts';
import { library } from '#app/document/library.ts';
import { changeSlabs } from '#app/interface/changeSlabs.ts';
import { problemOf } from '#app/jobs/problems.ts';
import { findFit } from '#app/matches/fitting.ts';
import { matchingStore } from '#app/matches/matching.ts';
import { openPlace } from '#app/shell/places.ts';
import { say } from '#app/shell/toasts.ts';
import type { Mismatch } from '#core/match/strain.ts';
import { fixed, percent, signed, signedPercent } from '#core/math/decimals.ts';
import type { Built } from '#core/recipe/build.ts';
import { fitFilm } from '#core/recipe/edits/fit.ts';
import { FILM_STEP } from '#core/recipe/edits/match.ts';

export interface UnfitProps {
  readonly step: number;
  readonly built: Built;
  readonly mismatch: Mismatch;
}

/** Where the cells of two slabs plainly do not belong together: says so, and builds ones that do. */
export function Unfit({ step, built, mismatch }: UnfitProps) {
  const [isSearching, setSearching] = useState(false);
  const search = async () => {
    setSearching(true);
    await buildFit(built, step);
    setSearching(false);
  };
  const { a, b, gammaDeg } = mismatch;
  return (
    <p className="about warn unfit" data-testid="unfit">
      These cells do not fit: {signedPercent(a, 1)} % along a, {signedPercent(b, 1)} % along b
      {Math.abs(gammaDeg) < 0.05 ? '' : `, Δγ ${signed(gammaDeg, 1)}°`}.{' '}
      <button
        type="button"
        className="button small"
        disabled={isSearching}
        title="Builds the smallest cell within the limits of Find matches, as one step"
        onClick={() => void search()}
      >
        {isSearching ? 'Searching…' : 'Find a match'}
      </button>
    </p>
  );
}

async function buildFit(built: Built, step: number): Promise<void> {
  const before = shown(documentStore.getState());
  try {
    const best = await findFit(built, step);
    if (shown(documentStore.getState()) !== before) return;
    if (best === null) return tellNone(step);
    await changeSlabs(fitFilm(step, best.match, library));
    say(
      `Built: ${fixed(best.match.substrateAreaAng2, 1)} Å², strained by ${percent(best.strain, 2)} %. Undo takes it back.`,
    );
  } catch (error) {
    const problem = problemOf(error);
    if (problem !== null) say(`No match was built: ${problem.reason}.`);
  }
}

function tellNone(step: number): void {
  const { maxAreaAng2 } = matchingStore.getState().limits;
  const cells = step === FILM_STEP ? 'cell' : 'multiple of the cell of the slabs below';
  say(
    `No common ${cells} up to ${fixed(maxAreaAng2, 0)} Å² within the limits of Find matches: widen them there.`,
  );
  openPlace('find');
}
