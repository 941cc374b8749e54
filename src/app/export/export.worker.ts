import { serve } from '#app/jobs/workerDoor.ts';
import { exportHandlers } from './exportHandlers.ts';

// Script of the worker that writes exports.
serve(exportHandlers);
