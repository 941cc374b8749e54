import { DISPERSION_NAMES, type DispersionChoice } from '#engines/dispersion/damping.ts';

/** Where the published model files are, and under which licence. */
export const MODEL_HOME = 'https://github.com/atomicarchitects/nequix/tree/main/models';
export const MODEL_LICENCE = 'MIT';

/** Said of an element that a model file lacks. */
export const KNOWN_ELEMENTS =
  'the model file has no such element, published ones have 89, H to Bi and Ac to Pu';

/** What a dispersion term does to a model of this kind, in a sentence. */
export const DISPERSION_NOTE =
  'The published Nequix models learned PBE without dispersion, so that a D3 term counts nothing twice; to a model that learned energies with dispersion it would add it a second time.';

/**
 * Said with every number of the potential: "machine-learned PBE (Nequix oam-1-pft), no dispersion", or "… + D3(BJ)".
 * @param file name of the model file, which says the variant
 */
export function potentialNote(file: string, dispersion: DispersionChoice): string {
  const variant = /^nequix-([\w-]+)\.nqx$/i.exec(file)?.[1];
  const model = `machine-learned PBE (Nequix ${variant ?? `from ${file}`})`;
  return dispersion === 'none'
    ? `${model}, no dispersion`
    : `${model} + ${DISPERSION_NAMES[dispersion]}`;
}
