import { serve } from '#app/jobs/workerDoor.ts';
import { nanocrystalHandlers } from './nanocrystalHandlers.ts';

// Script of the worker that builds nanocrystals and writes their files.
serve(nanocrystalHandlers);
