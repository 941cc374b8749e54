import { serve } from '#app/jobs/workerDoor.ts';
import { bondsHandlers } from './bondsHandlers.ts';

// Script of the worker that finds the sticks of many atoms.
serve(bondsHandlers);
