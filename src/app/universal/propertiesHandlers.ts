import type { Handlers } from '#app/jobs/workerDoor.ts';
import { readyModel } from '#app/universal/compute/readyModel.ts';
import { BULK_FORCE_EV_ANG, fieldOf } from '#engines/properties/bulkCrystal.ts';
import { elasticConstants } from '#engines/properties/elasticConstants.ts';
import { pairAdhesion } from '#engines/properties/pairAdhesion.ts';
import { rankedSurfaces } from '#engines/properties/rankedSurfaces.ts';
import { reachOf } from '#engines/universal/network.ts';
import type { PropertiesTasks } from './propertiesTasks.ts';

const MAX_STEPS = 1000;
/** Tighter than for positions: what 0.01 eV/Å leaves is a tenth of a weak work of adhesion. */
const PAIRS = { forceEvAng: 0.003, maxSteps: 2000 };

/** Properties of crystals in a worker; the page cancels by terminating it. */
export const propertiesHandlers: Handlers<PropertiesTasks> = {
  elastic: async ({ model, structure }, { tell }) =>
    toldSteps(
      elasticConstants(structure, fieldOf(await readyModel(model)), {
        forceEvAng: BULK_FORCE_EV_ANG,
        maxSteps: MAX_STEPS,
      }),
      tell,
    ),
  surfaces: async ({ model, ...asked }, { tell }) => {
    const network = await readyModel(model);
    const steps = rankedSurfaces({ ...asked, reachAng: reachOf(network) }, fieldOf(network));
    return toldSteps(steps, tell);
  },
  pairs: async ({ model, interfaces }, { tell }) =>
    toldSteps(pairAdhesion(await readyModel(model), interfaces, PAIRS), tell),
};

/** Goes through the steps of a computation, and tells of each. */
function toldSteps<P, T>(steps: Generator<P, T, void>, tell: (part: P) => void): T {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    tell(next.value);
  }
}
