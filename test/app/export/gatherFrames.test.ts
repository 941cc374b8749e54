import { expect, test, vi } from 'vitest';
import { gatherRun, hasRun } from '#app/export/gatherFrames.ts';
import { fitTo, playerStore, setSource } from '#app/player/player.ts';
import { analyst, memorySource } from '#app/trajectory/memorySource.ts';
import { UNPREPARED } from '#core/analysis/motion/preparedFrame.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { library } from '../../helpers/library.ts';

const { structure } = build(DEFAULT_PRESET.recipe, library);
const frames = [0, 1, 2, 3].map((t) => structure.xyz.map((x) => x + 0.1 * t));

function play(timesFs: Float64Array | null, count = 4): void {
  fitTo(structure, true);
  setSource(
    memorySource(
      {
        kind: 'md',
        label: 'test',
        about: '',
        notes: [],
        structure,
        frames: Float32Array.from(frames.slice(0, count).flatMap((f) => [...f])),
        timesFs,
        scalars: [],
      },
      analyst(),
    ),
  );
}
const run = () => gatherRun(playerStore.getState());

test('all frames in their order, with the time from one to the next', async () => {
  play(Float64Array.of(0, 20, 40, 60));
  const found = (await run())!;
  expect(found.frameFs).toBe(20);
  expect(found.count).toBe(4);
  expect([...found.xyz]).toEqual([...Float32Array.from(frames.flatMap((f) => [...f]))]);
  play(Float64Array.of(500, 502.5, 505, 507.5));
  expect((await run())!.frameFs).toBe(2.5);
});

test('frames are as they were made, whatever the picture does to them', async () => {
  play(Float64Array.of(0, 20, 40, 60));
  playerStore.setState({ preparation: { ...UNPREPARED, smoothOver: 1 } });
  expect((await run())!.xyz[0]).toBe(Math.fround(structure.xyz[0]!));
  playerStore.setState({ preparation: UNPREPARED });
});

test('without times a frame counts as one step', async () => {
  play(null);
  expect((await run())!.frameFs).toBe(1);
  play(Float64Array.of(0), 1);
  expect((await run())!.frameFs).toBe(1);
});

test('a long run is gathered in slices: the page has its turn between them', async () => {
  play(null);
  let clock = 0;
  const now = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 15));
  let turns = 0;
  const ticking = setInterval(() => turns++);
  const gathered = run();
  await gathered;
  clearInterval(ticking);
  now.mockRestore();
  expect((await gathered)!.count).toBe(4);
  expect(turns).toBeGreaterThan(0);
});

test('nothing is gathered where nothing is played', async () => {
  expect(await gatherRun({ ...playerStore.getState(), source: null })).toBeNull();
});

test('a run that starts from another stack is none of the document', () => {
  play(null);
  const player = playerStore.getState();
  expect(hasRun(player)).toBe(true);
  expect(hasRun({ ...player, isHeld: true })).toBe(false);
});
