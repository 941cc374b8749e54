import type { Handlers } from '#app/jobs/workerDoor.ts';
import type { BuildTasks } from './buildTasks.ts';
import { modelOf } from './model.ts';

/** Builds large stacks off the page's thread. */
export const buildHandlers: Handlers<BuildTasks> = { build: modelOf };
