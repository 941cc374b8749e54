import { describe, expect, it } from 'vitest';
import type { Crystal } from '#core/crystal/crystal.ts';
import { figureS2Checks } from '#core/microscope/figureS2.ts';
import { scherzerNm, transfer } from '#core/microscope/imaging/ctf.ts';
import { electronFormFactor } from '#core/microscope/imaging/electronFormFactors.ts';
import { interactionPerVAng, POTENTIAL_V_ANG2 } from '#core/microscope/imaging/electrons.ts';
import { atomsInField, periodAlong } from '#core/microscope/imaging/field.ts';
import {
  type ImageSettings,
  type Micrograph,
  micrographOf,
} from '#core/microscope/imaging/micrograph.ts';
import { crystalSpecimen, type Specimen } from '#core/microscope/specimen.ts';
import { UNTILTED, viewAlong } from '#core/microscope/view.ts';
import { crystalOf, materialOf } from '#core/recipe/crystals/library.ts';
import { library } from '../../helpers/library.ts';

const settings: ImageSettings = {
  mode: 'haadf',
  field: { widthAng: 40, heightAng: 40, thicknessAng: 30 },
  pixelAng: 0.25,
  lens: {
    kv: 200,
    defocusNm: scherzerNm(200, 0.5),
    csMm: 0.5,
    focalSpreadNm: 3,
    convergenceMrad: 0.1,
  },
  probeAng: 0.8,
  displacementAng2: 0,
  dose: null,
};
const known = (id: string, cell: { a: number; c?: number }): Crystal =>
  crystalOf(materialOf(library, id), cell);
const CSPBBR3 = known('CsPbBr3', { a: 5.898 });

/** Atoms that end, at these places (Å), seen along z. */
function atoms(numbers: number[], xyz: number[]): Specimen {
  return {
    title: 'atoms',
    kind: 'nanocrystal',
    structure: {
      lattice: Float64Array.of(50, 0, 0, 0, 50, 0, 0, 0, 50),
      numbers: Uint8Array.from(numbers),
      xyz: Float64Array.from(xyz),
      layer: new Uint16Array(numbers.length),
    },
    repeats: [false, false, false],
    crystals: [],
    up: [0, 1, 0],
  };
}
const DOWN = viewAlong([0, 0, 1], [0, 1, 0]);
const sum = ({ values, pixelAng }: Micrograph) =>
  values.reduce((all, v) => all + v, 0) * pixelAng ** 2;

describe('a projected potential', () => {
  it('of one atom integrates to h²/(2π m e) f_e(0), between the pixels and with a blur as well', () => {
    for (const z of [6, 35, 82])
      for (const displacementAng2 of [0, 1.5]) {
        const image = micrographOf(
          // A second atom far away moves the first off the middle of a pixel.
          atoms([z, z], [0, 0, 0, 13.37, 9.71, 2]),
          DOWN,
          { ...settings, mode: 'potential', displacementAng2 },
        );
        expect(sum(image) / (2 * POTENTIAL_V_ANG2 * electronFormFactor(z, 0))).toBeCloseTo(1, 2);
      }
  });
});

describe('an HAADF image', () => {
  it('has columns in the ratio of Z^1.7 and of their atoms, each as wide as the probe', () => {
    const image = micrographOf(
      atoms([82, 82, 16, 16, 16], [0, 0, 0, 0, 0, 6, 12, 0, 0, 12, 0, 4, 12, 0, 8]),
      DOWN,
      {
        ...settings,
        probeAng: 1.5,
        pixelAng: 0.1,
        field: { widthAng: 30, heightAng: 20, thicknessAng: 1 },
      },
    );
    const half = image.width / 2;
    const of = (from: number, to: number) => {
      let [total, highest] = [0, 0];
      for (let j = 0; j < image.height; j++)
        for (let i = from; i < to; i++) {
          total += image.values[j * image.width + i]!;
          highest = Math.max(highest, image.values[j * image.width + i]!);
        }
      return { total: total * 0.01, highest };
    };
    const [lead, sulphur] = [of(0, half), of(half, image.width)];
    expect(lead.total / (2 * 82 ** 1.7)).toBeCloseTo(1, 3);
    expect(lead.total / sulphur.total).toBeCloseTo((2 * 82 ** 1.7) / (3 * 16 ** 1.7), 2);
    // Height of a Gaussian of this width at half maximum.
    const peak = (4 * Math.LN2) / (Math.PI * 1.5 ** 2);
    // The middle of a pixel is up to half of one away from it.
    expect(lead.highest / (2 * 82 ** 1.7 * peak)).toBeCloseTo(0.995, 2);
  });

  it('of a crystal repeats with its cell, up to the edges of the field', () => {
    const a = 5.898;
    const image = micrographOf(crystalSpecimen('CsPbBr3', CSPBBR3), DOWN, {
      ...settings,
      pixelAng: a / 24,
      field: { widthAng: 6 * a, heightAng: 4 * a, thicknessAng: 20 },
    });
    expect([image.width, image.height]).toEqual([144, 96]);
    let worst = 0;
    for (let j = 0; j < 96; j++)
      for (let i = 0; i < 144; i++) {
        const over = image.values[j * 144 + ((i + 24) % 144)]! - image.values[j * 144 + i]!;
        const below = image.values[((j + 24) % 96) * 144 + i]! - image.values[j * 144 + i]!;
        worst = Math.max(worst, Math.abs(over), Math.abs(below));
      }
    expect(worst / image.highest).toBeLessThan(2e-3);
  });
});

