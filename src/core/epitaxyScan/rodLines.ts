import { subscripts } from '#core/crystal/structure.ts';
import { hklText } from '#core/surface/miller.ts';
import {
  qOf,
  type ScanBand,
  type ScanLine,
  type ScanReading,
  type ScanSettings,
  twoThetaOf,
} from './epitaxyScan.ts';
import { type Layer, NO_SHEETS, type RodModel } from './rodModel.ts';
import { rodReflectivity } from './rodSum.ts';

/** Weaker lines than this part of the strongest of their band are not named. */
const WEAKEST = 1e-5;
/** Satellites on each side of a main peak that are named. */
const SATELLITES = 6;

interface Seen {
  readonly settings: ScanSettings;
  readonly wavelengthAng: number;
}

/** The orders of a spacing that fall into the range. */
function ordersIn(spacingAng: number, { settings, wavelengthAng }: Seen): readonly number[] {
  const [from, to] = settings.range.map(
    (angle) => (qOf(angle, wavelengthAng) * spacingAng) / (2 * Math.PI),
  ) as [number, number];
  const out: number[] = [];
  for (let m = Math.max(1, Math.ceil(from - 1e-9)); m <= to + 1e-9; m++) out.push(m);
  return out;
}

/** The lines of each crystal of a stack, and the satellites of what repeats. */
export function rodBands(
  model: RodModel,
  settings: ScanSettings,
  wavelengthAng: number,
): readonly ScanBand[] {
  const seen = { settings, wavelengthAng };
  const crystals = model.layers.map((layer): ScanBand => {
    const orders = ordersIn(layer.periodAng, seen);
    const alone = orders.map((m) =>
      rodReflectivity(
        aloneModel(layer),
        (2 * Math.PI * m) / layer.periodAng,
        wavelengthAng,
        settings,
      ),
    );
    return {
      name: layer.name,
      slab: layer.slab,
      lines: lines(
        orders.map((m, k) => ({
          label: `${subscripts(layer.name)} ${hklText(layer.hkl.map((h) => h * m + 0))}`,
          q: (2 * Math.PI * m) / layer.periodAng,
          ownDAng: layer.ownPeriodAng / m,
          size: alone[k]!,
        })),
        wavelengthAng,
      ),
    };
  });
  return model.repeats > 1 ? [...crystals, satellites(model, seen)] : crystals;
}

const aloneModel = (layer: Layer): RodModel => ({
  below: null,
  layers: [{ ...layer, baseAng: 0, periods: 1, rest: NO_SHEETS, foot: NO_SHEETS }],
  repeatFrom: 1,
  repeats: 1,
  repeatAng: 1,
  notes: [],
});

function lines(
  found: readonly (Pick<ScanLine, 'label' | 'q' | 'ownDAng'> & { readonly size: number })[],
  wavelengthAng: number,
): readonly ScanLine[] {
  const strongest = Math.max(0, ...found.map(({ size }) => size));
  return found
    .filter(({ size }) => size > WEAKEST * strongest)
    .map(({ size, ...line }) => ({
      ...line,
      twoTheta: twoThetaOf(line.q, wavelengthAng),
      dAng: (2 * Math.PI) / line.q,
      strength: size / strongest,
    }));
}

/** Lattice periods that one repeat holds: its main peaks stand at multiples of so many of its orders. */
const perRepeat = ({ layers, repeatFrom }: RodModel): number =>
  Math.max(1, Math.round(layers.slice(repeatFrom).reduce((sum, l) => sum + l.periodsInAll, 0)));

/** One repeat alone, which weighs the satellites. */
const onceModel = (model: RodModel): RodModel => ({
  ...model,
  below: null,
  layers: model.layers.slice(model.repeatFrom),
  repeatFrom: model.layers.length,
  repeats: 1,
});

function satellites(model: RodModel, seen: Seen): ScanBand {
  const { wavelengthAng } = seen;
  const { interfaceAng } = seen.settings.roughness;
  // Its top is an interface, as it is in all repeats but one.
  const settings = { ...seen.settings, roughness: { surfaceAng: interfaceAng, interfaceAng } };
  const once = onceModel(model);
  const main = perRepeat(model);
  const found = ordersIn(model.repeatAng, seen).map((n) => {
    const order = Math.max(1, Math.round(n / main));
    const away = n - order * main;
    const q = (2 * Math.PI * n) / model.repeatAng;
    return {
      label: `SL${away === 0 ? ' 0' : away > 0 ? ` +${away}` : ` −${-away}`} of order ${order}`,
      away,
      q,
      ownDAng: null,
      size: rodReflectivity(once, q, wavelengthAng, settings),
    };
  });
  return {
    name: 'superlattice',
    slab: null,
    lines: lines(
      found.filter(({ away }) => Math.abs(away) <= SATELLITES),
      wavelengthAng,
    ),
  };
}

