import { serve } from '#app/jobs/workerDoor.ts';
import { microscopeHandlers } from './microscopeHandlers.ts';

// Script of the worker that computes images of the microscope and their transforms.
serve(microscopeHandlers);
