import { afterEach, beforeEach, expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { modelOf } from '#app/document/model.ts';
import { watchContacts } from '#app/player/contactTracks.ts';
import { closeSource, fitTo, playerStore, setSource } from '#app/player/player.ts';
import { analyst, memorySource } from '#app/trajectory/memorySource.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { contactsOver } from '#core/analysis/tracks.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { accumulate } from '../../core/analysis/accumulate.ts';
import { eventually } from '../../helpers/eventually.ts';

const { structure } = build(DEFAULT_PRESET.recipe, library);
const model = modelOf(DEFAULT_PRESET.recipe);
/** The film rises by 0.1 Å from frame to frame. */
const frames = [0, 1, 2, 3].map((t) =>
  structure.xyz.map((x, k) =>
    k % 3 === 2 && structure.layer[Math.floor(k / 3)] === 1 ? x + 0.1 * t : x,
  ),
);

let asked: unknown[] = [];
/** Answered by the analysis itself, without a worker. */
function source(timesFs: Float64Array | null): TrajectorySource {
  const made = memorySource(
    {
      kind: 'md',
      label: '',
      about: '',
      notes: [],
      structure,
      frames: Float32Array.from(frames.flatMap((f) => [...f])),
      timesFs,
      scalars: [],
    },
    analyst(),
  );
  const ask = (question: object, options: { range: { first: number; end: number } }) => {
    asked.push(options.range);
    const views = frames
      .slice(options.range.first, options.range.end)
      .map((xyz) => ({ lattice: structure.lattice, xyz }));
    const tracks = accumulate(
      contactsOver(structure.numbers, question as Parameters<typeof contactsOver>[1]),
      views,
    );
    return { answer: Promise.resolve(tracks), cancel: () => undefined };
  };
  return { ...made, ask: ask as unknown as TrajectorySource['ask'] };
}

let stop = (): void => undefined;
const series = () => playerStore.getState().series;
async function watch(timesFs: Float64Array | null): Promise<void> {
  setSource(source(timesFs));
  stop = watchContacts(model);
  await eventually(() => expect(series().length).toBeGreaterThan(0));
}
beforeEach(() => {
  asked = [];
  fitTo(structure, true);
});
afterEach(() => {
  stop();
  closeSource();
});

test('contacts that attract are followed, as the report has them in the first frame', async () => {
  await watch(Float64Array.of(0, 1000, 2000, 3000));
  const reported = model.report.contacts.filter((c) => c.attractive && c.interface === 0);
  expect(series().map((s) => s.pair)).toEqual(reported.slice(0, 2).map((c) => c.pair));
  for (const [k, { meansAng }] of series().entries()) {
    expect(meansAng).toHaveLength(4);
    expect(meansAng[0]).toBeCloseTo(reported[k]!.nearestMean, 4);
    expect(meansAng[3]!).toBeGreaterThan(meansAng[0]!);
  }
  expect(asked).toEqual([{ first: 0, end: 4 }]);
});

test('the late mean is of the last 2 ps; without times of all frames', async () => {
  const mean = (x: ArrayLike<number>) => Array.from(x).reduce((s, v) => s + v, 0) / x.length;
  await watch(Float64Array.of(0, 1000, 2000, 3000));
  for (const { meansAng, lateMeanAng } of series())
    expect(lateMeanAng).toBeCloseTo(mean(meansAng.slice(2)), 5);
  stop();
  closeSource();
  await watch(null);
  for (const { meansAng, lateMeanAng } of series())
    expect(lateMeanAng).toBeCloseTo(mean(meansAng), 5);
});
