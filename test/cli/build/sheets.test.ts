import { expect, test } from 'vitest';
import { readArguments } from '#cli/args.ts';
import { command as inspect } from '#cli/commands/inspect.ts';
import { command as slab } from '#cli/commands/slab.ts';

const path = (name: string) => new URL(`../../fixtures/${name}.vasp`, import.meta.url).pathname;
type Answer = {
  readonly value: {
    readonly warnings?: readonly string[];
    readonly planes?: number;
    readonly layers?: number | null;
    readonly atoms: number;
    readonly dipole?: number | null;
  };
  readonly text: string;
};
const slabOf = async (name: string, hkl: string) =>
  (await slab.run(
    readArguments(['--crystal', path(name), '--hkl', hkl], slab.options),
  )) as unknown as Answer;
const inspected = async (name: string) =>
  (await inspect.run(readArguments([path(name)], inspect.options))) as unknown as Answer;

test.each([
  ['cases/MoS2-monolayer', '0,0,1', 'c', 'a sheet or slab in one piece', 3, 1],
  ['sheets/graphene-vacuum-a', '1,0,0', 'a', 'a sheet or slab in one piece', 1, 1],
  ['sheets/hBN-vacuum-b', '0,1,0', 'b', 'a sheet or slab in one piece', 1, 1],
  ['sheets/MoS2-across-c', '0,0,1', 'c', 'a sheet or slab in one piece', 3, 1],
  ['sheets/MoS2-1T', '0,0,1', 'c', 'a sheet or slab in one piece', 3, 1],
  ['sheets/silicene', '0,0,1', 'c', 'a sheet or slab in one piece', 2, 1],
  ['sheets/MgO-slab', '0,0,1', 'c', 'a sheet or slab in one piece', 4, 1],
  ['sheets/graphene-bilayer', '0,0,1', 'c', 'a stack of 2 layers', 2, 2],
] as const)(
  '%s: inspect and slab say alike what it is; the slab is whole and without the vacuum',
  async (name, hkl, axis, what, planes, layers) => {
    const said = new RegExp(
      `^an empty layer of \\d+\\.\\d Å along ${axis}: this looks like ${what}, .*\\(${hkl.replaceAll(',', ' ')}\\)`,
    );
    const { value: file } = await inspected(name);
    expect(file.warnings!.filter((w) => said.test(w)).length).toBe(1);
    const { value, text } = await slabOf(name, hkl);
    expect(value.warnings!.filter((w) => said.test(w))).toEqual(
      file.warnings!.filter((w) => said.test(w)),
    );
    expect([value.planes, value.layers, value.atoms]).toEqual([planes, layers, file.atoms]);
    expect(Math.abs(value.dipole ?? 0)).toBeLessThan(1e-6);
    expect(value.warnings!.filter((w) => /inside the slab|face cuts/.test(w))).toEqual([]);
    expect(text).toMatch(new RegExp(`slab: ${layers} layers? \\(${planes} planes?\\)`));
  },
);

test('a bulk crystal is no sheet, and a sheet cut across its plane says what it cuts', async () => {
  expect((await inspected('cases/MAPbI3')).value.warnings ?? []).not.toContainEqual(
    expect.stringMatching(/empty layer/),
  );
  const { value } = await slabOf('sheets/graphene-vacuum-a', '0,0,1');
  expect(value.layers).toBeNull();
  expect(value.warnings!.some((w) => /Its plane is \(1 0 0\)/.test(w))).toBe(true);
  expect(value.warnings!.some((w) => /face cuts \d bonds? of a layer/.test(w))).toBe(true);
});
