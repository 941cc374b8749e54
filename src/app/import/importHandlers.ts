import type { Handlers } from '#app/jobs/workerDoor.ts';
import { readFrame } from '#core/io/readAtoms.ts';
import { writeAtoms } from '#core/io/writeAtoms.ts';
import { importByHand, importCrystal } from '#engines/symmetry/importCrystal.ts';
import type { ImportTasks } from './importTasks.ts';
import { originOf } from './origin.ts';

/** Reads one crystal off the page's thread. */
export const importHandlers: Handlers<ImportTasks> = {
  origin: originOf,
  read: (request) =>
    request.kind === 'file'
      ? importCrystal(request.source)
      : importByHand(request.spec, request.search),
  asXyz: ({ data, name, frame = 0, ...options }) => {
    const { structure, title } = readFrame(data, name, frame, options).file;
    return writeAtoms(structure, 'extxyz', { title });
  },
};
