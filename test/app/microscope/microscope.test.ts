import { afterEach, expect, test, vi } from 'vitest';
import { microscopeHandlers } from '#app/microscope/microscopeHandlers.ts';
import { endMicroscope, startMicroscope } from '#app/microscope/microscopeJob.ts';
import { microscopeLink, openMicroscopeLink } from '#app/microscope/microscopeLink.ts';
import { readSettings } from '#app/microscope/microscopeSettings.ts';
import {
  changeObservation,
  chooseSpecimen,
  microscopeStore,
  openMicroscope,
  undoMicroscope,
} from '#app/microscope/microscopeStore.ts';
import type { MicroscopeTasks } from '#app/microscope/microscopeTasks.ts';
import { openPlace, placesStore } from '#app/shell/places.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { standInWorkers, threadWorker } from '../../helpers/threadWorker.ts';

const first = microscopeStore.getState();
const state = () => microscopeStore.getState().typed;
afterEach(() => {
  endMicroscope();
  microscopeStore.setState(first, true);
  placesStore.setState({ open: [] });
  vi.unstubAllGlobals();
});

test('another specimen lies on its first axis, untilted, as it is opened; what else was set stays', () => {
  expect(state().choice).toBe('nanocrystal');
  changeObservation({ of: 1, zone: [1, 1, 1], alphaDeg: 3, betaDeg: -2, kv: 200 });
  openMicroscope('nanocrystal');
  expect(state().observation).toMatchObject({ of: 1, zone: [1, 1, 1], alphaDeg: 3, kv: 200 });
  expect(placesStore.getState().open).toContain('microscope');
  openMicroscope('crystal-1');
  expect(state().choice).toBe('crystal-1');
  const untilted = { of: 0, zone: [0, 0, 1], alphaDeg: 0, betaDeg: 0, kv: 200 };
  expect(state().observation).toMatchObject(untilted);
  changeObservation({ betaDeg: 4 });
  chooseSpecimen('interface');
  expect(state()).toMatchObject({ choice: 'interface', observation: untilted });
});

test('settings come back from a link; what is beyond the limits, or unknown, is as at first', () => {
  changeObservation({ zone: [1, 1, 1], of: 1, doseAng2: 900, fieldNm: 6, mode: 'tem', kv: 80 });
  const { asked } = microscopeStore.getState();
  const link = `#n=abc${microscopeLink()}`;
  microscopeStore.setState(first, true);
  openPlace('nanocrystal');
  openMicroscopeLink(link);
  expect(microscopeStore.getState().asked).toEqual(asked);
  expect(placesStore.getState().open).toEqual(['microscope']);
  undoMicroscope();
  expect(microscopeStore.getState().asked).toEqual(first.asked);
  const odd = { kv: 1e9, pixelAng: 1e-6, zone: [0, 0, 0], mode: 'x', fieldNm: -3, doseAng2: '9' };
  expect(readSettings({ choice: 'cat', observation: odd })).toEqual(first.asked);
});

test('a crystal of the document: its image, diffraction and indexed transform; the stack holds both', async () => {
  const workers = standInWorkers({
    'microscope.worker': () => threadWorker<MicroscopeTasks>(microscopeHandlers),
  });
  const { recipe } = DEFAULT_PRESET;
  const observation = { ...state().observation, fieldNm: 6, pixelAng: 0.4 };
  const source = { kind: 'crystal', recipe, slab: 1 } as const;
  const parts: number[] = [];
  const seen = await startMicroscope('look', { source, observation }, (p) => parts.push(p)).answer;
  expect(seen.crystals).toEqual(['CdS']);
  expect(seen.tiltDeg).toBe(0);
  expect(parts[0]).toBe(0.1);
  expect([seen.image.width, seen.image.height]).toEqual([150, 150]);
  // d(220) of zinc blende with a = 5.81 Å; (200) and (110) are extinct or weak along [0 0 1].
  const spots = seen.diffraction.map(({ hkl }) => hkl.map(Math.abs).toSorted().join(' '));
  expect(spots).toContain('0 2 2');
  expect(spots).not.toContain('0 1 1');
  const { picture, spots: indexed } = await startMicroscope('transform', {
    source,
    observation,
    image: seen.image,
    thicknessAng: seen.image.thicknessAng,
    region: null,
    window: 'hann',
  }).answer;
  expect(picture.reachPerAng).toBeCloseTo(1, 1);
  const near = indexed.filter(({ dAng }) => Math.abs(dAng / (5.81 / Math.sqrt(8)) - 1) < 0.005);
  expect(near.length).toBeGreaterThanOrEqual(4);
  expect(workers).toHaveLength(1);

  const stack = { kind: 'interface', recipe } as const;
  const both = await startMicroscope('look', { source: stack, observation }).answer;
  expect(both.crystals).toEqual(['CsPbBr3', 'CdS']);
});
