import { subscripts } from '#core/crystal/structure.ts';
import { fixed } from '#core/math/decimals.ts';
import { decayAt, lineFit, peakEv, varshniFit } from '#core/paper/fits.ts';
import {
  DECAYS,
  PEAK_SERIES,
  type PeakSeries,
  PL_PEAKS,
  type Sample,
  TEMPERATURES_K,
} from '#core/paper/tables.ts';
import { markerOf } from '#ui/kit/plot/plotMarkers.ts';
import {
  dashOf,
  type PlotInk,
  type PlotLine,
  type PlotSpec,
  slabInk,
} from '#ui/kit/plot/plotSpec.ts';

const INK: Readonly<Record<Sample['kind'], PlotInk>> = { janus: 'slab1', plain: 'slab0' };

/** PL peak against the temperature of the synthesis, Table S1. */
export function synthesisPlot(): PlotSpec {
  const rows = PL_PEAKS.filter(({ sample }) => sample.kind === 'janus');
  return {
    name: 'PL peak of Janus crystals',
    file: 'table-S1_synthesis',
    about:
      'Table S1 as printed: peak wavelength against the temperature of the synthesis. Higher temperatures make larger CsPbBr₃.',
    x: { title: 'synthesis', unit: '°C', values: rows.map((r) => r.sample.synthesisC!) },
    y: { title: 'PL peak', unit: 'nm' },
    lines: [
      {
        label: 'Janus',
        values: rows.map((r) => r.peakNm),
        ink: INK.janus,
        dash: [],
        marker: 'disc',
      },
    ],
  };
}

/** PL peak of plain crystals against their edge, Table S1. */
export function sizePlot(): PlotSpec {
  const rows = PL_PEAKS.filter(({ sample }) => sample.kind === 'plain');
  const edges = rows.map((r) => r.sample.edgeNm!);
  const energies = rows.map((r) => peakEv(r.peakNm));
  const inverse = edges.map((edge) => edge ** -2);
  const { intercept, slope, rms } = lineFit(inverse, energies);
  return {
    name: 'PL peak of plain crystals and their edge',
    file: 'table-S1_size',
    about: `Table S1 as printed, as energy hc/λ, against the edge that the table names. Fit by least squares, E = E∞ + C/L², the form of confinement in a box: E∞ = ${fixed(intercept, 3)} eV, C = ${fixed(slope, 2)} eV nm², rms ${fixed(1000 * rms, 1)} meV. It has four points for two numbers, one of which the paper prints twice and differently: 498 nm here, 489 nm in Table S2.`,
    x: { title: 'edge', unit: 'nm', values: edges },
    y: { title: 'PL peak', unit: 'eV' },
    lines: [
      { label: 'printed', values: energies, ink: INK.plain, dash: [], marker: 'disc' },
      {
        label: 'E∞ + C/L²',
        values: inverse.map((x) => intercept + slope * x),
        ink: 'muted',
        dash: dashOf(1),
        law: (edge) => intercept + slope * edge ** -2,
      },
    ],
  };
}

const DECAY_TIMES_NS = Float64Array.from({ length: 201 }, (_, k) => k);

/** Decays by the printed formula and parameters, Table S2. */
export function decayPlot(): PlotSpec {
  const seen = { janus: 0, plain: 0 };
  return {
    name: 'PL decay by the fits of Table S2',
    file: 'table-S2_decay',
    about:
      'y = A + B₁ exp(−x/τ₁) + B₂ exp(−x/τ₂) with the printed τ and B, 1 at the start. A is not printed and is taken as 0. The printed percentages are taken as parts of the emitted light, so that amplitudes are B/τ: with this reading, and no other, the printed averages come out. These are curves of the fits; the measured ones of Figure S17 are not printed as numbers.',
    x: { title: 'time', unit: 'ns', values: DECAY_TIMES_NS },
    y: { title: 'PL, of its start', unit: '' },
    lines: DECAYS.map((row): PlotLine => {
      const { kind, name } = row.sample;
      return {
        label: subscripts(name),
        values: DECAY_TIMES_NS.map((t) => decayAt(row, t)),
        ink: INK[kind],
        dash: dashOf(seen[kind]++),
      };
    }),
  };
}

/** Peak energy or width against temperature, Tables S3 and S4. */
export function temperaturePlot(of: 'peakEv' | 'widthEv'): PlotSpec {
  const isPeak = of === 'peakEv';
  const inks: readonly PlotInk[] = ['slab1', 'slab2', 'br', slabInk(0), 'muted'];
  const fits = PEAK_SERIES.map((series) => {
    const { intercept, slope, rms } = lineFit(temperaturesOf(series), series[of]);
    return {
      series,
      intercept,
      slope,
      rms,
      varshni: varshniFit(temperaturesOf(series), series[of]),
    };
  });
  const told = fits
    .map(
      ({ series, intercept, slope, rms, varshni }) =>
        `${subscripts(series.name)}: ${fixed(intercept, 4)} eV, ${fixed(1e6 * slope, 0)} µeV/K, rms ${fixed(1000 * rms, 1)} meV, by Varshni’s form ${fixed(1000 * varshni.rms, 1)}`,
    )
    .join('; ');
  return {
    name: isPeak ? 'PL peak against temperature' : 'Width of the PL peak against temperature',
    file: isPeak ? 'tables-S3-S4_peak' : 'tables-S3-S4_width',
    about: isPeak
      ? `Tables S3 and S4 as printed. Dashed: straight lines by least squares, E = E₀ + aT (${told}). Varshni’s form, E₀ − αT²/(T + β), fits the series that reach 300 K no better: β goes to 0, which is a line, since the shift slows down where Varshni’s grows. P2 has four points for its three numbers.`
      : 'Tables S3 and S4 as printed: full width at half maximum.',
    x: { title: 'temperature', unit: 'K', values: TEMPERATURES_K },
    y: { title: isPeak ? 'PL peak' : 'FWHM', unit: 'eV' },
    lines: fits.flatMap(({ series, intercept, slope }, k): PlotLine[] => [
      {
        label: subscripts(series.name),
        values: TEMPERATURES_K.map((_, n) => series[of][n] ?? Number.NaN),
        ink: inks[k]!,
        dash: [],
        marker: markerOf(k),
      },
      ...(isPeak
        ? [
            {
              label: `line, ${subscripts(series.name)}`,
              values: TEMPERATURES_K.map((t, n) =>
                n < series[of].length ? intercept + slope * t : Number.NaN,
              ),
              ink: inks[k]!,
              dash: dashOf(1),
            },
          ]
        : []),
    ]),
  };
}

const temperaturesOf = (series: PeakSeries): readonly number[] =>
  TEMPERATURES_K.slice(0, series.peakEv.length);
