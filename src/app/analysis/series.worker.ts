import { serve } from '#app/jobs/workerDoor.ts';
import { seriesTasks } from './seriesTasks.ts';

serve(seriesTasks);
