const browser = (): Partial<Navigator> => globalThis.navigator ?? {};

/** True before the whole page is kept, while there is no network: to load it again would lose it. */
const isCutOff = (): boolean =>
  browser().onLine === false && (browser().serviceWorker?.controller ?? null) === null;

/** Whether loading the page again may help. */
export const mayReload = (): boolean => !isCutOff();

/** Why a part of the page could not be loaded and what to do, as the end of a sentence. */
export const whyMissing = (): string =>
  isCutOff()
    ? 'there is no connection, and this browser has not kept the whole page yet. Connect and try again, and do not reload the page before'
    : 'there is no connection, or the server holds a newer version of this page. Try again; if that does not help, reload the page: the document is kept';
