import { library } from '#app/document/library.ts';
import type { Handlers } from '#app/jobs/workerDoor.ts';
import { electronDiffraction } from '#core/microscope/diffractionPattern.ts';
import { figureS2Checks } from '#core/microscope/figureS2.ts';
import { observe, viewOf } from '#core/microscope/observation.ts';
import { spectrumPicture } from '#core/microscope/picture/spectrumPicture.ts';
import {
  crystalSpecimen,
  interfaceSpecimen,
  nanocrystalSpecimen,
  type Specimen,
} from '#core/microscope/specimen.ts';
import { fringesIn } from '#core/microscope/spectrum/fringes.ts';
import { imageSpots } from '#core/microscope/spectrum/indexing.ts';
import { spectrumOf, wholeImage } from '#core/microscope/spectrum/spectrum.ts';
import { build } from '#core/recipe/build.ts';
import { type MicroscopeTasks, REACH_PER_ANG, type SpecimenSource } from './microscopeTasks.ts';

let latest: { readonly key: string; readonly specimen: Specimen } | null = null;

/** The specimen, built once for all views of it. */
function specimenOf(source: SpecimenSource): Specimen {
  const key = JSON.stringify(source);
  if (latest?.key !== key) latest = { key, specimen: built(source) };
  return latest.specimen;
}

function built(source: SpecimenSource): Specimen {
  if (source.kind === 'nanocrystal') return nanocrystalSpecimen(source.recipe, library);
  const stack = build(source.recipe, library);
  if (source.kind === 'interface') return interfaceSpecimen(stack);
  const { name, crystal } = stack.slabs[source.slab]!;
  return crystalSpecimen(name, crystal);
}

export const microscopeHandlers: Handlers<MicroscopeTasks> = {
  look: ({ source, observation }, { tell }) => {
    const specimen = specimenOf(source);
    tell(0.1);
    const { view, image } = observe(specimen, observation, tell);
    return {
      image,
      tiltDeg: view.tiltDeg,
      crystals: specimen.crystals.map(({ name }) => name),
      diffraction: electronDiffraction(specimen, view, {
        kv: observation.kv,
        thicknessAng: image.thicknessAng,
        reachPerAng: REACH_PER_ANG,
        displacementAng2: observation.displacementAng2,
      }),
      checks: figureS2Checks(specimen),
    };
  },
  transform: ({ source, observation, image, thicknessAng, region, window }) => {
    const specimen = specimenOf(source);
    const spectrum = spectrumOf(image, region ?? wholeImage(image), window);
    return {
      picture: spectrumPicture(spectrum, REACH_PER_ANG),
      spots: imageSpots(spectrum, specimen.crystals, viewOf(specimen, observation), thicknessAng),
    };
  },
  fringes: ({ image }) => fringesIn(image),
};
