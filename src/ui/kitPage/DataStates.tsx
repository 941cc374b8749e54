import { useState } from 'react';
import { MAP_COLORS, ramp } from '#ui/kit/colorRamp.ts';
import { LicencesLink } from '#ui/kit/LicencesLink.tsx';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import { PlotTable } from '#ui/kit/plot/PlotTable.tsx';
import { dashOf, type PlotSpec } from '#ui/kit/plot/plotSpec.ts';
import { Scatter } from '#ui/kit/scatter/Scatter.tsx';
import { type Column, LongTable, type Sorting } from '#ui/kit/table/LongTable.tsx';
import { useRowWindow } from '#ui/kit/table/rowWindow.ts';
import { TableRow } from '#ui/kit/table/TableRow.tsx';
import { useDark } from '#ui/kit/theme.ts';
import { Part } from './Part.tsx';

const COUNT = 120;
const along = (f: (k: number) => number) => Float64Array.from({ length: COUNT }, (_, k) => f(k));

const SPEC: PlotSpec = {
  name: 'Lengths over time',
  file: 'lengths',
  about: 'Two made-up lengths, one with a gap, and a number to compare with.',
  x: { title: 'time', unit: 'ps', values: along((k) => 0.02 * k) },
  y: { title: 'length', unit: 'Å' },
  lines: [
    {
      label: 'first',
      values: along((k) => (k > 50 && k < 60 ? Number.NaN : 3.7 + 0.2 * Math.sin(k / 7))),
      ink: 'slab0',
      dash: dashOf(0),
    },
    {
      label: 'second',
      values: along((k) => 3 + 0.1 * Math.cos(k / 4)),
      ink: 'slab1',
      dash: dashOf(1),
    },
  ],
  marks: [{ value: 3.4, text: 'a reference', ink: 'muted' }],
};

/** A plot, and its table opened. */
export function Plots() {
  return (
    <Part name="Plot">
      <Plot spec={SPEC} notes={[]} />
      <PlotTable spec={SPEC} />
    </Part>
  );
}

const POINTS = {
  x: along((k) => 20 + 3 * k),
  y: along((k) => (0.04 * (1 + ((7 * k) % 11))) / (1 + k / 40)),
};
/** By growing x, those that none before is under. */
const FRONT = Array.from(POINTS.y.keys()).filter((k) =>
  POINTS.y.subarray(0, k).every((y) => y > POINTS.y[k]!),
);

/** Points with a front that the keyboard walks. */
export function Points() {
  const [chosen, setChosen] = useState<number | null>(null);
  const [pointed] = useState(() => {
    let now: number | null = FRONT[0] ?? null;
    const told = new Set<() => void>();
    return {
      now: () => now,
      subscribe: (changed: () => void) => {
        told.add(changed);
        return () => told.delete(changed);
      },
      pointAt: (at: number) => {
        now = at;
        for (const changed of told) changed();
      },
    };
  });
  return (
    <Part name="Scatter">
      <Scatter
        name="Strain against area of made-up cells"
        points={POINTS}
        titles={{ x: 'area, Å²', y: 'strain' }}
        front={FRONT}
        text={(at) => `${POINTS.x[at]!.toFixed(0)} Å², ${POINTS.y[at]!.toFixed(3)}`}
        pointed={pointed}
        onPoint={pointed.pointAt}
        onChoose={setChosen}
      />
      <p className="about" role="status">
        {chosen === null ? 'none chosen' : `point ${chosen + 1} chosen`}
      </p>
    </Part>
  );
}

const ROWS = 5000;
const COLUMNS: readonly Column<'row'>[] = [
  { key: 'row', text: 'row', unit: '', title: 'Counted from 1' },
  { key: null, text: 'length', unit: 'Å', title: 'A made-up length' },
];

/** A table of thousands of rows, of which those in view are drawn. */
export function LongTables() {
  const [pointed, setPointed] = useState<number | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const [sorting, setSorting] = useState<Sorting<'row'>>({ key: 'row', down: false });
  const window = useRowWindow(ROWS, setChosen);
  const { first, last, stop } = window;
  const numberAt = (at: number) => (sorting.down ? ROWS - at : at + 1);
  return (
    <Part name="Long table">
      <LongTable
        label="Rows"
        className="kit-table"
        columns={COLUMNS}
        total={ROWS}
        window={window}
        sorting={sorting}
        onSort={setSorting}
      >
        {Array.from({ length: last - first }, (_, i) => first + i).map((at) => (
          <TableRow
            key={at}
            at={at}
            stop={at === stop}
            testId="row"
            isPointed={at === pointed}
            onPoint={() => setPointed(at)}
            onFocus={window.setAt}
            onChoose={() => setChosen(at)}
          >
            <td>row {numberAt(at)}</td>
            <td>{(numberAt(at) / 100).toFixed(2)}</td>
          </TableRow>
        ))}
      </LongTable>
      <p className="about" role="status">
        {chosen === null ? 'none chosen' : `row ${numberAt(chosen)} chosen`}
      </p>
    </Part>
  );
}

const STEPS = 16;

/** The ramp of maps in the theme, and the link to the licences. */
export function Colours() {
  const { best, worst } = MAP_COLORS[useDark() ? 'dark' : 'light'];
  const colors = ramp(best, worst);
  const at = (k: number) => {
    const i = 3 * Math.round((k * (colors.length / 3 - 1)) / (STEPS - 1));
    return `rgb(${colors[i]} ${colors[i + 1]} ${colors[i + 2]})`;
  };
  return (
    <Part name="Ramp and link">
      <div className="ramp" role="img" aria-label="Colours of a map, from the best to the worst">
        {Array.from({ length: STEPS }, (_, k) => k).map((k) => (
          <span key={k} style={{ background: at(k) }} />
        ))}
      </div>
      <p className="under">
        <LicencesLink>Licences</LicencesLink> of what is used
      </p>
    </Part>
  );
}
