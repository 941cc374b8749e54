import { serve } from '#app/jobs/workerDoor.ts';
import { mdHandlers } from './mdHandlers.ts';

// Script of the worker that runs LAMMPS.
serve(mdHandlers);
