import type { Handlers } from '#app/jobs/workerDoor.ts';
import { bondsOf } from '#core/crystal/neighbors.ts';
import type { BondsTasks } from './bondsTasks.ts';

export const bondsHandlers: Handlers<BondsTasks> = {
  find: ({ structure }) => bondsOf(structure),
};
