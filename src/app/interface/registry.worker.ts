import { serve } from '#app/jobs/workerDoor.ts';
import { registryTasks } from './registryTasks.ts';

serve(registryTasks);
