import { serve } from '#app/jobs/workerDoor.ts';
import { adhesionHandlers } from './adhesionHandlers.ts';

// Script of the worker that computes energies of interfaces by the universal potential.
serve(adhesionHandlers);
