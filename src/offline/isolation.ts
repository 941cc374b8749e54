/** With these a page may share memory between threads; a server of static files often cannot send them. */
const ISOLATED: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * An answer with the headers that isolate the page from other sites, where its server sent none. What a server did send
 * stays; so do answers that are no whole file of the page's own server.
 */
export function isolating(answer: Response): Response {
  const isWhole = answer.status === 200 && !answer.redirected;
  if (!isWhole || (answer.type !== 'basic' && answer.type !== 'default')) return answer;
  const missing = Object.entries(ISOLATED).filter(([name]) => !answer.headers.has(name));
  if (missing.length === 0) return answer;
  const headers = new Headers(answer.headers);
  for (const [name, value] of missing) headers.set(name, value);
  // The body comes unpacked here.
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  return new Response(answer.body, { status: 200, statusText: answer.statusText, headers });
}
