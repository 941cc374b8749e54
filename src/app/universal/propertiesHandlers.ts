import type { Handlers } from '#app/jobs/workerDoor.ts';
import { BULK_FORCE_EV_ANG, fieldOf } from '#engines/properties/bulkCrystal.ts';
import { elasticConstants } from '#engines/properties/elasticConstants.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import type { PropertiesTasks } from './propertiesTasks.ts';

const MAX_STEPS = 1000;

/** Properties of crystals in a worker; the page cancels by terminating it. */
export const propertiesHandlers: Handlers<PropertiesTasks> = {
  elastic: ({ model, structure }, { tell }) =>
    toldSteps(
      elasticConstants(structure, fieldOf(readyNetwork(model)), {
        forceEvAng: BULK_FORCE_EV_ANG,
        maxSteps: MAX_STEPS,
      }),
      tell,
    ),
};

/** Goes through the steps of a computation, and tells of each. */
function toldSteps<P, T>(steps: Generator<P, T, void>, tell: (part: P) => void): T {
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    tell(next.value);
  }
}
