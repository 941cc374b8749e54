import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import type { Structure } from '#core/crystal/structure.ts';
import { readPoscar } from '#core/io/vasp/poscar.ts';
import { inverse, mul, mulRow } from '#core/math/mat3.ts';
import { findSpaceGroup, loadSymmetry } from '#engines/symmetry/symmetry.ts';

interface Reference {
  readonly crystals: Readonly<Record<string, { spacegroup: number; symbol: string }>>;
}

const reference = (name: string) =>
  readFileSync(new URL(`../../reference/${name}`, import.meta.url), 'utf8');
const { crystals } = JSON.parse(reference('symmetry.json')) as Reference;
const crystal = (name: string): Structure => readPoscar(reference(`${name}.vasp`)).structure;

const wasm = createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
beforeAll(() => loadSymmetry(new Uint8Array(readFileSync(wasm))));

test.each(Object.entries(crystals))('%s: the group that spglib finds', async (name, expected) => {
  const found = await findSpaceGroup(crystal(name));
  expect([found.number, found.symbol]).toEqual([expected.spacegroup, expected.symbol]);
});

/** The same crystal with new axes, `lattice = m · old`, |det m| = 1, turned and shifted in space. */
function disguised(s: Structure, m: readonly number[]): Structure {
  const [c, d] = [Math.cos(0.7), Math.sin(0.7)];
  const turn = mul([c, d, 0, -d, c, 0, 0, 0, 1], [1, 0, 0, 0, c, d, 0, -d, c]);
  const xyz = new Float64Array(s.xyz.length);
  for (let i = 0; i < s.numbers.length; i++) {
    const at = mulRow([s.xyz[3 * i]!, s.xyz[3 * i + 1]!, s.xyz[3 * i + 2]!], turn);
    xyz.set([at[0] + 0.3, at[1] - 7.1, at[2] + 2.2], 3 * i);
  }
  return { ...s, lattice: mul(mul(m, s.lattice), turn), xyz };
}

// A cubic cell in its own axes cannot tell rows from columns; a turned hexagonal one can.
test.each(['CdS-wz', 'TiO2-rutile', 'CsPbBr3', 'Si'])(
  '%s: the group does not depend on axes, place or hand of the cell',
  async (name) => {
    for (const m of [
      [1, 1, 0, 0, 1, 0, 2, -1, 1],
      [0, 1, 0, 1, 0, 0, 0, 0, 1],
    ])
      expect((await findSpaceGroup(disguised(crystal(name), m))).number).toBe(
        crystals[name]!.spacegroup,
      );
  },
);

test('a displacement above the tolerance lowers the symmetry, one below does not', async () => {
  const moved = (ang: number): Structure => {
    const s = crystal('CsPbBr3');
    return { ...s, xyz: s.xyz.map((x, i) => (i === 2 ? x + ang : x)) };
  };
  expect((await findSpaceGroup(moved(0.002))).symbol).toBe('Pm-3m');
  expect((await findSpaceGroup(moved(0.1))).symbol).toBe('P4mm');
  expect((await findSpaceGroup(moved(0.002), { symprecAng: 1e-4 })).symbol).toBe('P4mm');
});

function repeated(s: Structure, n: number): Structure {
  const toFrac = inverse(s.lattice);
  const numbers: number[] = [];
  const xyz: number[] = [];
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++)
      for (let c = 0; c < n; c++)
        for (let i = 0; i < s.numbers.length; i++) {
          const f = mulRow([s.xyz[3 * i]!, s.xyz[3 * i + 1]!, s.xyz[3 * i + 2]!], toFrac);
          numbers.push(s.numbers[i]!);
          xyz.push(...mulRow([f[0] + a, f[1] + b, f[2] + c], s.lattice));
        }
  return {
    lattice: s.lattice.map((x) => x * n),
    numbers: Uint8Array.from(numbers),
    xyz: Float64Array.from(xyz),
    layer: new Uint16Array(numbers.length),
  };
}

test('a supercell has the group of its crystal; one that would take minutes is refused', async () => {
  expect((await findSpaceGroup(repeated(crystal('CsPbBr3'), 3))).symbol).toBe('Pm-3m');
  await expect(findSpaceGroup(repeated(crystal('Si'), 4))).rejects.toMatchObject({
    failure: { code: 'too-large', count: 512, limit: 216 },
  });
});

test('an empty cell and a senseless tolerance are refused, and the engine survives both', async () => {
  const empty: Structure = {
    lattice: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
    numbers: new Uint8Array(0),
    xyz: new Float64Array(0),
    layer: new Uint16Array(0),
  };
  await expect(findSpaceGroup(empty)).rejects.toMatchObject({ failure: { code: 'engine' } });
  for (const symprecAng of [0, -1, Number.NaN])
    await expect(findSpaceGroup(crystal('Si'), { symprecAng })).rejects.toMatchObject({
      failure: { code: 'engine' },
    });
  const twice = { ...crystal('Si'), xyz: new Float64Array(24) };
  await expect(findSpaceGroup(twice)).rejects.toMatchObject({ failure: { code: 'engine' } });
  expect((await findSpaceGroup(crystal('Si'))).symbol).toBe('Fd-3m');
});
