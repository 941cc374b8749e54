import { whyMissing } from '#offline/missing.ts';
import { say } from './toasts.ts';

/**
 * Fetches a part of the page that is not there yet, and says so where that fails.
 * @param what what is wanted of it, as the beginning of a sentence
 * @returns null where it failed
 */
export async function fetched<T>(what: string, fetch: () => Promise<T>): Promise<T | null> {
  try {
    return await fetch();
  } catch (error) {
    const why =
      error instanceof TypeError
        ? `the part of the page for it could not be loaded: ${whyMissing()}`
        : error instanceof Error
          ? error.message
          : String(error);
    say(`${what}: ${why}.`);
    return null;
  }
}
