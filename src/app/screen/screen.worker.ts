import { serve } from '#app/jobs/workerDoor.ts';
import { screenHandlers } from './screenHandlers.ts';
import type { ScreenTasks } from './screenTasks.ts';

// Script of the worker that holds a table of screening results.
serve<ScreenTasks>(screenHandlers());
