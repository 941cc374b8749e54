import { serve } from '#app/jobs/workerDoor.ts';
import { sessionHandlers } from './sessionHandlers.ts';
import type { SessionTasks } from './sessionTasks.ts';

// Script of the worker that holds one trajectory and answers questions about it.
serve<SessionTasks>(sessionHandlers());
