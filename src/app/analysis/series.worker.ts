import { serve } from '#app/jobs/workerDoor.ts';
import { seriesHandlers } from './seriesHandlers.ts';

// Script of the worker that reads and correlates series.
serve(seriesHandlers);
