import { serve } from '#app/jobs/workerDoor.ts';
import { exportTasks } from './makeExport.ts';

serve(exportTasks);
