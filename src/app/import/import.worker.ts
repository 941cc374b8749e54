import { serve } from '#app/jobs/workerDoor.ts';
import { importTasks } from './importTasks.ts';

serve(importTasks);
