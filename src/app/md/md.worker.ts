import { serve } from '#app/jobs/workerDoor.ts';
import { mdTasks } from './batches.ts';

serve(mdTasks);
