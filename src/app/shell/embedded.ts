/** What the address of a page in a frame of another page holds: `?embed`, perhaps with `&view=a`. */
const asked = new URLSearchParams(globalThis.location?.search ?? '');

/** Whether this is the picture for another page: it shows what its address holds, and keeps nothing in the browser. */
export const isEmbedded = asked.has('embed');

/** The view that the address asks for; null for the usual one. */
export const embeddedView: string | null = asked.get('view');
