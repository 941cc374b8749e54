import { afterEach, beforeEach, expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { displacementStore, setDisplacementView } from '#app/player/displacements.ts';
import {
  closeSource,
  fitTo,
  playerStore,
  setPreparation,
  setRange,
  setSource,
} from '#app/player/player.ts';
import { analyst, memorySource } from '#app/trajectory/memorySource.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { UNPREPARED } from '#core/analysis/motion/preparedFrame.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { eventually } from '../../helpers/eventually.ts';

const { structure } = build(DEFAULT_PRESET.recipe, library);
interface Question {
  readonly range: unknown;
  readonly centred: unknown;
  readonly resolve: (x: unknown) => void;
  readonly reject: (error: Error) => void;
  cancelled: boolean;
}
let asked: Question[] = [];

function play(): void {
  const made = memorySource(
    {
      kind: 'md',
      label: '',
      about: '',
      notes: [],
      structure,
      frames: new Float32Array(4 * structure.xyz.length),
      timesFs: null,
      scalars: [],
    },
    analyst(),
  );
  const ask = (question: { centred: boolean }, options: { range?: object }) => {
    let mine: Question;
    const answer = new Promise((resolve, reject) => {
      mine = {
        range: options.range ?? 'all',
        centred: question.centred,
        resolve,
        reject,
        cancelled: false,
      };
    });
    asked.push(mine!);
    return {
      answer,
      cancel: () => {
        mine.cancelled = true;
      },
    };
  };
  setSource({ ...made, ask: ask as unknown as TrajectorySource['ask'] });
}
const motion = () => displacementStore.getState();

beforeEach(() => {
  asked = [];
  fitTo(structure, true);
  play();
});
afterEach(() => {
  setPreparation(UNPREPARED);
  closeSource();
});

test('it is of the frames that are played, the last one included', async () => {
  setRange([1, 3]);
  setDisplacementView({ lines: 'average' });
  expect(asked[0]!.range).toEqual({ first: 1, end: 4 });
  const average = { xyz: new Float64Array(3) };
  asked[0]!.resolve(average);
  await eventually(() => expect(motion().average).toBe(average));
  expect(motion().averaging).toBeNull();
});

test('another range or frame of reference has another average', async () => {
  setDisplacementView({ lines: 'average' });
  asked[0]!.resolve({});
  await eventually(() => expect(motion().average).not.toBeNull());
  setPreparation({ centred: true });
  expect(motion().average).toBeNull();
  expect(asked.map((q) => q.centred)).toEqual([false, true]);
  setRange([0, 2]);
  expect(asked[1]!.cancelled).toBe(true);
  expect(asked[2]).toMatchObject({ range: { first: 0, end: 3 }, centred: true });
  // The answer to a question that was given up.
  asked[1]!.resolve({ late: true });
  await Promise.resolve();
  expect(motion().average).toBeNull();
});

test('another trajectory begins plain; a failure is said', async () => {
  setDisplacementView({ lines: 'average', fullAng: 5 });
  asked[0]!.reject(new Error('frame 3 is broken'));
  await eventually(() => expect(motion().problem).toBe('frame 3 is broken'));
  expect(motion().averaging).toBeNull();
  play();
  expect(motion()).toMatchObject({ lines: 'none', fullAng: 2, problem: null });
  expect(playerStore.getState().source).not.toBeNull();
});
