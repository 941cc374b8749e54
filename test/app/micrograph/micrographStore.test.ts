import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { micrographHandlers } from '#app/micrograph/micrographHandlers.ts';
import {
  findOrientations,
  micrographStore,
  openMicrograph,
  setPixel,
  setRegion,
  showPixels,
} from '#app/micrograph/micrographStore.ts';
import type { MicrographTasks } from '#app/micrograph/micrographTasks.ts';
import { micrographOf } from '#core/microscope/imaging/micrograph.ts';
import { crystalSpecimen } from '#core/microscope/specimen.ts';
import { viewAlong, zoneVector } from '#core/microscope/view.ts';
import { eventually } from '../../helpers/eventually.ts';
import { NOISY_HAADF } from '../../helpers/images/imageSettings.ts';
import { pngOf } from '../../helpers/images/pngFile.ts';
import { crystalNamed } from '../../helpers/libraryCrystal.ts';
import { standInWorkers, type TestWorker, threadWorker } from '../../helpers/threadWorker.ts';

const first = micrographStore.getState();
const state = () => micrographStore.getState();
let workers: readonly TestWorker[];
beforeEach(() => {
  workers = standInWorkers({
    'micrograph.worker': () => threadWorker<MicrographTasks>(micrographHandlers),
  });
});
afterEach(() => {
  state().cancel();
  micrographStore.setState(first, true);
  vi.unstubAllGlobals();
});

const fileOf = (name: string, bytes: Uint8Array) => new File([new Uint8Array(bytes)], name);
const read = async (file: File) => {
  await openMicrograph(file);
  expect(state()).toMatchObject({ name: file.name, doing: 'reading' });
  await eventually(() => expect(state().doing).toBeNull());
};

const CRYSTAL = crystalNamed('CsPbBr3');
/** The crystal along [0 0 1], as a grey PNG of 16 bits. */
function imageOfCrystal(): Uint8Array {
  const specimen = crystalSpecimen('CsPbBr3', CRYSTAL);
  const view = viewAlong(zoneVector(CRYSTAL.lattice, [0, 0, 1]), specimen.up);
  const { width, height, values } = micrographOf(specimen, view, NOISY_HAADF);
  const most = values.reduce((p, q) => Math.max(p, q));
  const grey = Array.from(values, (v) => Math.round((65_535 * Math.max(0, v)) / most));
  return pngOf(width, height, grey, { depth: 16, filter: 0 });
}

test('an image is read, given its scale, and searched for the crystal', async () => {
  await read(fileOf('lattice.png', imageOfCrystal()));
  expect(state()).toMatchObject({ pixelAng: null, problem: null, answer: null });
  expect(state().pixels!.width).toBe(184);
  // Without a scale there is nothing to search by.
  await findOrientations([CRYSTAL]);
  expect([state().doing, workers.length]).toEqual([null, 1]);
  setPixel(NOISY_HAADF.pixelAng);
  const region = { x: 12, y: 0, width: 160, height: 160 };
  setRegion(0, region);
  expect(state().regions).toEqual([region, null]);
  await findOrientations([CRYSTAL, CRYSTAL]);
  expect(state()).toMatchObject({ doing: 'searching', answer: null });
  await eventually(() => expect(state().doing).toBeNull());
  const { found, spectra } = state().answer!;
  expect(found.map((f) => f.region)).toEqual([region, { x: 0, y: 0, width: 184, height: 184 }]);
  for (const { best } of found) expect(best!.uvw.map(Math.abs).toSorted()).toEqual([0, 0, 1]);
  expect(spectra).toHaveLength(2);
  // Another scale or region: what was found was of the old one.
  setPixel(0.3);
  expect(state()).toMatchObject({ pixelAng: 0.3, answer: null });
});

test('the scale that a file tells is taken over; the next file starts afresh', async () => {
  const small = (perMetre?: number) =>
    pngOf(2, 2, [1, 2, 3, 4], { depth: 8, filter: 0, ...(perMetre !== undefined && { perMetre }) });
  await read(fileOf('scaled.png', small(4_000_000_000)));
  expect(state().pixelAng).toBeCloseTo(2.5, 9);
  setRegion(1, { x: 0, y: 0, width: 1, height: 1 });
  await read(fileOf('plain.png', small()));
  expect(state()).toMatchObject({ pixelAng: null, regions: [null, null] });
});

test('what cannot be read is said, and is gone with the next file', async () => {
  await read(fileOf('notes.txt', new TextEncoder().encode('hello')));
  expect(state()).toMatchObject({ pixels: null });
  expect(state().problem).toMatch(/none of what is read/);
  await read(fileOf('a.png', pngOf(2, 2, [1, 2, 3, 4], { depth: 8, filter: 0 })));
  expect(state().problem).toBeNull();
});

test('a file opened while another is read takes its place', async () => {
  const png = pngOf(2, 2, [1, 2, 3, 4], { depth: 8, filter: 0 });
  await openMicrograph(fileOf('first.png', png));
  await openMicrograph(fileOf('second.png', png));
  expect(workers[0]!.ended).toBe(true);
  await eventually(() => expect(state().doing).toBeNull());
  expect(state()).toMatchObject({ name: 'second.png', problem: null });
  expect([...state().pixels!.values]).toEqual([1, 2, 3, 4]);
});

test('a JPEG is unpacked by the browser, its colours as grey', async () => {
  const colours = [255, 0, 0, 255, 10, 200, 30, 255, 9, 9, 9, 255, 0, 0, 100, 255];
  const data = Uint8ClampedArray.from(colours);
  const drawn: unknown[] = [];
  const bitmap = { width: 2, height: 2 };
  vi.stubGlobal('createImageBitmap', async () => bitmap);
  const context = {
    drawImage: (image: unknown) => void drawn.push(image),
    getImageData: () => ({ data: drawn.includes(bitmap) ? data : new Uint8ClampedArray(16) }),
  };
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => context;
    },
  );
  await read(fileOf('photo.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)));
  expect(Array.from(state().pixels!.values, Math.round)).toEqual([76, 124, 9, 11]);
  expect(state().pixels!.notes.join()).toMatch(/JPEG/);
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no')));
  await read(fileOf('torn.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)));
  expect(state().problem).toMatch(/torn\.jpg: the JPEG is damaged/);
});

test('an image that was computed here takes the place of the one before, with its scale', () => {
  setRegion(0, { x: 0, y: 0, width: 32, height: 32 });
  setPixel(0.5);
  const pixels = {
    width: 2,
    height: 1,
    values: new Float32Array([1, 2]),
    pixelAng: 0.2,
    notes: [],
  };
  showPixels('microscope', pixels);
  expect(state()).toMatchObject({ name: 'microscope', pixels, pixelAng: 0.2, doing: null });
  expect(state().regions).toEqual([null, null]);
});
