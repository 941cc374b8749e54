import { serve } from '#app/jobs/workerDoor.ts';
import { exportTasks } from './makeExport.ts';

// Script of the worker that writes exports.
serve(exportTasks);
