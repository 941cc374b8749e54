import type { Handlers } from '#app/jobs/workerDoor.ts';
import { readyModel } from '#app/universal/compute/readyModel.ts';
import { adhesion } from '#engines/dynamics/adhesion.ts';
import { fieldOf } from '#engines/properties/bulkCrystal.ts';
import { interfaceEnergy } from '#engines/properties/interfaceEnergy.ts';
import { strainEnergies } from '#engines/properties/strainEnergies.ts';
import { computedBy } from '#engines/universal/network.ts';
import type { AdhesionTasks } from './adhesionTasks.ts';
import { toldSteps } from './toldSteps.ts';

/** Energies of an interface in a worker; the page cancels by terminating it. */
export const adhesionHandlers: Handlers<AdhesionTasks> = {
  adhesion: async ({ model, of, bulks }, { tell }) => {
    const network = await readyModel(model);
    const found = toldSteps(adhesion(network, of), tell);
    let done = 0;
    const onBulk = (): void => tell({ phase: 'bulks', done: ++done });
    const isAsked = bulks !== null && of.relax !== null;
    const field = fieldOf(network);
    const result = {
      adhesion: found,
      interface: isAsked ? toldSteps(interfaceEnergy(field, bulks, found, of.relax), onBulk) : null,
      strain: isAsked ? toldSteps(strainEnergies(field, bulks, of.relax), onBulk) : [],
    };
    return { result, computedBy: computedBy(network) };
  },
};
