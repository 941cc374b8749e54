import { expect, test } from 'vitest';
import { drawSheet, viewOnlyStore } from '#app/look/viewOnly.ts';
import { drawPoints, wantedViewStore } from '#ui/look/views/wantedView.ts';

test('lattice points that begin are looked at from above; others and none leave the camera', () => {
  drawSheet({ points: 'none' });
  drawPoints('moire');
  const { view } = wantedViewStore.getState();
  expect(view).toEqual({ direction: 'c' });
  expect(viewOnlyStore.getState().sheet.points).toBe('moire');
  drawPoints('coincidence');
  drawPoints('none');
  expect(wantedViewStore.getState().view).toBe(view);
});
