/** Where the published model files are, and under which licence. */
export const MODEL_HOME = 'https://github.com/atomicarchitects/nequix/tree/main/models';
export const MODEL_LICENCE = 'MIT';

/**
 * Said with every number of the potential: "machine-learned PBE (Nequix oam-1-pft), no dispersion".
 * @param file name of the model file, which says the variant
 */
export function potentialNote(file: string): string {
  const variant = /^nequix-([\w-]+)\.nqx$/i.exec(file)?.[1];
  return `machine-learned PBE (Nequix ${variant ?? `from ${file}`}), no dispersion`;
}
