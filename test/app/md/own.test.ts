import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { library } from '#app/document/library.ts';
import { kindOfFile } from '#app/import/fileKind.ts';
import { mdHandlers } from '#app/md/mdHandlers.ts';
import type { MdTasks } from '#app/md/mdTasks.ts';
import {
  chooseElement,
  chooseStyle,
  ownStore,
  removeOwn,
  takeDropped,
  takeOwn,
} from '#app/md/own/ownStore.ts';
import { choose, mdStore } from '#app/md/runStore.ts';
import { clear, planRun, runLabel, startRun } from '#app/md/runs.ts';
import { takeable } from '#app/md/takeOver.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { DEFAULT_SETTINGS } from '#engines/lammps/protocolSettings.ts';
import { SETFL, SILICON_SW, TERSOFF } from '../../helpers/lammps/potentialFiles.ts';
import { standInWorkers, threadWorker } from '../../helpers/threadWorker.ts';

const built = build(presetOf('ge-si').recipe, library);
/** Shape alone: the numbers are of no source. */
const PAIRS = `units metal
pair_style morse 6.0
pair_coeff 1 1 0.4 1.4 2.6
pair_coeff 1 2 0.4 1.4 2.5
pair_coeff 2 2 0.4 1.4 2.4
`;

const file = (text: string, name: string) => new File([text], name);
beforeEach(() => {
  clear();
  for (const file of [ownStore.getState().potential]) if (file !== null) removeOwn(file);
  ownStore.setState({ problem: null });
  choose({ ...DEFAULT_SETTINGS, seed: 1, engine: 'own', kind: 'relax', maxIterations: 5 });
});
afterEach(() => {
  clear();
  vi.unstubAllGlobals();
});

test('a dropped file is known by its content, and chooses the engine that runs it', async () => {
  for (const [text, name] of [
    [TERSOFF, 'x'],
    [SILICON_SW, 'Si.sw'],
    [SETFL, 'a.txt'],
    [PAIRS, 'in.pairs'],
  ] as const)
    expect(await kindOfFile(file(text, name))).toBe('potential');
  choose({ engine: null });
  await takeDropped(file(TERSOFF, 'SiGe.tersoff'));
  expect(mdStore.getState().settings.engine).toBe('own');
  expect(ownStore.getState()).toMatchObject({
    // Node has no place to keep it.
    potential: { style: 'tersoff', name: 'SiGe.tersoff', from: 'visit' },
    kept: [],
    styles: ['tersoff', 'vashishta'],
    problem: null,
  });
  chooseStyle('vashishta');
  expect(ownStore.getState().potential?.style).toBe('vashishta');
});

test('a file of another kind is refused in words, and the one before stays', async () => {
  await takeOwn(file(TERSOFF, 'SiGe.tersoff'));
  expect(await takeOwn(file('Dear all,\n', 'letter.txt'))).toBe(false);
  expect(ownStore.getState().problem).toMatch(/^letter\.txt: it is no potential that is read here/);
  expect(await takeOwn(file('pair_style lj/cut 10\n', 'in.lj'))).toBe(false);
  expect(ownStore.getState().problem).toMatch(/^in\.lj as commands, line 1: .*units real/);
  expect(ownStore.getState().potential?.name).toBe('SiGe.tersoff');
});

test('a stack with other elements is refused by name before anything is loaded', async () => {
  const { settings } = mdStore.getState();
  expect(planRun(built, settings)).toEqual({
    problem: expect.stringMatching(/no potential file yet/),
  });
  await takeOwn(file(SETFL, 'NiAl.eam'));
  expect(planRun(built, settings, null, ownStore.getState().potential)).toEqual({
    problem: expect.stringMatching(/Si \(NiAl\.eam has Ni, Al\), Ge/),
  });
});

test('pair forms run in the serial module once their types have elements; the run is labelled and can be taken over', async () => {
  standInWorkers({ 'md.worker': () => threadWorker<MdTasks>(mdHandlers) });
  await takeOwn(file(PAIRS, 'in.pairs'));
  expect(ownStore.getState().unnamed).toEqual([1, 2]);
  chooseElement(1, 'Ge');
  chooseElement(2, 'Ge');
  chooseElement(2, 'Si');
  void startRun(built);
  await vi.waitFor(() => expect(mdStore.getState().status).toBe('done'), { timeout: 60_000 });
  const md = mdStore.getState();
  expect(md.reason).toBeNull();
  expect(md.downloadBytes.serial).toBe(0);
  expect(md.downloadBytes.full).toBeGreaterThan(8e6);
  expect(runLabel(md)).toMatch(/^commands of in\.pairs, LAMMPS \d.*, minimised \(FIRE/);
  const [first] = md.series.potentialKcalMol;
  expect(md.series.potentialKcalMol.at(-1)!).toBeLessThan(first!);
  expect(takeable(md, built.recipe)).toMatchObject({
    note: expect.stringMatching(/^commands of in\.pairs/),
  });
});
