import { serve } from '#app/jobs/workerDoor.ts';
import { screenReader } from './screenReader.ts';
import type { ScreenTasks } from './screenTasks.ts';

serve<ScreenTasks>(screenReader());
