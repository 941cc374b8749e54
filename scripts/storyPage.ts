import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';
import { STORY_PAGE_SLOTS } from '../src/core/story/storyPage.ts';
import { noticesOf, noticesText } from './licences/notices.ts';
import { collectPackages } from './licences/plugin.ts';
import { threeShaders } from './threeShaders.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const ENTRY = join(root, 'src/ui/storyPage/main.tsx');
/** Its letters are bundled as files of ours, made from this package. */
const FONT = join(root, 'node_modules/@fontsource-variable/inter');

/** Name of the page, beside index.html. */
const STORY_PAGE_FILE = 'story.html';

/**
 * The page that tells a story, as one file without the story: all of its script, styles and letters are in it, and it
 * asks for nothing.
 */
async function makeStoryPage(): Promise<{
  readonly html: string;
  /** Folders of the packages that it contains. */
  readonly packages: ReadonlySet<string>;
}> {
  const packages = new Set([FONT]);
  const [built] = [
    await build({
      root,
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      plugins: [withoutWorkers(), react(), threeShaders(), collectPackages(packages)],
      build: {
        write: false,
        target: 'es2023',
        modulePreload: false,
        cssCodeSplit: false,
        assetsInlineLimit: () => true,
        chunkSizeWarningLimit: 3000,
        rolldownOptions: {
          checks: { bundlerTimings: false },
          input: ENTRY,
          output: { format: 'iife', codeSplitting: false },
        },
      },
    }),
  ].flat();
  const files = built !== undefined && 'output' in built ? built.output : [];
  const scripts = files.flatMap((file) => (file.type === 'chunk' ? [file.code] : []));
  const styles = files.flatMap((file) =>
    file.type === 'asset' && file.fileName.endsWith('.css') ? [String(file.source)] : [],
  );
  if (scripts.length !== 1 || files.length !== scripts.length + styles.length)
    throw new Error(
      `the page of a story is not one script: ${files.map((f) => f.fileName).join(', ')}`,
    );
  const own = `Epistack (MIT)\n\n${readFileSync(join(root, 'LICENSE'), 'utf8').trim()}\n\n`;
  const notices = own + noticesText(noticesOf(packages));
  return { html: page(scripts[0]!, styles.join('\n'), notices), packages };
}

/** A file has no scripts beside it: what workers do is done by the page itself, as where a browser forbids them. */
function withoutWorkers(): Plugin {
  return {
    name: 'epistack-without-workers',
    enforce: 'pre',
    transform: (code, id) =>
      id.includes('/node_modules/') || !code.includes('new Worker(')
        ? null
        : {
            code: code.replace(
              /new Worker\(\s*new URL\([^()]*\),\s*\{[^{}]*\}\s*,?\s*\)/g,
              '(() => { throw new Error("a file has no workers"); })()',
            ),
            map: null,
          },
  };
}

const sha256 = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Unpacks the script of the page and runs it: a third of its size in the file. */
const LOADER = `(async () => {
  const packed = Uint8Array.from(atob(document.getElementById('code').textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const script = document.createElement('script');
  script.textContent = await new Response(stream).text();
  document.body.append(script);
})().catch((error) => document.body.append('This browser is too old for this story: ' + error.message));`;

/** Only the two scripts of the page run, and nothing is fetched. */
function page(script: string, style: string, notices: string): string {
  const policy = [
    "default-src 'none'",
    `script-src ${sha256(LOADER)} ${sha256(script)}`,
    `style-src ${sha256(style)}`,
    'img-src data: blob:',
    'font-src data:',
    'connect-src data:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const { title, story, run } = STORY_PAGE_SLOTS;
  return `<!doctype html>
<html lang="en" data-story>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="generator" content="Epistack">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<noscript>A story with a picture that turns: it needs JavaScript.</noscript>
<script type="application/json" id="story">${story}</script>
${run}
<script type="text/plain" id="notices">
${notices.replaceAll('</', '<\\/')}</script>
<script type="text/plain" id="code">${gzipSync(script, { level: 9 }).toString('base64')}</script>
<script>${LOADER}</script>
</body>
</html>
`;
}

/** Puts the page beside the build; in development it is made when it is asked for. */
export function storyPage(): Plugin {
  return {
    name: 'epistack-story-page',
    async generateBundle() {
      const { html } = await makeStoryPage();
      this.emitFile({ type: 'asset', fileName: STORY_PAGE_FILE, source: html });
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${STORY_PAGE_FILE}`, (_, response, next) => {
        makeStoryPage().then(({ html }) => response.end(html), next);
      });
    },
  };
}

/**
 * Writes the page into a folder.
 * @returns folders of the packages that it contains
 */
export async function writeStoryPage(folder: string): Promise<ReadonlySet<string>> {
  const { html, packages } = await makeStoryPage();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, STORY_PAGE_FILE), html);
  return packages;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeStoryPage(resolve(process.argv[2]!));
