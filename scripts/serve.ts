import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compressedFiles, encodingFor, isCompressible } from './encoding.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  // The page unpacks it itself, as it must on any static host: hence no Content-Encoding.
  '.gz': 'application/gzip',
  '.cif': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** Threads may share memory in a page that is isolated from other sites: the universal potential then uses all cores. */
export const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * A frame with `sandbox` has an origin of its own, as one of another site: without this it may not run the scripts of
 * the page that it shows. Nothing here is secret, and no cookie is read.
 */
const FOR_FRAMES = { 'Access-Control-Allow-Origin': '*' };

/** Names that carry a hash of what is in the file, as Vite gives them: another content has another name. */
const HASHED = /^assets\/.*-[\w-]{8}\.\w+$/;
const FOREVER = 'public, max-age=31536000, immutable';

/**
 * Serves the files of one directory on 127.0.0.1.
 * @param options.port 0 lets the system choose; another number is the first of twenty to try
 * @param options.prefix sub-path of the site, "/" by default
 * @param options.isolated false: without the headers of {@link ISOLATED}, as hosts of static files send none
 * @param options.compressed false: files as they are, where packing them would take longer than sending them
 * @returns the address of the page, ending in "/"
 */
export async function serve(
  dir: string,
  options: {
    readonly port?: number;
    readonly prefix?: string;
    readonly isolated?: boolean;
    readonly compressed?: boolean;
  } = {},
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const prefix = `/${options.prefix ?? ''}/`.replace(/\/+/g, '/');
  const server = createServer(handler(resolve(dir), prefix, options));
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    close: () =>
      new Promise((done, fail) => {
        server.close((error) => (error ? fail(error) : done()));
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, first: number): Promise<void> {
  for (let port = first; ; port++) {
    const error = await new Promise<NodeJS.ErrnoException | null>((done) => {
      server.once('error', done);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', done);
        done(null);
      });
    });
    if (!error) return;
    if (error.code !== 'EADDRINUSE' || port >= first + 20) throw error;
  }
}

function handler(
  root: string,
  prefix: string,
  options: { readonly isolated?: boolean; readonly compressed?: boolean },
): RequestListener {
  const { isolated = true, compressed: packs = true } = options;
  const compressed = compressedFiles();
  return async (request, response) => {
    const refuse = (status: number, text: string, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'Content-Type': 'text/plain', ...headers }).end(`${text}\n`);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(405, 'only GET and HEAD', { Allow: 'GET, HEAD' });
    let path: string;
    try {
      path = decodeURIComponent((request.url ?? '/').replace(/[?#].*$/s, ''));
    } catch {
      return refuse(400, 'bad address');
    }
    if (`${path}/` === prefix) return refuse(301, 'moved', { Location: prefix });
    if (!path.startsWith(prefix)) return refuse(404, 'not found');
    const name = path.slice(prefix.length) || 'index.html';
    const file = join(root, name);
    if (name.includes('\0') || !file.startsWith(root + sep)) return refuse(403, 'outside the site');
    const info = await stat(file).catch(() => undefined);
    if (!info?.isFile()) return refuse(404, 'not found');
    const isPacked = packs && isCompressible(file, info.size);
    const encoding = isPacked ? encodingFor(request.headers['accept-encoding']) : 'identity';
    const version = `${info.size.toString(36)}-${Math.floor(info.mtimeMs).toString(36)}`;
    const etag = `"${version}${encoding === 'identity' ? '' : `-${encoding}`}"`;
    const headers = {
      'Cache-Control': HASHED.test(name) ? FOREVER : 'no-cache',
      ETag: etag,
      ...(isPacked && { Vary: 'Accept-Encoding' }),
      'X-Content-Type-Options': 'nosniff',
      ...FOR_FRAMES,
      ...(isolated && ISOLATED),
    };
    if (isKnown(request.headers['if-none-match'], etag))
      return response.writeHead(304, headers).end();
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    const send = (bytes: number, more: Record<string, string>) =>
      response.writeHead(200, {
        ...headers,
        'Content-Type': type,
        'Content-Length': bytes,
        ...more,
      });
    if (encoding !== 'identity') {
      const body = await compressed(file, encoding, version).catch(() => undefined);
      if (!body) return refuse(404, 'not found');
      send(body.length, { 'Content-Encoding': encoding });
      return response.end(request.method === 'HEAD' ? undefined : body);
    }
    send(info.size, {});
    if (request.method === 'HEAD') return response.end();
    return createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  };
}

/** Whether a browser that sends this `If-None-Match` has the file already. */
const isKnown = (tags: string | undefined, etag: string): boolean =>
  (tags ?? '')
    .split(',')
    .some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const dist = fileURLToPath(new URL('../dist', import.meta.url));
  const { url } = await serve(dist, { port: Number(process.env['PORT'] ?? 4173) });
  console.log(`Epistack: ${url}`);
}
