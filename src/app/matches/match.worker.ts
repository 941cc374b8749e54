import { serve } from '#app/jobs/workerDoor.ts';
import { matchTasks } from './matchAnswers.ts';

// Script of the worker that searches matches.
serve(matchTasks);
