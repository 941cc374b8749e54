/** To a worker of a newer version that waits: take over now, as the user asked. */
export const TAKE_OVER = 'take over';
/** To the worker in charge: delete the caches that no open page needs any more. */
export const TIDY = 'tidy';

/** A page holds a lock for as long as it is open, whose name says which version it is: the address of its script. */
const PAGE = 'epistack page ';

/** Called by a page. @param script address of its first script */
export function holdPage(locks: Pick<LockManager, 'request'>, script: string): void {
  locks
    .request(PAGE + script, { mode: 'shared' }, () => new Promise(() => undefined))
    // Refused in a sandboxed page, which has no service worker either.
    .catch(() => undefined);
}

/** @returns addresses of the scripts of all open pages */
export async function openPages(locks: Pick<LockManager, 'query'>): Promise<readonly string[]> {
  const { held = [] } = await locks.query();
  return held.flatMap(({ name }) =>
    name?.startsWith(PAGE) === true ? [name.slice(PAGE.length)] : [],
  );
}
