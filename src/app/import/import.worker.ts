import { serve } from '#app/jobs/workerDoor.ts';
import { importTasks } from './importTasks.ts';

// Script of the worker that reads crystals.
serve(importTasks);
