import { serve } from '#app/jobs/workerDoor.ts';
import { registryTasks } from './registryTasks.ts';

// Script of the worker that scans and solves interfaces.
serve(registryTasks);
