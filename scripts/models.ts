import { existsSync, readdirSync } from 'node:fs';
import type { Plugin } from 'vite';

const FOLDER = new URL('../public/models/', import.meta.url);
const LIST = 'models/index.json';

/** Names of the model files that this installation has, as the page reads them. */
const list = (): string =>
  JSON.stringify(
    existsSync(FOLDER)
      ? readdirSync(FOLDER)
          .filter((name) => name.endsWith('.nqx'))
          .sort()
      : [],
  );

/** Tells the page which models of the universal potential lie in `public/models`, which is no part of the repository. */
export function models(): Plugin {
  return {
    name: 'epistack-models',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: LIST, source: list() });
    },
    configureServer(server) {
      server.middlewares.use(`/${LIST}`, (_request, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(list());
      });
    },
  };
}
