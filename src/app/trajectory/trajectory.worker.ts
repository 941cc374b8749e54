import { serve } from '#app/jobs/workerDoor.ts';
import type { SessionTasks } from './sessionTasks.ts';
import { trajectorySession } from './trajectorySession.ts';

// Script of the worker that holds one trajectory and answers questions about it.
serve<SessionTasks>(trajectorySession());
