import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { library } from '#app/document/library.ts';
import { NO_HAND_BONDS } from '#core/crystal/coordination/handBonds.ts';
import { bondsOfFrame, HOLDS_TO } from '#core/crystal/coordination/heldBonds.ts';
import { ligandShells } from '#core/crystal/coordination/shells.ts';
import { sticksOf } from '#core/crystal/coordination/sticks.ts';
import { type BondList, type BondRules, bondsOf, NO_RULES } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { readSync, sourceOf } from '#core/io/text/reading.ts';
import { trajectoryStructure } from '#core/io/trajectory/trajectory.ts';
import { scanXdatcar } from '#core/io/vasp/xdatcar.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';

const PB_BR_ANG = 2.9;
/** A Pb and a Br through the face of a cell of 12 Å: Pb at 11, Br at 1.9 of the next cell. */
const at = (pbX: number, brX: number): Structure => ({
  lattice: Float64Array.of(12, 0, 0, 0, 12, 0, 0, 0, 12),
  numbers: Uint8Array.of(82, 35),
  xyz: Float64Array.of(pbX, 6, 6, brX, 6, 6),
  layer: new Uint16Array(2),
});
const rest = at(11, 11 + PB_BR_ANG - 12);
const charges = [2, -1];
const stretched = (by: number, wraps = 0): Structure => at(11, 11 + by * PB_BR_ANG + 12 * wraps);
const cells = (frame: Structure, rules: BondRules = NO_RULES) =>
  Array.from(bondsOfFrame(frame, rest, charges, rules).image);

test('a bond at rest holds through a stretch and breaks beyond it, wherever a frame lists its atoms', () => {
  // By the rule alone it ends at 3.19 Å.
  expect(bondsOf(stretched(1.2), charges).a).toHaveLength(0);
  for (const wraps of [-1, 0, 2]) {
    expect(cells(stretched(HOLDS_TO - 0.01, wraps))).toEqual([0 - wraps, 0, 0]);
    expect(cells(stretched(HOLDS_TO + 0.01, wraps))).toEqual([]);
  }
  // Where both give it, it is drawn once.
  expect(cells(stretched(1))).toEqual([0, 0, 0]);
});

test('a bond that rest has not is made by the rule, and a length by hand is exact', () => {
  expect(bondsOfFrame(stretched(1), at(11, 5), charges, NO_RULES).a).toHaveLength(1);
  expect(bondsOfFrame(stretched(1.2), at(11, 5), charges, NO_RULES).a).toHaveLength(0);
  const ruled = (ang: number) => cells(stretched(1.1), { 'Pb-Br': ang });
  expect(ruled(3.1)).toEqual([]);
  expect(ruled(3.3)).toEqual([0, 0, 0]);
});

test('lifted films have no bonds across', () => {
  const slabs = { ...rest, layer: Uint16Array.of(0, 1) };
  const count = (isLifted: boolean) =>
    sticksOf(
      slabs,
      charges,
      { rules: NO_RULES, handBonds: NO_HAND_BONDS, completion: 'cell', isLifted },
      null,
    ).bonds.a.length;
  expect([count(false), count(true)]).toEqual([1, 0]);
});

test('octahedra of the recorded run at 300 K stay whole', () => {
  const { structure, charges: formal } = build(DEFAULT_PRESET.recipe, library);
  const bytes = new Uint8Array(
    gunzipSync(
      readFileSync(
        new URL('../../../../public/structures/cspbbr3-cds-300K/XDATCAR.gz', import.meta.url),
      ),
    ),
  );
  const index = readSync(scanXdatcar(bytes.length), sourceOf(bytes));
  const at2ps = { ...structure, xyz: trajectoryStructure(sourceOf(bytes), index, 100).xyz };
  const octahedra = (bonds: BondList) => {
    const { start } = ligandShells(bonds, structure.numbers, formal, 'unlike');
    return [...structure.numbers].filter((z, i) => z === 82 && start[i + 1]! - start[i]! === 6)
      .length;
  };
  expect(octahedra(bondsOf(structure, formal))).toBe(12);
  expect(octahedra(bondsOf(at2ps, formal))).toBeLessThan(12);
  expect(octahedra(bondsOfFrame(at2ps, structure, formal, NO_RULES))).toBe(10);
});
