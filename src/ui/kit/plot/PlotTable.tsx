import { axisText, type PlotSpec, short } from './plotSpec.ts';
import { summaryOf } from './summary.ts';

/** Largest number of rows in the table. */
const MAX_ROWS = 200;

/** The values as a table: a summary of each line, then rows evenly spread over the plot. */
export function PlotTable({ spec }: { readonly spec: PlotSpec }) {
  const { x, y, right, lines, frames } = spec;
  const count = x.values.length;
  const stride = Math.max(1, Math.ceil(count / MAX_ROWS));
  const rows = Array.from({ length: Math.ceil(count / stride) }, (_, k) => k * stride);
  const unitOf = (isRight: boolean) => axisText(isRight && right ? right : y);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to reach it
    <section className="chart-table" aria-label={`Values of ${spec.name}`} tabIndex={0}>
      <table>
        <caption className="sr">{spec.name}</caption>
        <thead>
          <tr>
            {frames && <th scope="col">frame</th>}
            <th scope="col">{axisText(x)}</th>
            {lines.map((l) => (
              <th key={l.label} scope="col">
                {l.label}
                <br />
                {unitOf(l.right === true)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(['mean', 'least', 'most'] as const).map((which) => (
            <tr key={which}>
              <th scope="row" colSpan={frames ? 2 : 1}>
                {which}
              </th>
              {lines.map((l) => (
                <td key={l.label}>{short(summaryOf(l.values)[which])}</td>
              ))}
            </tr>
          ))}
          {rows.map((k) => (
            <tr key={k}>
              {frames && <td>{frames[k]! + 1}</td>}
              <td>{short(x.values[k]!)}</td>
              {lines.map((l) => (
                <td key={l.label}>{short(l.values[k] ?? Number.NaN)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {stride > 1 && (
        <p className="about">
          One in {stride} of {count} rows; the CSV file has all.
        </p>
      )}
    </section>
  );
}
