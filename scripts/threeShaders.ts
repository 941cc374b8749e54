import type { Plugin } from 'vite';

/** The parts of shaders that the page's own programs and the renderer's frame around them include. */
const KEPT: ReadonlySet<string> = new Set(['colorspace_fragment', 'colorspace_pars_fragment']);

const SOURCE =
  /^((?:var|const) ([\w$]+) = )"(?:[^"\\]|\\.)*(?:#include|gl_|vec[234]|#ifdef|uniform|varying)(?:[^"\\]|\\.)*";$/gm;

/**
 * three without the sources of shaders for materials that the page does not use: all of it is drawn by programs of its
 * own. One of three's materials, used all the same, fails to compile with the name of this file.
 */
export const withoutShaders = (three: string): string =>
  three.replace(SOURCE, (whole, head: string, name: string) =>
    KEPT.has(name) ? whole : `${head}"#error left out by scripts/threeShaders.ts";`,
  );

/** The same of the file as it is built into the page. */
export const threeShaders = (): Plugin => ({
  name: 'epistack-three-shaders',
  apply: 'build',
  transform: (code, id) =>
    id.endsWith('/three/build/three.module.js') ? { code: withoutShaders(code), map: null } : null,
});
