import type { Handlers } from '#app/jobs/workerDoor.ts';
import { importByHand, importCrystal } from '#engines/symmetry/importCrystal.ts';
import type { ImportTasks } from './importTasks.ts';

/** Reads one crystal off the page's thread. */
export const importHandlers: Handlers<ImportTasks> = {
  read: (request) =>
    request.kind === 'file'
      ? importCrystal(request.source)
      : importByHand(request.spec, request.search),
};
