import { serve } from '#app/jobs/workerDoor.ts';
import { importHandlers } from './importHandlers.ts';

// Script of the worker that reads crystals.
serve(importHandlers);
