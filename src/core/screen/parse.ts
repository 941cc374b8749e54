import type { EpistackError } from '#core/errors.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import { det2, type IntMat2 } from '#core/math/plane2.ts';
import { bad, list, real, record, whole } from '#core/recipe/parseField.ts';
import { LINK_PREFIX } from '#core/recipe/share.ts';
import type { LineAdhesion, LineMatch, LineSide, ScreenLine } from './line.ts';
import type { EnergySettings, ScreenHeader, ScreenSettings } from './settings.ts';

/** What a line of a file may be. */
export type Parsed =
  | { readonly kind: 'header'; readonly header: ScreenHeader }
  | { readonly kind: 'line'; readonly line: ScreenLine };

/**
 * Checks one line of a file of results, field by field; unknown fields are let pass.
 * @throws `recipe` naming the field; SyntaxError for what is no JSON
 */
export function parseLine(json: string): Parsed {
  const value: unknown = JSON.parse(json);
  const o = record(value, 'line', null);
  if ('epistackScreen' in o) return { kind: 'header', header: header(o) };
  const key = long(o['key'], 'key');
  if ('refused' in o)
    return { kind: 'line', line: { key, refused: long(o['refused'], 'refused') } };
  const matches = list(o['matches'], 'matches', 0, 100).map((m, i) => match(m, `matches[${i}]`));
  const link = o['link'] === null ? null : long(o['link'], 'link');
  if ((link === null) !== (matches.length === 0) || link?.startsWith(LINK_PREFIX) === false)
    throw bad('link', `${LINK_PREFIX}… where there are matches, else null`);
  return {
    kind: 'line',
    line: {
      key,
      film: side(o['film'], 'film'),
      substrate: side(o['substrate'], 'substrate'),
      count: whole(o['count'], 'count', 0, Number.MAX_SAFE_INTEGER),
      matches,
      link,
    },
  };
}

/** Why a line cannot be used: the field of a failure, else its own words. */
export const lineProblem = ({ failure, message }: EpistackError): string =>
  failure.code === 'recipe' ? `field "${failure.field}": expected ${failure.expected}` : message;

function header(o: Record<string, unknown>): ScreenHeader {
  if (o['epistackScreen'] !== 1)
    throw bad('epistackScreen', '1 (this file was made by a newer Epistack)');
  const s = record(o['settings'], 'settings', null);
  const number = (name: keyof ScreenSettings) => finite(s[name], `settings.${name}`);
  return {
    epistackScreen: 1,
    version: long(o['version'], 'version'),
    settings: {
      maxIndex: number('maxIndex'),
      maxAreaAng2: number('maxAreaAng2'),
      maxStrain: number('maxStrain'),
      maxAtoms: s['maxAtoms'] === null ? null : number('maxAtoms'),
      thicknessAng: number('thicknessAng'),
      keep: number('keep'),
    },
    ...(o['energies'] === undefined ? {} : { energies: energies(o['energies']) }),
    ...(o['engine'] === undefined ? {} : { engine: long(o['engine'], 'engine') }),
    hash: long(o['hash'], 'hash'),
  };
}

function energies(value: unknown): EnergySettings {
  const o = record(value, 'energies', null);
  return {
    model: long(o['model'], 'energies.model'),
    ...(o['dispersion'] === undefined
      ? {}
      : { dispersion: long(o['dispersion'], 'energies.dispersion') }),
    by: long(o['by'], 'energies.by'),
    forceEvAng: finite(o['forceEvAng'], 'energies.forceEvAng'),
    maxSteps: whole(o['maxSteps'], 'energies.maxSteps', 1, 1e9),
    ...(o['bulks'] === 'normal free' ? { bulks: 'normal free' } : {}),
  };
}

