import { serve } from '#app/jobs/workerDoor.ts';
import { recordedTasks } from './recordedTasks.ts';

// Script of the worker that fetches and decodes the recorded trajectory.
serve(recordedTasks);
