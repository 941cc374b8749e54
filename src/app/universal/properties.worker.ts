import { serve } from '#app/jobs/workerDoor.ts';
import { propertiesHandlers } from './propertiesHandlers.ts';

// Script of the worker that computes properties of crystals by the universal potential.
serve(propertiesHandlers);
