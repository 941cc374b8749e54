// Tables S1 to S5 of the Supporting Information of Qiu et al., Adv. Sci. 2023, 10, 2206560 (doi
// 10.1002/advs.202206560), as printed; what the paper draws and does not print is not here.

/** Where a number was measured on: Janus crystals by the temperature of their synthesis, plain ones by their edge. */
export interface Sample {
  readonly name: string;
  readonly kind: 'janus' | 'plain';
  /** Temperature of the synthesis, °C; null for plain crystals. */
  readonly synthesisC: number | null;
  /** Edge of the CsPbBr3 as the table writes it, "~5.5"; null for Janus crystals. */
  readonly edgeNm: number | null;
}

const janus = (synthesisC: number): Sample => ({
  name: `${synthesisC} °C Janus`,
  kind: 'janus',
  synthesisC,
  edgeNm: null,
});
const plain = (edgeNm: number): Sample => ({
  name: `~${edgeNm} nm CsPbBr3`,
  kind: 'plain',
  synthesisC: null,
  edgeNm,
});

/** Table S1: PL peak, nm. */
export const PL_PEAKS: readonly { readonly sample: Sample; readonly peakNm: number }[] = [
  { sample: janus(150), peakNm: 504 },
  { sample: janus(160), peakNm: 507 },
  { sample: janus(170), peakNm: 510 },
  { sample: janus(180), peakNm: 513 },
  { sample: janus(200), peakNm: 515 },
  { sample: janus(220), peakNm: 516 },
  { sample: plain(5.5), peakNm: 492 },
  { sample: plain(7.6), peakNm: 498 },
  { sample: plain(11), peakNm: 515 },
  { sample: plain(16), peakNm: 516 },
];

/** One row of Table S2: y = A + B1 exp(−x/τ1) + B2 exp(−x/τ2), the B in percent. */
export interface Decay {
  readonly sample: Sample;
  readonly peakNm: number;
  readonly tau1Ns: number;
  readonly b1Percent: number;
  readonly tau2Ns: number;
  readonly b2Percent: number;
  readonly averageNs: number;
}

const decay = (
  sample: Sample,
  peakNm: number,
  [tau1Ns, b1Percent]: readonly [number, number],
  [tau2Ns, b2Percent]: readonly [number, number],
  averageNs: number,
): Decay => ({ sample, peakNm, tau1Ns, b1Percent, tau2Ns, b2Percent, averageNs });

/** Table S2: fits of the PL decay of Figure S17. */
export const DECAYS: readonly Decay[] = [
  decay(janus(150), 504, [4.9, 83.17], [40.7, 16.83], 5.75),
  decay(janus(160), 507, [7.6, 73.6], [51.92, 26.4], 9.81),
  decay(plain(5.5), 492, [4.64, 97.14], [20.65, 2.86], 4.75),
  decay(janus(170), 510, [9.8, 59.27], [78.66, 40.73], 15.23),
  decay(plain(7.6), 489, [5.31, 91.34], [62.25, 8.66], 5.77),
  decay(janus(180), 513, [12.6, 54.14], [92.19, 45.86], 20.86),
  decay(plain(11), 515, [6.98, 79.94], [41.6, 20.06], 8.38),
  decay(janus(200), 515, [18.27, 47.66], [105.89, 52.34], 32.23),
  decay(plain(16), 516, [13.25, 45.5], [93.07, 54.5], 24.88),
];

/** PL peaks of one sample against temperature: position and full width at half maximum, eV. */
export interface PeakSeries {
  readonly name: string;
  readonly kind: Sample['kind'];
  /** The table that it stands in. */
  readonly table: 'S3' | 'S4';
  readonly peakEv: readonly number[];
  readonly widthEv: readonly number[];
}

/** Temperatures of Tables S3 and S4, K; series that are shorter end at a lower one. */
export const TEMPERATURES_K = [13, 30, 50, 100, 150, 200, 250, 300] as const;

export const PEAK_SERIES: readonly PeakSeries[] = [
  {
    name: '150 °C Janus',
    kind: 'janus',
    table: 'S3',
    peakEv: [2.43059, 2.43218, 2.44182, 2.44424, 2.45642, 2.45805, 2.45969, 2.4605],
    widthEv: [0.04072, 0.04157, 0.04666, 0.04679, 0.05872, 0.05903, 0.06795, 0.07991],
  },
  {
    name: '160 °C Janus',
    kind: 'janus',
    table: 'S3',
    peakEv: [2.42421, 2.42183, 2.42342, 2.43298, 2.43378, 2.44101, 2.44343, 2.44586],
    widthEv: [0.03878, 0.045, 0.04432, 0.04551, 0.05119, 0.06029, 0.07048, 0.08325],
  },
  {
    name: '200 °C Janus',
    kind: 'janus',
    table: 'S3',
    peakEv: [2.32957, 2.33454, 2.34251, 2.37044, 2.38339, 2.38972, 2.3964, 2.40161],
    widthEv: [0.02235, 0.02312, 0.02302, 0.03037, 0.03461, 0.04876, 0.06533, 0.07975],
  },
  {
    name: '16 nm CsPbBr3, P1',
    kind: 'plain',
    table: 'S4',
    peakEv: [2.36702, 2.3728, 2.37433, 2.38732, 2.38871, 2.39704, 2.40642, 2.40945],
    widthEv: [0.02448, 0.03622, 0.04871, 0.04898, 0.04922, 0.06022, 0.08168, 0.10212],
  },
  {
    name: '16 nm CsPbBr3, P2',
    kind: 'plain',
    table: 'S4',
    peakEv: [2.32799, 2.33203, 2.33811, 2.3648],
    widthEv: [0.03909, 0.01891, 0.02194, 0.03128],
  },
];

/** One row of Table S5: a photoconductor at 450 nm and 3.0 V. */
export interface Photoconductor {
  readonly sample: string;
  readonly powerMwPerCm2: number;
  readonly lightOverDark: number;
  /** Responsivity, A/W. */
  readonly responsivity: number;
  /** D*, 10¹³ Jones, by the dark current: the note says that this may be too high by 2 to 3 orders of magnitude. */
  readonly detectivity: number;
}

const device = (
  sample: string,
  powerMwPerCm2: number,
  lightOverDark: number,
  responsivity: number,
  detectivity: number,
): Photoconductor => ({ sample, powerMwPerCm2, lightOverDark, responsivity, detectivity });

/** Table S5. */
export const PHOTOCONDUCTORS: readonly Photoconductor[] = [
  device('160 °C Janus', 13, 5100, 1.3, 1.2),
  device('160 °C Janus', 0.7, 1022, 4.8, 4.8),
  device('200 °C Janus', 13, 9.7, 1.3, 0.05),
  device('200 °C Janus', 0.7, 5, 11.2, 0.45),
  device('16 nm CsPbBr3', 13, 3.6, 0.005, 0.002),
  device('16 nm CsPbBr3', 0.7, 1.8, 0.026, 0.01),
];

/** What the tables say against each other; both numbers are kept as printed. */
export const TABLE_NOTE =
  'Table S1 prints 498 nm for the crystals of ~7.6 nm, Table S2 489 nm: one of the two may have its digits exchanged.';
