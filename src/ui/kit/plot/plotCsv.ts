import { csvRemark, csvRow } from '#core/io/text/csv.ts';
import { axisText, type PlotSpec } from './plotSpec.ts';

/** Nine digits, so that float32 comes back as it was. */
const value = (x: number | undefined): number | null =>
  x === undefined ? null : Number(x.toPrecision(9));

/**
 * All values of a plot, one row an x. Remarks begin with #; the first column is the frame (counted
 * from 1) where the plot runs over frames.
 * @param notes further remarks: what was played, the range of frames
 */
export function plotCsv(spec: PlotSpec, notes: readonly string[] = []): string {
  const { x, y, right, lines, frames, marks = [] } = spec;
  const remarks = [
    spec.name,
    spec.about,
    ...marks.map((m) => `${m.text}: ${m.value} ${y.unit}`),
    ...notes,
  ].map(csvRemark);
  // An axis of frame numbers says the same as the column of frames.
  const hasX = !(frames && x.title === 'frame' && x.unit === '');
  const heads = [
    ...(frames ? ['frame'] : []),
    ...(hasX ? [axisText(x)] : []),
    ...lines.map((l) => {
      const axis = l.right && right ? right : y;
      return l.label === axis.title ? axisText(axis) : `${l.label}, ${axisText(axis)}`;
    }),
  ];
  const rows = Array.from({ length: x.values.length }, (_, k) =>
    csvRow([
      ...(frames ? [frames[k]! + 1] : []),
      ...(hasX ? [value(x.values[k])] : []),
      ...lines.map((l) => value(l.values[k])),
    ]),
  );
  return [...remarks, csvRow(heads), ...rows].join('');
}
