import { afterAll, expect, vi } from 'vitest';

/** Rooms whose modules keep nothing that one test file could leave behind for the next. */
const WITHOUT_STATE = /[\\/]test[\\/](core|engines)[\\/]/;

// A thread runs many test files and loads each module once, which is half of the time. The page's stores and workers
// are modules with state: their tests get new ones.
if (!WITHOUT_STATE.test(expect.getState().testPath ?? '')) vi.resetModules();
afterAll(() => {
  vi.unstubAllGlobals();
});
