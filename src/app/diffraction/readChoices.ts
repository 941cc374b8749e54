import { likeFirst } from '#app/settings/settingsLink.ts';
import { RADIATIONS } from '#core/diffraction/radiation.ts';
import { SPACINGS } from '#core/epitaxyScan/scanDefaults.ts';
import { type Choices, FIRST_CHOICES, FIRST_SCAN, FIRST_WIDTHS, GEOMETRIES } from './choices.ts';

/** Choices of a link, or kept in the browser, perhaps of another version: what is not understood is as at first. */
export function readChoices(value: unknown): Choices {
  const given = (value ?? {}) as Partial<Record<keyof Choices, unknown>>;
  const read = likeFirst(FIRST_CHOICES, value);
  const scan = likeFirst(FIRST_SCAN, given.scan);
  const { filmPeriods, along } = (given.scan ?? {}) as Partial<Record<string, unknown>>;
  const isKnown = RADIATIONS.some(({ id }) => id === read.radiation);
  const isRange = read.from >= 1 && read.from < read.to && read.to <= 180;
  return {
    ...read,
    geometry: GEOMETRIES.some(([id]) => id === read.geometry) ? read.geometry : 'powder',
    radiation: isKnown ? read.radiation : FIRST_CHOICES.radiation,
    ...(isRange ? {} : { from: FIRST_CHOICES.from, to: FIRST_CHOICES.to }),
    crystals: Object.fromEntries(
      Object.entries(given.crystals ?? {})
        .filter(([key]) => /^\d{1,2}$/.test(key))
        .map(([key, widths]) => [key, likeFirst(FIRST_WIDTHS, widths)]),
    ),
    scan: {
      ...scan,
      spacing: SPACINGS.includes(scan.spacing) ? scan.spacing : 'document',
      filmPeriods: isIntegers(filmPeriods) ? filmPeriods : [],
      along: isIntegers(along) && along.length === 3 ? (along as [number, number, number]) : null,
    },
  };
}

const isIntegers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((x) => Number.isInteger(x) && Math.abs(x) < 1e4);
