import { serve } from '#app/jobs/workerDoor.ts';
import { matchTasks } from './matchAnswers.ts';

serve(matchTasks);
