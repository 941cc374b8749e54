import { PAD, type ScatterPlot } from './scatterPlot.ts';

interface AxesProps {
  readonly plot: ScatterPlot;
  readonly width: number;
  readonly height: number;
  readonly titles: { readonly x: string; readonly y: string };
}

/** Lines, ticks and titles. Values of y are fractions, and shown as percent. */
export function ScatterAxes({ plot: { x, y }, width, height, titles }: AxesProps) {
  const [right, foot] = [width - PAD.right, height - PAD.bottom];
  return (
    <svg className="axes" width={width} height={height} role="img" aria-label="Axes">
      {y.ticks.map((v) => (
        <g key={v} transform={`translate(0 ${y.at(v).toFixed(1)})`}>
          <line x1={PAD.left} x2={right} />
          <text x={PAD.left - 6} y={4} textAnchor="end">
            {tickText(100 * v)}
          </text>
        </g>
      ))}
      {x.ticks.map((v) => (
        <g key={v} transform={`translate(${x.at(v).toFixed(1)} 0)`}>
          <line y1={PAD.top} y2={foot} />
          <text x={0} y={foot + 15} textAnchor="middle">
            {tickText(v)}
          </text>
        </g>
      ))}
      <text className="title" x={right} y={height - 5} textAnchor="end">
        {titles.x}
      </text>
      <text className="title" x={PAD.left} y={9}>
        {titles.y}
      </text>
    </svg>
  );
}

const tickText = (v: number): string => String(Number(v.toPrecision(3)));
