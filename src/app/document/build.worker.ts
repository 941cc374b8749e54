import { serve } from '#app/jobs/workerDoor.ts';
import { buildTasks } from './buildTasks.ts';

serve(buildTasks);
