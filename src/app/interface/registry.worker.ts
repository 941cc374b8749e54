import { serve } from '#app/jobs/workerDoor.ts';
import { registryHandlers } from './registryHandlers.ts';

// Script of the worker that scans and solves interfaces.
serve(registryHandlers);
