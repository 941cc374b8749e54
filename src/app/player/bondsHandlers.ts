import type { Handlers } from '#app/jobs/workerDoor.ts';
import { sticksOf } from '#core/crystal/coordination/sticks.ts';
import type { BondsTasks } from './bondsTasks.ts';

export const bondsHandlers: Handlers<BondsTasks> = {
  find: ({ structure, charges, settings, known }) => sticksOf(structure, charges, settings, known),
};