/** Fringes on each side of a film's peak that are read. */
const FRINGES = 8;
const PER_FRINGE = 60;

/**
 * Thickness and period as the arithmetic of the stack has them, and as its curve says, which is read without the
 * width of the instrument.
 */
export function rodReadings(model: RodModel, seen: Seen): readonly ScanReading[] {
  const films = model.repeats > 1 ? [] : model.layers.slice(model.below === null ? 0 : 1);
  const readings: ScanReading[] = films.map((film) => {
    const expectedAng = film.periods * film.periodAng;
    return {
      what: `thickness of ${subscripts(film.name)}, ${film.periods} periods`,
      expectedAng,
      readAng: film.periods < 3 ? null : readSpacing(model, film, expectedAng, seen),
      spacingQ: (2 * Math.PI) / expectedAng,
    };
  });
  if (model.repeats === 1) return readings;
  const whole = model.repeats * model.repeatAng;
  return [
    ...readings,
    {
      what: `period of the superlattice, ${model.repeats} of them`,
      expectedAng: model.repeatAng,
      readAng: readPeriod(model, seen),
      spacingQ: (2 * Math.PI) / model.repeatAng,
    },
    {
      what: `thickness of all its periods; ${Math.max(0, model.repeats - 2)} fringes between neighbouring satellites`,
      expectedAng: whole,
      readAng: null,
      spacingQ: (2 * Math.PI) / whole,
    },
  ];
}

/** Thickness from the minima on both sides of a film's strongest peak in the range. */
function readSpacing(model: RodModel, film: Layer, thickAng: number, seen: Seen): number | null {
  const peak = strongestOf(film, seen);
  if (peak === null) return null;
  const spacing = (2 * Math.PI) / thickAng;
  const minima: { n: number; q: number }[] = [];
  const step = spacing / PER_FRINGE;
  const at = (k: number) =>
    rodReflectivity(model, peak + k * step, seen.wavelengthAng, seen.settings);
  const reach = (FRINGES + 0.5) * PER_FRINGE;
  let [before, here] = [at(-reach - 1), at(-reach)];
  for (let k = -reach; k <= reach; k++) {
    const next = at(k + 1);
    // The middle peak is two fringes wide: minima stand near −2, −1, +1, +2, …
    const n = Math.round(k / PER_FRINGE);
    if (here < before && here < next && n !== 0) minima.push({ n, q: peak + k * step });
    [before, here] = [here, next];
  }
  const slope = slopeOf(minima, FRINGES);
  return slope === null ? null : (2 * Math.PI) / slope;
}

function strongestOf(film: Layer, seen: Seen): number | null {
  const [best] = ordersIn(film.periodAng, seen)
    .map((m) => {
      const q = (2 * Math.PI * m) / film.periodAng;
      return {
        q,
        size: rodReflectivity(aloneModel(film), q, seen.wavelengthAng, seen.settings) * q * q,
      };
    })
    .toSorted((a, b) => b.size - a.size);
  return best?.q ?? null;
}

/** Period from the tops of the satellites, which are found within half their distance. */
function readPeriod(model: RodModel, seen: Seen): number | null {
  const { settings, wavelengthAng } = seen;
  const spacing = (2 * Math.PI) / model.repeatAng;
  const width = spacing / model.repeats;
  const tops = satellites(model, seen).lines.flatMap(({ q, strength }) => {
    if (strength < 1e-3) return [];
    const n = Math.round(q / spacing);
    let [best, top] = [q, 0];
    for (let k = -40; k <= 40; k++) {
      const here = q + (k / 40) * width;
      const value = rodReflectivity(model, here, wavelengthAng, settings);
      if (value > top) [best, top] = [here, value];
    }
    return [{ n, q: best }];
  });
  const slope = slopeOf(tops, 3);
  return slope === null ? null : (2 * Math.PI) / slope;
}

/** Least-squares slope of q over n; null of fewer points than so many. */
function slopeOf(
  points: readonly { readonly n: number; readonly q: number }[],
  least: number,
): number | null {
  if (points.length < least) return null;
  const mean = (of: (p: { n: number; q: number }) => number) =>
    points.reduce((sum, p) => sum + of(p), 0) / points.length;
  const [n0, q0] = [mean((p) => p.n), mean((p) => p.q)];
  const over = points.reduce((sum, { n, q }) => sum + (n - n0) * (q - q0), 0);
  const under = points.reduce((sum, { n }) => sum + (n - n0) ** 2, 0);
  return under > 0 ? over / under : null;
}
