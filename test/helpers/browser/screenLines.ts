import { candidatesOf } from '#core/screen/candidates.ts';
import { evaluator } from '#core/screen/evaluate.ts';
import { lineText, type ScreenLine } from '#core/screen/line.ts';
import { headerOf, SCREEN_DEFAULTS, type ScreenHeader } from '#core/screen/settings.ts';
import { library } from '../library.ts';

/** A small screen of library crystals as a file holds it. */
export function screenOf(ids: readonly string[], maxStrain: number) {
  const materials = ids.map((id) => library.get(id)!);
  const crystals = { films: materials, substrates: materials };
  const settings = { ...SCREEN_DEFAULTS, maxAreaAng2: 100, maxStrain };
  const evaluate = evaluator(settings, library);
  const lines = [...candidatesOf(crystals, 1)].map(evaluate);
  return { header: headerOf(settings, crystals), lines };
}

export const textOf = (header: ScreenHeader, lines: readonly ScreenLine[]): string =>
  `${[header, ...lines].map(lineText).join('\n')}\n`;

/** The same lines again and again under other keys, until there are so many. */
export function* repeated(lines: readonly ScreenLine[], count: number): Generator<ScreenLine> {
  for (let n = 0; n < count; n++) {
    const line = lines[n % lines.length]!;
    yield n < lines.length ? line : { ...line, key: `${line.key} copy ${n}` };
  }
}
