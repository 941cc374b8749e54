import { serve } from '#app/jobs/workerDoor.ts';
import type { SessionTasks } from './sessionTasks.ts';
import { trajectorySession } from './trajectorySession.ts';

serve<SessionTasks>(trajectorySession());
