import { serve } from '#app/jobs/workerDoor.ts';
import { mdTasks } from './batches.ts';

// Script of the worker that runs LAMMPS.
serve(mdTasks);
