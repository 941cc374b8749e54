import { serve } from '#app/jobs/workerDoor.ts';
import { buildHandlers } from './buildHandlers.ts';

// Script of the worker that builds large stacks.
serve(buildHandlers);
