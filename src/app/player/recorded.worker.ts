import { serve } from '#app/jobs/workerDoor.ts';
import { recordedHandlers } from './recordedHandlers.ts';

// Script of the worker that fetches and decodes the recorded trajectory.
serve(recordedHandlers);
