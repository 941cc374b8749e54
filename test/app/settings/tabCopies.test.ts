import { beforeEach, expect, test, vi } from 'vitest';
import { presetOf } from '#core/recipe/presets/presets.ts';

/** Storage that takes so many letters in all. */
function storage(most = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, text: string) {
      const others = [...kept].reduce((sum, [k, t]) => sum + (k === key ? 0 : t.length), 0);
      if (others + text.length > most) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, text);
    },
  };
}

let shared = storage();
/** A tab with storage of its own; opened with that of an earlier one, it is that tab after a reload. */
function tab<T>(load: () => Promise<T>, own = storage()): Promise<T> {
  vi.resetModules();
  vi.stubGlobal('sessionStorage', own);
  vi.stubGlobal('localStorage', shared);
  return load();
}
beforeEach(() => {
  shared = storage();
});

const microscope = () => import('#app/microscope/microscopeStore.ts');
const diffraction = () => import('#app/diffraction/diffractionStore.ts');
const orientation = () => import('#app/orientation/orientationStore.ts');
const story = () => import('#app/story/writing.ts');
const nanocrystal = () => import('#app/nanocrystal/nanocrystalStore.ts');

test('what is set in the microscope and the diffraction is there after a reload, and can be undone', async () => {
  const own = storage();
  const seen = await tab(microscope, own);
  seen.changeObservation({ alphaDeg: 3 });
  seen.changeObservation({ kv: 200 });
  const asked = await tab(diffraction, own);
  asked.typeWidths(1, { weight: 25 });
  asked.askChoices({ from: 20 });

  const seenAgain = await tab(microscope, own);
  expect(seenAgain.microscopeStore.getState().typed.observation).toMatchObject({
    alphaDeg: 3,
    kv: 200,
  });
  seenAgain.undoMicroscope();
  expect(seenAgain.microscopeStore.getState().asked.observation).toMatchObject({
    alphaDeg: 3,
    kv: 300,
  });
  const askedAgain = await tab(diffraction, own);
  expect(askedAgain.diffractionStore.getState().asked).toMatchObject({
    from: 20,
    crystals: { 1: { weight: 25 } },
  });
  askedAgain.undoChoices();
  expect(askedAgain.diffractionStore.getState().asked).toMatchObject({ from: 10, crystals: {} });
  // Another tab begins anew.
  expect((await tab(microscope)).microscopeStore.getState().past).toEqual([]);
});

test('what was kept wrongly is as at first', async () => {
  for (const text of ['{', 'null', '7', '{"past":7,"asked":[]}']) {
    const own = storage();
    for (const key of ['microscope', 'diffraction', 'orientation'])
      own.kept.set(`epistack.${key}`, text);
    const first = await tab(microscope);
    expect((await tab(microscope, own)).microscopeStore.getState()).toEqual(
      first.microscopeStore.getState(),
    );
    expect((await tab(diffraction, own)).diffractionStore.getState().asked.radiation).toBe('CuKa');
    expect((await tab(orientation, own)).orientationStore.getState().maxIndex).toBe(2);
  }
});

test('the stereogram is as it was after a reload; a view that is no turn is as at first', async () => {
  const own = storage();
  const { orientationStore } = await tab(orientation, own);
  const chosen = { side: 'film', kind: 'direction', indices: [1, 1, 0] } as const;
  const view = Float64Array.of(0, 1, 0, 0, 0, 1, 1, 0, 0);
  orientationStore.setState({ kind: 'direction', maxIndex: 3, hasNet: true, chosen, view });
  const again = await tab(orientation, own);
  expect(again.orientationStore.getState()).toEqual(orientationStore.getState());
  const { readOrientation, STRAIGHT_VIEW } = await import('#app/orientation/orientationChoices.ts');
  for (const spoiled of [[2, 0, 0, 0, 1, 0, 0, 0, 1], [1, 0], 'x', null])
    expect(readOrientation({ view: spoiled }).view).toBe(STRAIGHT_VIEW);
  expect(readOrientation({ chosen: { ...chosen, indices: [1, 1] } }).chosen).toBeNull();
});

test('two tabs that write stories keep each its own, with its history', async () => {
  const recipe = presetOf('ge-si').recipe;
  const mine = storage();
  const first = await tab(story, mine);
  first.addStep(recipe);
  first.addStep(recipe);
  // The second goes on with what was written last, and then with another.
  const second = await tab(story);
  expect(second.writingStore.getState().story.steps).toHaveLength(2);
  expect(second.writingStore.getState().story).toEqual(first.writingStore.getState().story);
  second.startOver();
  second.write((s) => ({ ...s, title: 'of the second tab' }));
  // A later visit can undo back to the story that the second tab did away with.
  const later = await tab(story);
  expect(later.writingStore.getState().story).toMatchObject({
    title: 'of the second tab',
    steps: [],
  });
  later.undoWriting();
  later.undoWriting();
  expect(later.writingStore.getState().story.steps).toHaveLength(2);
  later.startOver();
  const reloaded = await tab(story, mine);
  expect(reloaded.writingStore.getState().story.steps).toHaveLength(2);
  reloaded.undoWriting();
  expect(reloaded.writingStore.getState().story.steps).toHaveLength(1);
});

test('a story that cannot be read is put aside, one that cannot be kept is told of', async () => {
  const newer = '{"epistackStory":9,"title":"x","steps":[]}';
  shared.kept.set('epistack.story', newer);
  const { write, writingStore } = await tab(story, storage(0));
  expect(writingStore.getState().story.steps).toEqual([]);
  expect(shared.kept.get('epistack.storyUnreadable')).toBe(newer);
  const { noticeStore } = await import('#app/shell/notices.ts');
  write((s) => ({ ...s, title: 'kept for all tabs' }));
  expect(noticeStore.getState().notices).toEqual([]);
  shared = storage(0);
  vi.stubGlobal('localStorage', shared);
  write((s) => ({ ...s, title: 'kept nowhere' }));
  expect(noticeStore.getState().notices).toMatchObject([{ id: 'story-unkept' }]);
});

test('where there is little room, fewer steps of a nanocrystal are kept, and never an old one', async () => {
  const own = storage(9000);
  const { editNanocrystal, nanocrystalStore } = await tab(nanocrystal, own);
  for (let k = 1; k <= 20; k++) editNanocrystal((r) => ({ ...r, marginNm: 1 + k / 10 }));
  const again = (await tab(nanocrystal, own)).nanocrystalStore.getState();
  expect(again.recipe).toEqual(nanocrystalStore.getState().recipe);
  expect(again.past.length).toBeGreaterThan(2);
  expect(again.past.length).toBeLessThan(20);
  expect(again.past.at(-1)).toEqual(nanocrystalStore.getState().past.at(-1));
});
