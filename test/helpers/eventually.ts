import { vi } from 'vitest';

/** Far beyond what anything takes on a busy machine, and within the limit of a test. */
const LIMIT_MS = 60_000;

/**
 * Waits until an assertion holds. `vi.waitFor` alone gives up after a second, which a busy machine may need.
 * With fake timers it lets their time pass.
 */
export const eventually = (holds: () => void): Promise<void> =>
  vi.waitFor(holds, { timeout: LIMIT_MS });
