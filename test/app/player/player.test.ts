import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { library } from '#app/document/library.ts';
import { openingStore, openTrajectory, reopen } from '#app/player/openTrajectory.ts';
import {
  closeSource,
  drawnForeign,
  fitTo,
  frameText,
  isBuilt,
  playerStore,
  setPreparation,
  setSource,
  show,
  shownName,
  shownPositions,
  stepBy,
} from '#app/player/player.ts';
import { analyst, memorySource } from '#app/trajectory/memorySource.ts';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { UNPREPARED } from '#core/analysis/motion/preparedFrame.ts';
import { writeXdatcar } from '#core/io/vasp/xdatcarWrite.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { farthest } from '../../core/io/structures.ts';
import { failsToLoad, standInReport, type TestWorker, throws } from '../../helpers/threadWorker.ts';
import { fileOf, fixture, standInSessions, until } from '../trajectory/sessions.ts';

const { structure } = build(DEFAULT_PRESET.recipe, library);
const player = () => playerStore.getState();

/** Three frames, each a little farther. */
function memory(kind: TrajectorySource['kind'] = 'md', of = structure): TrajectorySource {
  const frames = Float32Array.from(
    [0, 1, 2].flatMap((t) => Array.from(of.xyz, (x) => x + 0.1 * t)),
  );
  return memorySource(
    {
      kind,
      label: 'test',
      about: '',
      notes: [],
      structure: of,
      frames,
      timesFs: Float64Array.of(0, 20, 40),
      scalars: [],
    },
    analyst(),
  );
}

let workers: readonly TestWorker[] = [];
beforeEach(() => {
  workers = standInSessions();
  fitTo(structure, true);
});
afterEach(() => {
  closeSource();
  vi.unstubAllGlobals();
  setPreparation(UNPREPARED);
  openingStore.setState({ file: null, stage: null, done: 0, problem: null, needsTypes: false });
});

describe('frames of the built structure', () => {
  test('are shown, stepped, and left again', () => {
    setSource(memory());
    expect(player()).toMatchObject({ status: 'ready', count: 3, frame: null, foreign: null });
    expect(shownPositions(player())).toBeNull();
    stepBy(1);
    expect(player().frame).toBe(0);
    show(1);
    expect(
      farthest(
        shownPositions(player())!,
        structure.xyz.map((x) => x + 0.1),
      ),
    ).toBeLessThan(1e-5);
    show(99);
    expect(player().frame).toBe(2);
    expect(frameText(player().source, 2)).toBe('0.04 ps');
    expect(shownName(player())?.note).toBe('LAMMPS frame at 40 fs');
    show(null);
    expect(shownPositions(player())).toBeNull();
  });

  test('are left when the document builds something else', () => {
    setSource(memory());
    show(1);
    fitTo({ ...structure, xyz: structure.xyz.slice() }, true);
    expect(player()).toMatchObject({ frame: null, view: null, count: 3 });
    expect(isBuilt(player())).toBe(true);
  });

  test('of the recorded run are held back from another stack', () => {
    setSource(memory('recorded'));
    fitTo(structure, false);
    show(1);
    expect(player()).toMatchObject({ isHeld: true, frame: null });
    fitTo(structure, true);
    show(1);
    expect(player().frame).toBe(1);
  });

  test('smoothing averages with the frames beside; at an end there are none', () => {
    setSource(memory());
    setPreparation({ smoothOver: 1 });
    show(1);
    expect(
      farthest(
        player().view!.positions,
        structure.xyz.map((x) => x + 0.1),
      ),
    ).toBeLessThan(1e-5);
    show(2);
    expect(
      farthest(
        player().view!.positions,
        structure.xyz.map((x) => x + 0.2),
      ),
    ).toBeLessThan(1e-5);
    setPreparation({ smoothOver: 0, centred: true });
    expect(farthest(player().view!.positions, structure.xyz)).toBeLessThan(1e-4);
  });
});

