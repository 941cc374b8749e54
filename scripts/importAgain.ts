import type { Plugin } from 'vite';

const IMPORT = /import\((["'`])(\.\/[\w.~-]+\.js)\1\)/g;

/**
 * Lets a part of the page that could not be fetched be fetched by a later try. Browsers remember for as long as a page is
 * open that a module failed, and answer the same `import()` without asking again; under another address it is another
 * module. Nothing is loaded twice by that: under its own address the module never came.
 */
export function importAgain(): Plugin {
  return {
    name: 'epistack-import-again',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const chunk of Object.values(bundle))
          if (chunk.type === 'chunk') chunk.code = withSecondTry(chunk.code);
      },
    },
  };
}

export const withSecondTry = (code: string): string =>
  code.replace(
    IMPORT,
    (first, quote, path) => `${first}.catch(()=>import(${quote}${path}?again=${quote}+Date.now()))`,
  );
