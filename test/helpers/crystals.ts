import { crystalFromSites, type Site, unitCellStructure } from '#core/crystal/crystal.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { mulRow } from '#core/math/mat3.ts';

const PM3M = { number: 221, symbol: 'Pm-3m', hall: '-P 4 2 3' };
const FM3M = { number: 225, symbol: 'Fm-3m', hall: '-F 4 2 3' };
const F43M = { number: 216, symbol: 'F-43m', hall: 'F -4 2 3' };
const P42MNM = { number: 136, symbol: 'P4_2/mnm', hall: '-P 4n 2n' };

const site = (symbol: string, ...xyz: [number, number, number]): Site => ({
  symbol,
  xyz,
  chargeE: 0,
});

/** Cubic, CsPbBr3 unless told. */
export const perovskite = (
  a: number,
  [A, B, X]: readonly [string, string, string] = ['Cs', 'Pb', 'Br'],
): Structure =>
  unitCellStructure(
    crystalFromSites(`${A}${B}${X}3`, PM3M, { a }, [
      site(A, 0, 0, 0),
      site(B, 0.5, 0.5, 0.5),
      site(X, 0.5, 0.5, 0),
    ]),
  );

export const zincBlende = (metal: string, a: number, other = 'S'): Structure =>
  unitCellStructure(
    crystalFromSites(metal + other, F43M, { a }, [
      site(metal, 0, 0, 0),
      site(other, 0.25, 0.25, 0.25),
    ]),
  );

export const rocksalt = (cation: string, anion: string, a: number): Structure =>
  unitCellStructure(
    crystalFromSites(cation + anion, FM3M, { a }, [
      site(cation, 0, 0, 0),
      site(anion, 0.5, 0.5, 0.5),
    ]),
  );

export const fcc = (symbol: string, a: number): Structure =>
  unitCellStructure(crystalFromSites(symbol, FM3M, { a }, [site(symbol, 0, 0, 0)]));

export const rutile = (a: number, c: number): Structure =>
  unitCellStructure(
    crystalFromSites('TiO2', P42MNM, { a, c }, [site('Ti', 0, 0, 0), site('O', 0.3053, 0.3053, 0)]),
  );

/** n × n × n cells. */
export function repeated(s: Structure, n: number): Structure {
  const numbers: number[] = [];
  const xyz: number[] = [];
  for (let a = 0; a < n; a++)
    for (let b = 0; b < n; b++)
      for (let c = 0; c < n; c++)
        for (let i = 0; i < s.numbers.length; i++) {
          const shift = mulRow([a, b, c], s.lattice);
          numbers.push(s.numbers[i]!);
          xyz.push(...shift.map((x, k) => x + s.xyz[3 * i + k]!));
        }
  return {
    lattice: s.lattice.map((x) => n * x),
    numbers: Uint8Array.from(numbers),
    xyz: Float64Array.from(xyz),
    layer: new Uint16Array(numbers.length),
  };
}
