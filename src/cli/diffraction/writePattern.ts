import { UsageError } from '#cli/args.ts';
import { svgPng } from '#cli/drawing/svgPng.ts';
import { writeText } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import type { ComparedScan } from '#core/diffraction/figure/comparedScan.ts';
import { patternCsv } from '#core/diffraction/figure/patternCsv.ts';
import { patternSvg } from '#core/diffraction/figure/patternSvg.ts';
import type { Pattern } from '#core/diffraction/pattern.ts';

type Kind = 'csv' | 'svg' | 'png';

/** Where a pattern is written, and as what. */
export interface PatternWriter {
  /** "-" for standard output. */
  readonly path: string;
  readonly kind: Kind;
}

/** `--out FILE.csv|.svg|.png`, or csv or svg alone. @throws {UsageError} for another ending */
export function patternWriter(out: string | null): PatternWriter | null {
  if (out === null) return null;
  if (out === 'csv' || out === 'svg') return { path: '-', kind: out };
  const kind = (['csv', 'svg', 'png'] as const).find((k) => out.toLowerCase().endsWith(`.${k}`));
  if (kind === undefined)
    throw new UsageError(
      `--out takes a file name that ends in .csv, .svg or .png, or the word csv or svg, not "${out}"`,
    );
  return { path: out, kind };
}

interface Drawn {
  readonly pattern: Pattern;
  readonly measured: ComparedScan | null;
  readonly title: string;
  readonly about: string;
}

/** Writes the file and says so below the answer; a file on standard output takes the answer's place. */
export function writtenPattern(
  { path, kind }: PatternWriter,
  { pattern, measured, title, about }: Drawn,
  answer: CommandAnswer,
): CommandAnswer | Promise<CommandAnswer> {
  const said = {
    value: { ...(answer.value as object), out: path },
    text: path === '-' ? '' : `${answer.text}written: ${path}\n`,
  };
  if (kind === 'csv') {
    writeText(path, patternCsv(pattern, measured, about));
    return said;
  }
  const svg = patternSvg(pattern, measured, { title, about });
  if (kind === 'svg') {
    writeText(path, svg);
    return said;
  }
  return svgPng(svg).then((png) => {
    writeText(path, png);
    return said;
  });
}
