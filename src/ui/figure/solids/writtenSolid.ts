import { type DrawRequest, requestedPlan } from '#ui/figure/requestedPlan.ts';
import type { SolidFile } from './solidFormat.ts';
import { SOLID_FORMATS, solidProblem } from './solidFormats.ts';

/**
 * A file of three dimensions as words of the terminal ask for it; null for an ending that is none of these.
 * @throws UnknownWord for words that nothing is named by, Error that says why it cannot be written
 */
export async function writtenSolid(request: DrawRequest): Promise<SolidFile | null> {
  const format = SOLID_FORMATS.find(({ ending }) => ending === request.ending);
  if (format === undefined) return null;
  const plan = await requestedPlan(request);
  const problem = solidProblem(format, plan);
  if (problem !== null) throw new Error(problem);
  return format.write(plan);
}
