import { serve } from '#app/jobs/workerDoor.ts';
import { buildTasks } from './buildTasks.ts';

// Script of the worker that builds large stacks.
serve(buildTasks);
