import { serve } from '#app/jobs/workerDoor.ts';
import { matchHandlers } from './matchHandlers.ts';

// Script of the worker that searches matches.
serve(matchHandlers);
