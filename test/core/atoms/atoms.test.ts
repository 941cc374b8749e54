import { describe, expect, test } from 'vitest';
import { coordination } from '#core/atoms/coordination.ts';
import { inPlaneStrain } from '#core/atoms/inPlaneStrain.ts';
import { interfaceDistances, interfaceHeightsAng } from '#core/atoms/interfaceDistance.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import { strainOf } from '#core/match/strain.ts';
import { mulRow } from '#core/math/mat3.ts';
import { add, cross, dot, scale, sub, type Vec3 } from '#core/math/vec3.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { library } from '../../helpers/library.ts';
import { triclinicStack } from './triclinic.ts';

const triclinic = build(triclinicStack(1.03), library);
const paper = build(presetOf('cspbbr3-cds')!.recipe, library);

describe('coordination', () => {
  test('of a triclinic crystal: whole in the middle of a slab, less at its faces, whatever the strain', () => {
    for (const larger of [0.97, 1, 1.03]) {
      const built = build(triclinicStack(larger), library);
      const { now, bulk } = coordination(built);
      const planes = built.slabs.map(({ slab }) => slab.sequence.length);
      for (const [i, layer] of built.structure.layer.entries()) {
        const fromEnd = Math.min(built.plane[i]!, planes[layer]! - 1 - built.plane[i]!);
        if (fromEnd >= 4) expect([i, now[i]]).toEqual([i, bulk[i]]);
      }
      const outer = now.findIndex((_, i) => built.structure.layer[i] === 0 && built.plane[i] === 0);
      expect(now[outer]!).toBeLessThan(bulk[outer]!);
    }
  });

  test('of known crystals: Pb 6 and Cd 4 in bulk; cations of the faces lack some', () => {
    const { now, bulk } = coordination(paper);
    const of = (symbol: string) =>
      new Set([...bulk].filter((_, i) => SYMBOLS[paper.structure.numbers[i]!] === symbol));
    expect(of('Pb')).toEqual(new Set([6]));
    expect(of('Cd')).toEqual(new Set([4]));
    expect(of('S')).toEqual(new Set([4]));
    const short = [...now].filter((n, i) => n < bulk[i]!).length;
    expect(short).toBeGreaterThan(0);
    expect(short).toBeLessThan(now.length / 2);
  });
});

