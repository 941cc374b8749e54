import { describe, expect, it } from 'vitest';
import { formFactor } from '#core/diffraction/formFactors.ts';
import {
  envelope,
  lensPhase,
  pointResolution,
  scherzerNm,
  transfer,
} from '#core/microscope/imaging/ctf.ts';
import {
  electronFormFactor,
  HEAVIEST_SCATTERER,
} from '#core/microscope/imaging/electronFormFactors.ts';
import {
  electronWavelengthAng,
  interactionPerVAng,
  POTENTIAL_V_ANG2,
} from '#core/microscope/imaging/electrons.ts';

describe('electrons', () => {
  it('have the wavelength and the interaction constant of the textbooks', () => {
    // Williams and Carter 2009, table 1.2; Kirkland 2010, table C.1.
    for (const [kv, pm, sigma] of [
      [100, 3.701, 9.244e-4],
      [200, 2.508, 7.288e-4],
      [300, 1.969, 6.526e-4],
    ] as const) {
      expect(electronWavelengthAng(kv) * 100).toBeCloseTo(pm, 3);
      expect(interactionPerVAng(kv) / sigma).toBeCloseTo(1, 3);
    }
  });

  it('have a potential constant of h²/(2π m e)', () => {
    const [h, m, e] = [6.62607015e-34, 9.1093837015e-31, 1.602176634e-19];
    expect(POTENTIAL_V_ANG2).toBeCloseTo((h * h * 1e20) / (2 * Math.PI * m * e), 3);
  });
});

describe('electronFormFactor', () => {
  const BOHR_ANG = 0.529177210903;

  it('agrees with that for X-rays by the relation of Mott and Bethe, for every element', () => {
    for (let z = 2; z <= HEAVIEST_SCATTERER; z++)
      for (const g of [0.6, 1, 1.5, 2, 3, 4]) {
        const mottBethe = (z - formFactor(z, g / 2)) / (2 * Math.PI ** 2 * BOHR_ANG * g * g);
        expect(Math.abs(electronFormFactor(z, g * g) / mottBethe - 1), `Z = ${z}`).toBeLessThan(
          0.02,
        );
      }
  });

  it('goes to Z/(2π² a₀ g²) far out: the bare nucleus', () => {
    for (let z = 1; z <= HEAVIEST_SCATTERER; z++)
      expect((electronFormFactor(z, 3600) * 2 * Math.PI ** 2 * BOHR_ANG * 3600) / z).toBeCloseTo(
        1,
        1,
      );
  });

  it('is a₀ for hydrogen at g = 0, as the ground state has it', () => {
    expect(electronFormFactor(1, 0)).toBeCloseTo(BOHR_ANG, 3);
  });
});

describe('the lens', () => {
  const lens = { kv: 200, defocusNm: -80, csMm: 1, focalSpreadNm: 0, convergenceMrad: 0 };

  it('transfers nothing where χ is a multiple of π', () => {
    const lambda = 0.0250793;
    // χ = −nπ: ½ C_s λ³ g⁴ + Δf λ g² + n = 0.
    for (const n of [0, 1]) {
      const [a, b] = [0.5 * 1e7 * lambda ** 3, -800 * lambda];
      for (const sign of [-1, 1]) {
        const g2 = (-b + sign * Math.sqrt(b * b - 4 * a * n)) / (2 * a);
        expect(transfer(lens, Math.sqrt(g2))).toBeCloseTo(0, 3);
      }
    }
  });

  it('shows atoms dark in a wide band at Scherzer’s focus, up to 0.64 C_s^¼ λ^¾', () => {
    const csMm = 1.2;
    const at = { ...lens, csMm, defocusNm: scherzerNm(200, csMm) };
    const limit = pointResolution(at, 2)!;
    expect(1 / limit).toBeCloseTo(0.645 * (csMm * 1e7 * 0.0250793 ** 3) ** 0.25, 2);
    expect(lensPhase(at, 0.6 * limit)).toBeLessThan(0);
    expect(transfer(at, 0.6 * limit)).toBeLessThan(-0.8);
    expect(pointResolution({ ...at, csMm: 0, defocusNm: 0 }, 1)).toBeNull();
  });

  it('is damped by focal spread and by convergence, the latter not where χ is level', () => {
    const g = 0.5;
    const spread = { ...lens, focalSpreadNm: 4 };
    expect(envelope(spread, g)).toBeCloseTo(
      Math.exp(-0.5 * (Math.PI * 0.0250793 * 40 * g * g) ** 2),
      5,
    );
    const wide = { ...lens, convergenceMrad: 1 };
    // dχ/dg = 0: C_s λ² g² = −Δf.
    const level = Math.sqrt(800 / 1e7) / 0.0250793;
    expect(envelope(wide, level)).toBeCloseTo(1, 5);
    expect(envelope(wide, 2 * level)).toBeLessThan(0.5);
    expect(envelope(lens, g)).toBe(1);
  });
});
