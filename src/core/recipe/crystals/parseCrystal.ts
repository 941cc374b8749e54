import type { FreeCell, Site } from '#core/crystal/crystal.ts';
import { atomicNumber } from '#core/crystal/elements.ts';
import { bad, list, real, record, text, whole } from '#core/recipe/parseField.ts';
import { type Constants, type Material, OWN_CRYSTAL, type OwnElastic } from './library.ts';

/** More sites than this do not belong in a link. */
export const MAX_SITES = 500;

/**
 * A crystal that a recipe carries, from an untrusted value.
 * @throws `recipe` naming the field
 */
export function ownCrystal(value: unknown, at: string): Material {
  const o = record(value, at, [
    'id',
    'name',
    'formula',
    'phase',
    'spaceGroup',
    'sites',
    'constants',
    'note',
  ]);
  const id = text(o['id'], `${at}.id`);
  if (!id.startsWith(OWN_CRYSTAL)) throw bad(`${at}.id`, `an id that begins with "${OWN_CRYSTAL}"`);
  const group = record(o['spaceGroup'], `${at}.spaceGroup`, ['number', 'symbol', 'hall']);
  return {
    id,
    name: text(o['name'], `${at}.name`),
    formula: text(o['formula'], `${at}.formula`),
    phase: text(o['phase'], `${at}.phase`),
    spaceGroup: {
      number: whole(group['number'], `${at}.spaceGroup.number`, 1, 230),
      symbol: text(group['symbol'], `${at}.spaceGroup.symbol`),
      hall: text(group['hall'], `${at}.spaceGroup.hall`),
    },
    sites: list(o['sites'], `${at}.sites`, 1, MAX_SITES).map((s, i) =>
      site(s, `${at}.sites[${i}]`),
    ),
    constants: list(o['constants'], `${at}.constants`, 1, 8).map((c, i) =>
      constants(c, `${at}.constants[${i}]`),
    ),
    ...(o['note'] === undefined ? {} : { note: text(o['note'], `${at}.note`) }),
  };
}

/** Elastic constants of a crystal, GPa. That the crystal has just these, and is stable, is checked where it is known. */
export function ownElastic(value: unknown, at: string): OwnElastic {
  const o = record(value, at, ['material', 'cGPa', 'kind', 'source']);
  const { kind } = o;
  if (kind !== 'measured' && kind !== 'computed' && kind !== 'given')
    throw bad(`${at}.kind`, '"measured", "computed" or "given"');
  const given = record(o['cGPa'], `${at}.cGPa`, null);
  const cGPa: Record<string, number> = {};
  for (const [name, x] of Object.entries(given)) {
    if (!/^c[1-6][1-6]$/.test(name)) throw bad(`${at}.cGPa.${name.slice(0, 20)}`, 'c11 to c66');
    cGPa[name] = real(x, `${at}.cGPa.${name}`, -5000, 5000);
  }
  return {
    material: text(o['material'], `${at}.material`),
    cGPa,
    kind,
    source: text(o['source'], `${at}.source`),
  };
}

function site(value: unknown, at: string): Site {
  const o = record(value, at, ['symbol', 'xyz', 'chargeE']);
  const symbol = text(o['symbol'], `${at}.symbol`);
  if (atomicNumber(symbol) === undefined) throw bad(`${at}.symbol`, 'an element symbol');
  const [x, y, z] = list(o['xyz'], `${at}.xyz`, 3, 3).map((f, k) =>
    real(f, `${at}.xyz[${k}]`, -10, 10),
  );
  const chargeE = o['chargeE'] === null ? null : real(o['chargeE'], `${at}.chargeE`, -20, 20);
  return { symbol, xyz: [x!, y!, z!], chargeE };
}

function constants(value: unknown, at: string): Constants {
  const o = record(value, at, ['id', 'label', 'kind', 'cell', 'source']);
  const { kind } = o;
  if (kind !== 'measured' && kind !== 'computed' && kind !== 'given')
    throw bad(`${at}.kind`, '"measured", "computed" or "given"');
  return {
    id: text(o['id'], `${at}.id`),
    label: text(o['label'], `${at}.label`),
    kind,
    cell: freeCell(o['cell'], `${at}.cell`),
    source: text(o['source'], `${at}.source`),
  };
}

/** Lattice constants, Å and degrees. @throws `recipe` naming the field */
export function freeCell(value: unknown, at: string): FreeCell {
  const keys = ['a', 'b', 'c', 'alpha', 'beta', 'gamma'] as const;
  const o = record(value, at, keys);
  const out: Record<string, number> = { a: real(o['a'], `${at}.a`, 0.5, 500) };
  for (const key of keys.slice(1)) {
    if (o[key] === undefined) continue;
    const angle = key.length > 1;
    out[key] = real(o[key], `${at}.${key}`, angle ? 1 : 0.5, angle ? 179 : 500);
  }
  // Its keys are those of a cell, and `a` is always there.
  return out as unknown as FreeCell;
}
