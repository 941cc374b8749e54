import type { Handlers } from '#app/jobs/workerDoor.ts';
import { readyModel } from '#app/universal/compute/readyModel.ts';
import { adhesion } from '#engines/dynamics/adhesion.ts';
import type { AdhesionTasks } from './adhesionTasks.ts';

/** Energies of an interface in a worker; the page cancels by terminating it. */
export const adhesionHandlers: Handlers<AdhesionTasks> = {
  adhesion: async ({ model, of }, { tell }) => {
    const steps = adhesion(await readyModel(model), of);
    for (;;) {
      const next = steps.next();
      if (next.done === true) return next.value;
      tell(next.value);
    }
  },
};