describe('a bright-field image', () => {
  it('of one light atom has 2σ V sin χ in its Fourier transform, round the empty beam', () => {
    const image = micrographOf(atoms([6], [0, 0, 0]), DOWN, {
      ...settings,
      mode: 'tem',
      pixelAng: 0.25,
      field: { widthAng: 96, heightAng: 96, thicknessAng: 1 },
    });
    const g = 0.25;
    // The atom is in the middle: a wave along x through it.
    let re = 0;
    for (let j = 0; j < image.height; j++)
      for (let i = 0; i < image.width; i++)
        re +=
          (image.values[j * image.width + i]! - 1) *
          Math.cos(2 * Math.PI * g * ((i + 0.5) * 0.25 - 48));
    const expected =
      2 *
      interactionPerVAng(200) *
      POTENTIAL_V_ANG2 *
      electronFormFactor(6, g * g) *
      transfer(settings.lens, g);
    expect((re * 0.0625) / expected).toBeCloseTo(1, 1);
    expect(sum(image) / 96 ** 2).toBeCloseTo(1, 4);
    expect(image.values[(image.height / 2) * image.width + image.width / 2]).toBeLessThan(1);
    expect(image.notes).toEqual([]);
  });

  it('of a thick crystal says that its phase is not weak', () => {
    const { notes } = micrographOf(crystalSpecimen('CsPbBr3', CSPBBR3), DOWN, {
      ...settings,
      mode: 'tem',
      field: { widthAng: 12, heightAng: 12, thicknessAng: 100 },
    });
    expect(notes[0]).toMatch(/multislice, which is not done here/);
  });
});

describe('dose noise', () => {
  it('has the mean and the variance of Poisson’s numbers, the same for a seed', () => {
    const image = (seed: number, perAng2: number) =>
      micrographOf(atoms([1], [0, 0, 0]), DOWN, {
        ...settings,
        mode: 'tem',
        field: { widthAng: 16, heightAng: 16, thicknessAng: 1 },
        dose: { perAng2, seed },
      });
    for (const perAng2 of [80, 4000]) {
      const { values } = image(3, perAng2);
      const mean = values.reduce((all, v) => all + v, 0) / values.length;
      const variance = values.reduce((all, v) => all + (v - mean) ** 2, 0) / values.length;
      expect(mean).toBeCloseTo(1, 1);
      expect(variance * perAng2 * 0.0625).toBeGreaterThan(0.93);
      expect(variance * perAng2 * 0.0625).toBeLessThan(1.07);
    }
    expect(image(3, 80).values).toEqual(image(3, 80).values);
    expect(image(4, 80).values).not.toEqual(image(3, 80).values);
  });
});

