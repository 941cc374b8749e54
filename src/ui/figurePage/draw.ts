import { EpistackError } from '#core/errors.ts';
import type { DrawnFile, DrawnTarget } from '#ui/figure/drawnTarget.ts';
import { DRAWN_TARGETS } from '#ui/figure/drawnTargets.ts';
import { type DrawRequest, requestedPlan } from '#ui/figure/requestedPlan.ts';
import { UnknownWord } from '#ui/figure/unknownWord.ts';

export type DrawAnswer =
  | {
      readonly kind: 'drawn';
      readonly bytes: number;
      readonly ending: string;
      readonly remarks: readonly string[];
    }
  /** What was asked for cannot be understood, or not be met. */
  | { readonly kind: 'usage' | 'refused'; readonly reason: string };

let drawn: DrawnFile | null = null;

/** Draws a file and keeps it until the next one. */
export async function draw(request: DrawRequest): Promise<DrawAnswer> {
  drawn = null;
  try {
    const target = targetOf(request.ending);
    const plan = await requestedPlan(request);
    const problem = target.problem(plan);
    if (problem !== null) return { kind: 'refused', reason: problem };
    drawn = await target.write(plan, {
      signal: new AbortController().signal,
      onProgress: (share) => window.epistackSay(String(share)),
    });
    const { blob, ending, remarks } = drawn;
    return { kind: 'drawn', bytes: blob.size, ending, remarks };
  } catch (error) {
    if (error instanceof UnknownWord) return { kind: 'usage', reason: error.message };
    if (error instanceof EpistackError) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

/** Bytes of the last file, base64. */
export async function slice(from: number, to: number): Promise<string> {
  const bytes = new Uint8Array(await drawn!.blob.slice(from, to).arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function targetOf(ending: string): DrawnTarget {
  const found = DRAWN_TARGETS.find(({ endings }) => endings.includes(ending));
  if (found) return found;
  const known = DRAWN_TARGETS.flatMap(({ endings }) => endings).join(', ');
  throw new UnknownWord(`the name of the file ends in one of ${known}, not in "${ending}"`);
}
