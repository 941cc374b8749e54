import type { Model } from '#app/document/model.ts';
import type { Asked } from '#app/jobs/asked.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import type { ContactTrack } from '#core/analysis/tracks.ts';
import { facingAtoms } from '#core/recipe/build.ts';
import { leadingPairs } from '#core/recipe/interfaceContacts.ts';
import { type ContactSeries, isBuilt, type PlayerState, playerStore } from './player.ts';
import { LATE_FS } from './recorded.ts';

/** Largest number of pairs followed, as many as fit into one plot. */
const MAX_PAIRS = 2;
const BINS = 100;

/**
 * Measures the contacts of the first interface in every frame of an opened file or a run that is made, if its atoms
 * are those of the model, and stores them as the player's `series`. New frames are measured as they arrive.
 * @returns a function that stops it
 */
export function watchContacts(model: Model): () => void {
  const { built, contacts } = model;
  const ofBuilt = leadingPairs(contacts[0] ?? [])
    .slice(0, MAX_PAIRS)
    .map((p) => p.pair);
  const questionFor = (player: PlayerState) => {
    const { source } = player;
    if (source === null || source.kind === 'recorded') return null;
    if (source.facing !== undefined)
      return { pairs: source.facing.pairs.slice(0, MAX_PAIRS), ...facesOf(source) };
    if (ofBuilt.length === 0 || !isBuilt(player)) return null;
    return {
      pairs: ofBuilt,
      lower: facingAtoms(built, 0, 'top'),
      upper: facingAtoms(built, 1, 'bottom'),
      reference: built.structure.xyz,
    };
  };
  let asked: Asked<readonly ContactTrack[]> | null = null;
  let structure: unknown = null;
  let means = new Map<string, number[]>();

  const follow = (): void => {
    const player = playerStore.getState();
    const { source, count } = player;
    const found = questionFor(player);
    if (source === null || found === null) return;
    const { pairs, ...faces } = found;
    if (source.structure !== structure) {
      asked?.cancel();
      asked = null;
      structure = source.structure;
      means = new Map(pairs.map((pair) => [pair, []]));
    }
    const first = means.get(pairs[0]!)!.length;
    if (asked !== null || first >= count) return;
    const mine = source.ask(
      { kind: 'contacts', ...faces, bins: BINS },
      {
        range: { first, end: count },
        // Nothing is plotted beyond this frame; the player gives the reason when the frame is shown.
        onStopped: () => undefined,
      },
    );
    asked = mine;
    mine.answer.then(
      (tracks) => {
        if (asked !== mine) return;
        asked = null;
        for (const [pair, values] of means) {
          const found = tracks.find((t) => t.pair === pair)?.nearestMeanAng;
          for (let k = 0; k < count - first; k++) values.push(found?.[k] ?? Number.NaN);
        }
        const now = playerStore.getState().source;
        if (now !== null && now.structure === structure)
          playerStore.setState({ series: [...means].map(([p, v]) => seriesOf(p, v, now)) });
        follow();
      },
      () => {
        // A frame that cannot be read; the player says so when it is shown.
        if (asked === mine) asked = null;
      },
    );
  };
  follow();
  const stop = playerStore.subscribe((p, q) => {
    if (p.source !== q.source) follow();
  });
  return () => {
    stop();
    asked?.cancel();
  };
}

/** What faces each other in a particle that is played. */
const facesOf = ({ facing, structure }: TrajectorySource) => ({
  lower: facing!.lower,
  upper: facing!.upper,
  reference: structure.xyz,
});

function seriesOf(
  pair: string,
  values: readonly number[],
  source: TrajectorySource,
): ContactSeries {
  const { timesFs } = source;
  const end = timesFs?.[values.length - 1] ?? 0;
  const late = timesFs === null ? values : values.filter((_, k) => timesFs[k]! > end - LATE_FS);
  return {
    pair,
    meansAng: Float32Array.from(values),
    lateMeanAng: late.reduce((sum, x) => sum + x, 0) / late.length,
  };
}