describe('in-plane strain', () => {
  test('of a rigid stack is that of its slabs', () => {
    const strain = inPlaneStrain(triclinic);
    for (const [i, layer] of triclinic.structure.layer.entries()) {
      const { xx, yy } = strainOf(triclinic.slabs[layer]!.supercell, triclinic.cell);
      expect(strain[i]).toBeCloseTo((xx + yy) / 2, 12);
    }
    expect(strain[triclinic.structure.layer.indexOf(1)]).toBeCloseTo(1 / 1.03 - 1, 9);
  });

  test('of positions that have not moved is the same by the fit', () => {
    const { recipe, structure } = triclinic;
    const still: Recipe = {
      ...recipe,
      relaxed: { note: 'none moved', milliAng: Array.from(structure.xyz, () => 0) },
    };
    const [fit, rigid] = [inPlaneStrain(build(still, library)), inPlaneStrain(triclinic)];
    for (const [i, x] of fit.entries()) expect(x).toBeCloseTo(rigid[i]!, 9);
  });

  test('of a crystal whose planes were sheared along the normal and risen does not change', () => {
    const { recipe, structure } = triclinic;
    const milliAng = Array.from(structure.xyz, (_, k) =>
      k % 3 === 2 ? Math.round(30 * structure.xyz[k]!) : 0,
    );
    const built = build({ ...recipe, relaxed: { note: 'risen', milliAng } }, library);
    const [fit, rigid] = [inPlaneStrain(built), inPlaneStrain(triclinic)];
    for (const [i, x] of fit.entries()) expect(x).toBeCloseTo(rigid[i]!, 3);
  });

  test('an atom whose neighbours close in on it is under compression, those far away are not', () => {
    const { recipe, structure } = paper;
    const { xyz, layer, lattice } = structure;
    const middle = [...layer].findIndex((l, i) => l === 0 && paper.plane[i] === 4);
    const milliAng = Array.from(xyz, () => 0);
    // All atoms within 4.8 Å come nearer by a tenth.
    forEachPair(lattice, xyz, 4.8, (i, j, image) => {
      if (i !== middle && j !== middle) return;
      const shift = mulRow(image, lattice);
      const [other, sign] = i === middle ? [j, 1] : [i, -1];
      for (const x of [0, 1]) {
        const way = xyz[3 * j + x]! + shift[x]! - xyz[3 * i + x]!;
        milliAng[3 * other + x]! -= Math.round(100 * sign * way);
      }
    });
    const strain = inPlaneStrain(build({ ...recipe, relaxed: { note: '', milliAng } }, library));
    const rigid = inPlaneStrain(paper);
    expect(strain[middle]!).toBeLessThan(rigid[middle]! - 0.005);
    const film = layer.indexOf(1);
    expect(strain[film]).toBeCloseTo(rigid[film]!, 6);
  });

  test('where the origin lies does not matter', () => {
    const { recipe, structure } = paper;
    const moves = Array.from(structure.xyz, (_, k) => Math.round(60 * Math.sin(7 * k)));
    const strainOfMoved = (by: readonly [number, number, number]) =>
      inPlaneStrain(
        build(
          { ...recipe, relaxed: { note: '', milliAng: moves.map((m, k) => m + by[k % 3]!) } },
          library,
        ),
      );
    const here = strainOfMoved([0, 0, 0]);
    for (const [i, x] of strainOfMoved([900, -700, 400]).entries())
      expect(x).toBeCloseTo(here[i]!, 9);
    expect(Math.max(...here) - Math.min(...here)).toBeGreaterThan(0.005);
  });

  test.each([
    ['in a crystal', 'cspbbr3-cds'],
    ['in a flat layer', 'twisted-graphene-6-1'],
  ])(
    'an atom whose neighbours %s are turned about it, out of the plane, is not strained by it',
    (_, id) => {
      const rigid = build(presetOf(id)!.recipe, library);
      const { xyz, layer, lattice } = rigid.structure;
      const middle = layer.indexOf(1) + 3;
      // By 8° about an axis in the plane that is no axis of the cell.
      const [c, s] = [Math.cos(0.14), Math.sin(0.14)];
      const axis: Vec3 = [Math.cos(0.7), Math.sin(0.7), 0];
      const turned = (v: Vec3): Vec3 =>
        add(add(scale(v, c), scale(cross(axis, v), s)), scale(axis, dot(axis, v) * (1 - c)));
      const milliAng = Array.from(xyz, () => 0);
      forEachPair(lattice, xyz, 4.8, (i, j, image) => {
        if ((i !== middle && j !== middle) || layer[i] !== layer[j]) return;
        const [other, sign] = i === middle ? [j, 1] : [i, -1];
        const shift = mulRow(image, lattice);
        const way: Vec3 = [0, 1, 2].map(
          (x) => sign * (xyz[3 * j + x]! + shift[x]! - xyz[3 * i + x]!),
        ) as unknown as Vec3;
        for (const [x, d] of sub(turned(way), way).entries())
          milliAng[3 * other + x]! += Math.round(1000 * d);
      });
      const built = build({ ...rigid.recipe, relaxed: { note: '', milliAng } }, library);
      expect(inPlaneStrain(built)[middle]).toBeCloseTo(inPlaneStrain(rigid)[middle]!, 4);
    },
  );

  test('of a single flat layer is told by the plane alone', () => {
    const recipe = presetOf('graphene-hbn')?.recipe;
    expect(recipe).toBeDefined();
    const rigid = build(recipe!, library);
    const milliAng = Array.from(rigid.structure.xyz, () => 0);
    const built = build({ ...recipe!, relaxed: { note: '', milliAng } }, library);
    const [fit, whole] = [inPlaneStrain(built), inPlaneStrain(rigid)];
    for (const [i, x] of fit.entries()) expect(x).toBeCloseTo(whole[i]!, 9);
  });
});

describe('distance from the interface', () => {
  test('is half the gap on either side, and grows by the height', () => {
    const { slabs, structure } = triclinic;
    const far = interfaceDistances(triclinic)!;
    const [height] = interfaceHeightsAng(triclinic);
    expect(height).toBeCloseTo((slabs[0]!.highAng + slabs[1]!.lowAng) / 2, 12);
    expect(Math.min(...far)).toBeCloseTo(2.1 / 2, 9);
    for (const [i, x] of far.entries())
      expect(x).toBeCloseTo(Math.abs(structure.xyz[3 * i + 2]! - height!), 9);
  });

  test('a superlattice has one at the wall of its cell too; a slab alone has none', () => {
    const { recipe } = triclinic;
    const closed = build(
      {
        ...recipe,
        steps: [...recipe.steps.slice(0, -1), { kind: 'superlattice', separationAng: 2.1 }],
      },
      library,
    );
    const far = interfaceDistances(closed)!;
    const lowest = closed.plane.findIndex((p, i) => p === 0 && closed.structure.layer[i] === 0);
    expect(far[lowest]).toBeCloseTo(2.1 / 2, 6);
    const alone = build({ ...recipe, steps: [recipe.steps[0]!, recipe.steps.at(-1)!] }, library);
    expect(interfaceDistances(alone)).toBeNull();
  });
});
