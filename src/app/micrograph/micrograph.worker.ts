import { serve } from '#app/jobs/workerDoor.ts';
import { micrographHandlers } from './micrographHandlers.ts';

// Script of the worker that reads micrographs and searches them.
serve(micrographHandlers);
