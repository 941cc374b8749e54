import { serve } from '#app/jobs/workerDoor.ts';
import { recordedTasks } from './recordedTasks.ts';

serve(recordedTasks);
