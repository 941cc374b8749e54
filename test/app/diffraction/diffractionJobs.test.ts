import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDebyeSum } from '#app/diffraction/debyeSum.ts';
import { diffractionHandlers } from '#app/diffraction/diffractionHandlers.ts';
import {
  askChoices,
  closeMeasured,
  diffractionStore,
  openMeasured,
  typeChoice,
} from '#app/diffraction/diffractionStore.ts';
import type { DiffractionTasks } from '#app/diffraction/diffractionTasks.ts';
import { patternSettings } from '#app/diffraction/patternSettings.ts';
import { closePlace, placesStore } from '#app/shell/places.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { formFactor } from '#core/diffraction/formFactors.ts';
import { eventually } from '../../helpers/eventually.ts';
import { standInWorkers, type TestWorker, threadWorker } from '../../helpers/threadWorker.ts';

/** Two atoms of copper, 2.5 Å apart. */
const PAIR = {
  numbers: Uint8Array.of(29, 29),
  xyz: Float64Array.of(0, 0, 0, 2.5, 0, 0),
} as unknown as Structure;

const first = diffractionStore.getState();
const state = () => diffractionStore.getState();
let workers: readonly TestWorker[];
beforeEach(() => {
  workers = standInWorkers({
    'diffraction.worker': () => threadWorker<DiffractionTasks>(diffractionHandlers),
  });
});
afterEach(() => {
  state().cancel();
  diffractionStore.setState(first);
  closePlace('analysis');
  vi.unstubAllGlobals();
});
const measured = async () => {
  await eventually(() => expect(state().measured).not.toBeNull());
  return state().measured!;
};

test.each([0, 2])('the sum of two atoms is Debye’s formula, B %d Å²', async (displacementAng2) => {
  typeChoice({ radiation: 'CuKa', from: 20, to: 80, displacementAng2 });
  askChoices();
  openDebyeSum('pair', PAIR);
  expect(placesStore.getState().open).toContain('analysis');
  expect(state()).toMatchObject({ reading: 'pair', done: 0 });
  const { twoTheta, intensity, wavelengthAng, ...rest } = await measured();
  expect(rest).toMatchObject({ name: 'pair', kind: 'Debye sum' });
  expect(state()).toMatchObject({ reading: null, done: null, refusal: null });
  expect(wavelengthAng).toBeCloseTo(1.5418, 3);
  expect([twoTheta[0], twoTheta.at(-1), twoTheta.length]).toEqual([20, expect.closeTo(80, 9), 601]);
  // f² e^(−2 B s²) (2 + 2 sin qr / qr) times (1 + cos² 2θ) / 2, with s = sin θ / λ and q = 4 π s.
  for (const i of [0, 137, 600]) {
    const angle = (twoTheta[i]! * Math.PI) / 180;
    const s = Math.sin(angle / 2) / wavelengthAng!;
    const qr = 4 * Math.PI * s * 2.5;
    const f2 = formFactor(29, s) ** 2 * Math.exp(-2 * displacementAng2 * s * s);
    const expected = f2 * (1 + Math.sin(qr) / qr) * (1 + Math.cos(angle) ** 2);
    expect(intensity[i]! / expected).toBeCloseTo(1, 9);
  }
  expect(intensity).toHaveLength(601);
});

test('a later sum takes the place of an earlier one, and a cancelled one says nothing', async () => {
  openDebyeSum('early', PAIR);
  openDebyeSum('late', PAIR);
  expect((await measured()).name).toBe('late');
  expect(workers[0]!.ended).toBe(true);
  closeMeasured();
  openDebyeSum('dropped', PAIR);
  state().cancel();
  expect(state()).toMatchObject({ reading: null, done: null });
  expect(workers[2]!.ended).toBe(true);
  openDebyeSum('next', PAIR);
  expect((await measured()).name).toBe('next');
});

test('what cannot be summed is refused with the name of the particle', async () => {
  openDebyeSum('odd', { ...PAIR, numbers: Uint8Array.of(29, 118) });
  await eventually(() => expect(state().refusal).not.toBeNull());
  expect(state().refusal).toMatch(/^odd: no X-ray form factor for 118/);
  expect(state()).toMatchObject({ reading: null, done: null, measured: null });
});

test('a file is named while it is read, and laid over the pattern or refused by its name', async () => {
  const read = (name: string, text: string) => openMeasured(new File([text], name));
  const rows = Array.from({ length: 20 }, (_, i) => `${10 + i} ${100 + i * i}`).join('\n');
  const reading = read('scan.xy', rows);
  expect(state()).toMatchObject({ reading: 'scan.xy', done: null });
  await reading;
  const { name, kind, twoTheta } = await measured();
  expect([name, kind, twoTheta.length, state().reading]).toEqual(['scan.xy', 'measured', 20, null]);
  await read('photo.xy', 'nothing of the kind');
  await eventually(() => expect(state().refusal).not.toBeNull());
  expect(state().refusal).toMatch(/^photo\.xy: /);
  await read('scan.xy', rows);
  await eventually(() => expect(state().reading).toBeNull());
  expect(state().refusal).toBeNull();
});

test('steps divide the range; no displacement is no entry for any element', () => {
  const settings = patternSettings({ ...first.asked, from: 10, to: 70 }, 600);
  expect(settings).toMatchObject({ range: [10, 70], displacements: {} });
  expect(settings.stepDeg).toBeCloseTo(0.1, 12);
});
