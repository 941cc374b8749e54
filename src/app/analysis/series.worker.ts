import { serve } from '#app/jobs/workerDoor.ts';
import { seriesTasks } from './seriesTasks.ts';

// Script of the worker that reads and correlates series.
serve(seriesTasks);
