import { serve } from '#app/jobs/workerDoor.ts';
import { diffractionHandlers } from './diffractionHandlers.ts';

// Script of the worker that computes powder patterns and reads measured ones.
serve(diffractionHandlers);