describe('an opened file', () => {
  const xdatcar = (of = structure, wrapped = false) => {
    const height = of.lattice[8]!;
    const frames = [0, 1, 2, 3].map((t) => ({
      lattice: of.lattice,
      xyz: of.xyz.map(
        (x, k) =>
          x + 0.05 * t + (wrapped && k % 3 === 2 && Math.floor(k / 3) % 2 === 0 ? height : 0),
      ),
    }));
    return fileOf([...writeXdatcar({ numbers: of.numbers, frames })].join(''), 'XDATCAR');
  };

  test('of the same atoms is drawn as the built structure, atoms where they were built', async () => {
    for (const wrapped of [false, true]) {
      void openTrajectory(xdatcar(structure, wrapped));
      expect(openingStore.getState().file?.name).toBe('XDATCAR');
      await until(() => player().view !== null);
      expect(player()).toMatchObject({ count: 4, frame: 0, foreign: null });
      expect(player().source!.notes.join()).toMatch(/time between frames is not in the file/);
      expect(openingStore.getState().file).toBeNull();
      show(3);
      await until(() => player().view?.frame === 3);
      const wanted = structure.xyz.map((x) => x + 0.15);
      expect(farthest(shownPositions(player())!, wanted)).toBeLessThan(1e-4);
      expect(drawnForeign(player())).toBeNull();
      closeSource();
    }
  });

  test('of other atoms is drawn as its own, and one step leads back to the built structure', async () => {
    void openTrajectory(fileOf(fixture('vasprun.xml'), 'vasprun.xml'));
    await until(() => player().view !== null);
    expect(shownPositions(player())).toBeNull();
    expect(drawnForeign(player())!.structure.numbers.length).toBe(7);
    expect(player().view!.positions.length).toBe(21);
    expect(frameText(player().source, 2)).toBe('0.0030 ps');
    show(null);
    expect(drawnForeign(player())).toBeNull();
    expect(player().count).toBe(5);
  });

  test('that cannot be read leaves what is played, and says why', async () => {
    setSource(memory());
    void openTrajectory(fileOf('nonsense', 'a.txt'));
    await until(() => openingStore.getState().problem !== null);
    expect(openingStore.getState()).toMatchObject({
      problem: expect.stringMatching(/a.txt/),
      needsTypes: false,
    });
    expect(player().source?.label).toBe('test');
  });

  test('without elements is opened again with them', async () => {
    void openTrajectory(fileOf(fixture('ortho-types.lammpstrj'), 'a.dump'));
    await until(() => openingStore.getState().needsTypes);
    reopen({ typeElements: ['Ar', 'Kr'] });
    await until(() => player().view !== null);
    expect(player().source?.about).toMatch(/LAMMPS dump/);
  });

  test('whose worker ends on its own is given up with a reason, and can be opened again', async () => {
    void openTrajectory(xdatcar());
    await until(() => player().view !== null);
    standInReport();
    throws(workers[0]!, 'out of memory');
    expect(player()).toMatchObject({ status: 'idle', source: null, frame: null });
    expect(openingStore.getState().problem).toMatch(/XDATCAR stopped: .*\(out of memory\)/);
    reopen();
    await until(() => player().view !== null);
    expect(openingStore.getState().problem).toBeNull();
  });

  test('whose worker does not load says so, and leaves what is played', async () => {
    setSource(memory());
    void openTrajectory(xdatcar());
    failsToLoad(workers.at(-1)!);
    await until(() => openingStore.getState().problem !== null);
    expect(openingStore.getState().problem).toMatch(/reading XDATCAR stopped: .*not be loaded/);
    expect(player().source?.label).toBe('test');
  });

  test('a broken frame says so when it is shown; the others are', async () => {
    const text = Buffer.from(fixture('ase-forces.extxyz')).toString().split('\n');
    text[2 + 9 * 3] = 'Cs 1 2';
    void openTrajectory(fileOf(text.join('\n'), 'a.xyz'));
    await until(() => player().view !== null);
    show(3);
    await until(() => player().frameProblem !== null);
    expect(player().frameProblem).toMatch(/line 30/);
    show(4);
    await until(() => player().view?.frame === 4);
    expect(player().frameProblem).toBeNull();
  });
});
