import { afterAll, expect, vi } from 'vitest';
import { optimizeHotWasmOnly } from '#cli/bigModules.ts';

/** Core is pure: no test file can leave anything behind in its modules for the next. */
const WITHOUT_STATE = /[\\/]test[\\/]core[\\/]/;

// A thread runs many test files and loads each module of core once, which saves half of their time. Stores, workers and
// engines are modules with state: their tests get new ones.
if (!WITHOUT_STATE.test(expect.getState().testPath ?? '')) vi.resetModules();
// As in the terminal: each thread loads LAMMPS many times, for short runs.
optimizeHotWasmOnly();
// The threaded build of LAMMPS leaves Node's Worker as a global, which would pass for a browser's.
Reflect.deleteProperty(globalThis, 'Worker');
afterAll(() => {
  vi.unstubAllGlobals();
});
