/** What the address of a page in a frame of another page holds: `?embed`, perhaps with `&view=a`. */
const asked = new URLSearchParams(globalThis.location?.search ?? '');

/** What the page says of itself; there is no page in a worker or in Node. */
const { story } = globalThis.document?.documentElement?.dataset ?? {};

/**
 * Whether this is the picture for another page, or a story in a file of its own: it shows what it was given, and keeps
 * nothing in the browser.
 */
export const isEmbedded = asked.has('embed') || story !== undefined;

/** The view that the address asks for; null for the usual one. */
export const embeddedView: string | null = asked.get('view');

/** The look that the address asks for, as JSON; null for the usual one. */
export const embeddedLook: string | null = asked.get('look');
