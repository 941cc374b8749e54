import { beforeEach, expect, test, vi } from 'vitest';
import { sessionStore } from '#app/look/session.ts';
import { displacementStore, setDisplacementView } from '#app/player/displacements.ts';
import { playerStore, setSource } from '#app/player/player.ts';

beforeEach(() => sessionStore.setState({ framesBy: 'rest' }));

const open = () => {
  const structure = {
    lattice: Float64Array.of(10, 0, 0, 0, 10, 0, 0, 0, 10),
    numbers: Uint8Array.of(14, 14),
    xyz: Float64Array.of(0, 0, 0, 2, 2, 2),
    layer: new Uint16Array(2),
  };
  const ask = vi.fn(() => ({ answer: new Promise<never>(() => undefined), cancel: vi.fn() }));
  const close = vi.fn();
  setSource({ ...playerStore.getState().source, structure, count: 1, ask, close } as never);
  return ask;
};

test('the average is asked for when colours or lines are counted from it, and no sooner', () => {
  const ask = open();
  setDisplacementView({ from: 'average' });
  expect(ask).not.toHaveBeenCalled();
  sessionStore.setState({ framesBy: 'displacement' });
  expect(ask).toHaveBeenCalledTimes(1);
  expect(displacementStore.getState().averaging).toBe(0);
  sessionStore.setState({ framesBy: 'rest' });
  expect(displacementStore.getState().averaging).toBeNull();
  setDisplacementView({ lines: 'average' });
  expect(ask).toHaveBeenCalledTimes(2);
});

test('another trajectory begins without colours of motion', () => {
  open();
  sessionStore.setState({ framesBy: 'displacement', colorBy: 'layer' });
  setDisplacementView({ lines: 'path' });
  open();
  expect(sessionStore.getState()).toMatchObject({ framesBy: 'rest', colorBy: 'layer' });
  expect(displacementStore.getState().lines).toBe('none');
});
