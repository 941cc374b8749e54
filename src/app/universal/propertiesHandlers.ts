import type { Handlers } from '#app/jobs/workerDoor.ts';
import { readyModel } from '#app/universal/compute/readyModel.ts';
import { BULK_FORCE_EV_ANG, fieldOf } from '#engines/properties/bulkCrystal.ts';
import { elasticConstants } from '#engines/properties/elasticConstants.ts';
import { pairAdhesion } from '#engines/properties/pairAdhesion.ts';
import { rankedSurfaces } from '#engines/properties/rankedSurfaces.ts';
import { computedBy, reachOf } from '#engines/universal/network.ts';
import type { PropertiesTasks } from './propertiesTasks.ts';
import { toldSteps } from './toldSteps.ts';

const MAX_STEPS = 1000;
/** Tighter than for positions: what 0.01 eV/Å leaves is a tenth of a weak work of adhesion. */
const PAIRS = { forceEvAng: 0.003, maxSteps: 2000 };

/** Properties of crystals in a worker; the page cancels by terminating it. */
export const propertiesHandlers: Handlers<PropertiesTasks> = {
  elastic: async ({ model, structure }, { tell }) => {
    const network = await readyModel(model);
    const steps = elasticConstants(structure, fieldOf(network), {
      forceEvAng: BULK_FORCE_EV_ANG,
      maxSteps: MAX_STEPS,
    });
    return { result: toldSteps(steps, tell), computedBy: computedBy(network) };
  },
  surfaces: async ({ model, ...asked }, { tell }) => {
    const network = await readyModel(model);
    const steps = rankedSurfaces({ ...asked, reachAng: reachOf(network) }, fieldOf(network));
    return { result: toldSteps(steps, tell), computedBy: computedBy(network) };
  },
  pairs: async ({ model, interfaces }, { tell }) => {
    const network = await readyModel(model);
    const steps = pairAdhesion(network, interfaces, PAIRS);
    return { result: toldSteps(steps, tell), computedBy: computedBy(network) };
  },
};