describe('atomsInField', () => {
  it('has whole columns of one length, tilted or not', () => {
    const specimen = crystalSpecimen('CsPbBr3', CSPBBR3);
    for (const alphaDeg of [0, 20]) {
      const view = viewAlong([0, 0, 1], [0, 1, 0], { ...UNTILTED, alphaDeg });
      const field = { widthAng: 30, heightAng: 30, thicknessAng: 50 };
      const { numbers, x, thicknessAng } = atomsInField(specimen, view, field, 0);
      expect(thicknessAng).toBeCloseTo(8 * 5.898, 6);
      // Density of the crystal in a foil whose footprint is that of the field.
      const volume = (30 * 30 * thicknessAng) / Math.cos((alphaDeg * Math.PI) / 180);
      expect(numbers.length / (volume * (5 / 5.898 ** 3))).toBeCloseTo(1, 0.9);
      const columns = new Map<number, number>();
      if (alphaDeg === 0) {
        for (const [i, z] of numbers.entries())
          if (z === 82) {
            const key = Math.round(x[i]! * 100);
            columns.set(key, (columns.get(key) ?? 0) + 1);
          }
        for (const count of columns.values()) expect(count % 8).toBe(0);
      }
    }
  });

  it('takes a slab from above whole, whatever thickness is asked for, and cuts it from the side', () => {
    const slab: Specimen = {
      ...crystalSpecimen('CsPbBr3', CSPBBR3),
      structure: {
        lattice: Float64Array.of(4, 0, 0, 1, 5, 0, 0, 0, 60),
        numbers: Uint8Array.of(6, 8, 7),
        xyz: Float64Array.of(0, 0, 10, 1, 1, 16, 2, 2, 40),
        layer: new Uint16Array(3),
      },
      repeats: [true, true, false],
    };
    const field = { widthAng: 80, heightAng: 80, thicknessAng: 7 };
    for (const alphaDeg of [0, 30]) {
      const cosine = Math.cos((alphaDeg * Math.PI) / 180);
      const view = viewAlong([0, 0, 1], [0, 1, 0], { ...UNTILTED, alphaDeg });
      const { numbers, thicknessAng, isWhole } = atomsInField(slab, view, field, 0);
      expect(isWhole).toBe(true);
      expect(thicknessAng).toBeCloseTo(30 / cosine, 9);
      // Three atoms a cell of 20 Å², whose footprint shrinks with the tilt.
      expect((numbers.length * 20 * cosine) / (3 * 80 * 80)).toBeCloseTo(1, 1);
    }
    const aside = atomsInField(slab, viewAlong([1, 0, 0], [0, 0, 1]), field, 0);
    expect(aside.isWhole).toBe(false);
    expect(aside.thicknessAng).toBeCloseTo(8, 9);
  });

  it('turns atoms as the goniometer says: α raises the upper half towards the viewer', () => {
    const specimen = atoms([6, 8, 7], [0, 0, 0, 0, 10, 0, 10, 0, 0]);
    const field = { widthAng: 40, heightAng: 40, thicknessAng: 1 };
    const at = (angles: Partial<typeof UNTILTED>, z: number) => {
      const view = viewAlong([0, 0, 1], [0, 1, 0], { ...UNTILTED, ...angles });
      const all = atomsInField(specimen, view, field, 0);
      const of = (n: number) => {
        const i = all.numbers.indexOf(n);
        return [all.x[i]!, all.y[i]!, all.z[i]!];
      };
      return of(z).map((v, k) => v - of(6)[k]!);
    };
    // y of the image runs down.
    const [x, y, z] = at({ alphaDeg: 30 }, 8);
    expect(x).toBeCloseTo(0, 9);
    expect(y).toBeCloseTo(-10 * Math.cos(Math.PI / 6), 9);
    expect(z).toBeCloseTo(5, 9);
    expect(at({ betaDeg: 30 }, 7)[2]).toBeCloseTo(-5, 9);
    expect(at({ rotationDeg: 90 }, 7)[1]).toBeCloseTo(-10, 9);
  });
});

describe('what is refused, and where a specimen repeats', () => {
  const crystal = crystalSpecimen('CsPbBr3', CSPBBR3);
  const view = viewAlong([0, 0, 1], crystal.up);

  it.each([
    ['probe', { probeAng: 20.5 }],
    ['probe', { probeAng: -0.1 }],
    ['pixel', { pixelAng: 0.01 }],
    ['pixel', { pixelAng: 6 }],
    ['debye-waller', { displacementAng2: -1 }],
    ['debye-waller', { displacementAng2: 21 }],
  ] as const)('a %s out of its limits: %o', (field, change) => {
    expect(() => micrographOf(crystal, view, { ...settings, ...change })).toThrow(field);
  });

  it('the period along a zone axis is the length of its shortest lattice vector', () => {
    // Monoclinic, so that no axis is a Cartesian one but the first.
    const lattice = Float64Array.of(5.1, 0, 0, 0, 5.2, 0, -0.9, 0, 5.2);
    for (const uvw of [
      [1, 0, 0],
      [0, 0, 1],
      [1, 1, 2],
      [2, -1, 1],
    ] as const) {
      const at = [0, 1, 2].map((k) =>
        uvw.reduce<number>((sum, n, i) => sum + n * lattice[3 * i + k]!, 0),
      );
      const along = at.map((x) => 3.7 * x) as [number, number, number];
      expect(periodAlong(lattice, [true, true, true], along)).toBeCloseTo(Math.hypot(...at), 6);
    }
    expect(periodAlong(lattice, [true, true, false], [-0.9, 0, 5.2])).toBeNull();
  });

  it('the caption of Figure S2 speaks of CsPbBr3 and CdS alone', () => {
    const of = (...ids: readonly string[]) => ({
      ...crystal,
      crystals: ids.map(
        (id) => crystalSpecimen(id, known(id, { a: id === 'CsPbBr3' ? 5.898 : 5.82 })).crystals[0]!,
      ),
    });
    expect(figureS2Checks(of('CsPbBr3', 'CdS')).length).toBeGreaterThan(3);
    for (const ids of [['CsPbBr3', 'ZnS'], ['CsPbBr3', 'CsPbBr3'], ['CdS', 'CsPbBr3'], ['CsPbBr3']])
      expect(figureS2Checks(of(...ids))).toEqual([]);
  });
});
