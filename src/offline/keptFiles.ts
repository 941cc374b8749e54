/** One file of the built page. */
export interface ListedFile {
  /** Below the page's folder: "assets/index-….js". */
  readonly path: string;
  /** SHA-256 of what is in it, hexadecimal. */
  readonly sha256: string;
  /** The same of a .gz file's content: some servers send it unpacked. */
  readonly unpackedSha256?: string;
}

/** All files of one build. */
export interface FileList {
  /** Of exactly these files. */
  readonly version: string;
  readonly files: readonly ListedFile[];
}

/** The browser's own parts, as far as they are used. */
export interface Environment {
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete'>;
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
  /** Address of the page's folder, ending in "/". */
  readonly scope: string;
}

/** Several pages may lie on one origin; each has caches of its own, one a version. */
const cacheName = (scope: string, version: string): string => `epistack ${scope} ${version}`;

const AT_ONCE = 4;

/** Names that carry a hash of what is in the file: another content has another name. */
const isNamedByContent = (path: string): boolean => /^assets\/.*-[\w-]{8}\.\w+$/.test(path);

/**
 * Fetches all files of a version into its cache; what an earlier version has is taken from there. A file that is not what
 * the list says, because the server has moved on or answers with something else, fails all: a cache is whole and of one
 * version, or it is not used.
 */
export async function keepFiles(list: FileList, env: Environment): Promise<void> {
  const cache = await env.caches.open(cacheName(env.scope, list.version));
  const others = await otherCaches(list.version, env);
  const waiting = [...list.files];
  const keepNext = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const url = env.scope + file.path;
      // Already there when an interrupted installation is taken up again.
      if ((await cache.match(url)) !== undefined) continue;
      const old = isNamedByContent(file.path) ? await firstMatch(others, url) : undefined;
      await cache.put(url, old ?? (await fetched(url, file, env)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, keepNext));
}

async function fetched(url: string, file: ListedFile, env: Environment): Promise<Response> {
  const response = await env.fetch(url, {
    cache: isNamedByContent(file.path) ? 'default' : 'no-cache',
    credentials: 'same-origin',
    // The page itself goes first.
    priority: 'low',
  });
  if (!response.ok) throw new Error(`${url}: the server answered ${response.status}`);
  const bytes = await response.arrayBuffer();
  const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes));
  if (sha256 !== file.sha256 && sha256 !== file.unpackedSha256)
    throw new Error(`${url}: not the file of this version`);
  const headers = new Headers(response.headers);
  // The body is no longer packed for the way, and a new response is not one that was redirected.
  for (const name of ['content-encoding', 'content-length', 'vary']) headers.delete(name);
  return new Response(bytes, { headers });
}

const hex = (digest: ArrayBuffer): string =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The kept answer to a request.
 * @returns undefined for what is not of the page, which goes to the network
 */
export async function keptAnswer(
  url: string,
  { version }: FileList,
  env: Environment,
): Promise<Response | undefined> {
  const bare = url.replace(/[?#].*$/s, '');
  if (!bare.startsWith(env.scope)) return undefined;
  const whole = bare.endsWith('/') ? `${bare}index.html` : bare;
  const own = await (await env.caches.open(cacheName(env.scope, version))).match(whole);
  if (own !== undefined || !isNamedByContent(whole.slice(env.scope.length))) return own;
  // A page of an earlier version is still open, and asks for one of its own parts.
  return firstMatch(await otherCaches(version, env), whole);
}

/**
 * Deletes the caches of earlier versions of which no page is open.
 * @param open addresses of the scripts of all open pages
 */
export async function tidy(
  { version }: FileList,
  open: readonly string[],
  env: Environment,
): Promise<void> {
  for (const [name, cache] of await otherCaches(version, env)) {
    const inUse = await Promise.all(open.map((script) => cache.match(script)));
    if (inUse.every((found) => found === undefined)) await env.caches.delete(name);
  }
}

async function otherCaches(version: string, env: Environment): Promise<ReadonlyMap<string, Cache>> {
  const own = cacheName(env.scope, version);
  const names = (await env.caches.keys()).filter(
    (name) => name.startsWith(cacheName(env.scope, '')) && name !== own,
  );
  return new Map(
    await Promise.all(names.map(async (name) => [name, await env.caches.open(name)] as const)),
  );
}

async function firstMatch(
  caches: ReadonlyMap<string, Cache>,
  url: string,
): Promise<Response | undefined> {
  for (const cache of caches.values()) {
    const found = await cache.match(url);
    if (found !== undefined) return found;
  }
  return undefined;
}