function side(value: unknown, at: string): LineSide {
  const o = record(value, at, null);
  const tasker = o['tasker'];
  if (tasker !== null && tasker !== 1 && tasker !== 2 && tasker !== 3)
    throw bad(`${at}.tasker`, '1, 2, 3 or null');
  return {
    id: long(o['id'], `${at}.id`),
    name: long(o['name'], `${at}.name`),
    formula: long(o['formula'], `${at}.formula`),
    // `list` refuses any other number than three.
    hkl: list(o['hkl'], `${at}.hkl`, 3, 3).map((x, i) =>
      whole(x, `${at}.hkl[${i}]`, -30, 30),
    ) as unknown as IntVec3,
    planes: whole(o['planes'], `${at}.planes`, 1, 1e4),
    thickness: finite(o['thickness'], `${at}.thickness`),
    termination: whole(o['termination'], `${at}.termination`, 0, 1e5),
    label: long(o['label'], `${at}.label`),
    terminations: whole(o['terminations'], `${at}.terminations`, 1, 1e5),
    tasker,
  };
}

function match(value: unknown, at: string): LineMatch {
  const o = record(value, at, null);
  const numbers = <K extends string>(name: string, keys: readonly K[]): Record<K, number> => {
    const part = record(o[name], `${at}.${name}`, null);
    return Object.fromEntries(
      keys.map((k) => [k, finite(part[k], `${at}.${name}.${k}`)]),
    ) as Record<K, number>;
  };
  const number = (name: string) => finite(o[name], `${at}.${name}`);
  return {
    filmMatrix: matrix(o['filmMatrix'], `${at}.filmMatrix`),
    substrateMatrix: matrix(o['substrateMatrix'], `${at}.substrateMatrix`),
    filmArea: number('filmArea'),
    substrateArea: number('substrateArea'),
    mismatch: numbers('mismatch', ['a', 'b', 'gammaDeg', 'area']),
    strain: numbers('strain', ['xx', 'yy', 'xy']),
    maxStrain: number('maxStrain'),
    twistDeg: number('twistDeg'),
    atoms: whole(o['atoms'], `${at}.atoms`, 1, 1e9),
    elastic: o['elastic'] === null ? null : number('elastic'),
    ...(o['adhesion'] === undefined ? {} : { adhesion: adhesion(o['adhesion'], `${at}.adhesion`) }),
  };
}

function adhesion(value: unknown, at: string): LineAdhesion {
  const o = record(value, at, null);
  const number = (name: string) => finite(o[name], `${at}.${name}`);
  if (typeof o['converged'] !== 'boolean') throw bad(`${at}.converged`, 'true or false');
  const shift = list(o['shift'], `${at}.shift`, 2, 2).map((x, i) => finite(x, `${at}.shift[${i}]`));
  return {
    relaxed: number('relaxed'),
    rigid: number('rigid'),
    ...(o['interface'] === undefined
      ? {}
      : { interface: o['interface'] === null ? null : number('interface') }),
    d0: number('d0'),
    shift: [shift[0]!, shift[1]!],
    converged: o['converged'],
    ...(o['notes'] === undefined
      ? {}
      : {
          notes: list(o['notes'], `${at}.notes`, 0, 100).map((note, i) =>
            long(note, `${at}.notes[${i}]`),
          ),
        }),
  };
}

function matrix(value: unknown, at: string): IntMat2 {
  // `list` refuses any other number of rows and columns than two.
  const rows = list(value, at, 2, 2).map((r, i) =>
    list(r, `${at}[${i}]`, 2, 2).map((x, j) => whole(x, `${at}[${i}][${j}]`, -1e4, 1e4)),
  ) as unknown as IntMat2;
  if (!(det2(rows) > 0)) throw bad(at, 'rows of a right-handed cell');
  return rows;
}

const finite = (value: unknown, at: string): number => real(value, at, -1e9, 1e9);

/** Links are long; a text of megabytes is no line of ours. */
const MAX_TEXT = 1_000_000;

function long(value: unknown, at: string): string {
  if (typeof value !== 'string' || value.length > MAX_TEXT) throw bad(at, 'a text');
  return value;
}
