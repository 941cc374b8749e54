import { describe, expect, test } from 'vitest';
import { coordination } from '#core/atoms/coordination.ts';
import { forEachPair } from '#core/crystal/neighbors.ts';
import { type Built, build } from '#core/recipe/build.ts';
import { setSuperlattice } from '#core/recipe/edits/vacuum.ts';
import { namesOf } from '#core/recipe/handEdits/atomNames.ts';
import { addHandEdit } from '#core/recipe/handEdits/changeHandEdits.ts';
import type { HandEdit } from '#core/recipe/handEdits/handEdit.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { reportText } from '#core/recipe/report/reportText.ts';
import { library } from '../../../helpers/library.ts';

const silicon = presetOf('ge-si').recipe;
const paper = presetOf('cspbbr3-cds').recipe;
const built = (recipe: Recipe, ...edits: HandEdit[]): Built =>
  build(
    edits.reduce((r, e) => addHandEdit(e)(r), recipe),
    library,
  );
const TOP = { kind: 'passivate', face: 'top', cap: 'H' } as const;
const BOTTOM = { kind: 'passivate', face: 'bottom', cap: 'H' } as const;
const hydrogen = ({ structure: { numbers } }: Built) =>
  Array.from(numbers.keys()).filter((i) => numbers[i] === 1);

/** Bonds of an atom shorter than a length, as vectors, Å. */
function bondsOf({ structure }: Built, atom: number, shorterAng: number): number[][] {
  const { xyz, lattice } = structure;
  const out: number[][] = [];
  forEachPair(lattice, xyz, shorterAng, (i, j, image) => {
    if (i !== atom && j !== atom) return;
    const v = [0, 1, 2].map(
      (k) =>
        xyz[3 * j + k]! -
        xyz[3 * i + k]! +
        image[0] * lattice[k]! +
        image[1] * lattice[3 + k]! +
        image[2] * lattice[6 + k]!,
    );
    out.push(i === atom ? v : v.map((x) => -x));
  });
  return out;
}

describe('passivation', () => {
  test('ends two bonds of each atom of a (001) face, on the lines of the crystal', () => {
    const b = built(silicon, BOTTOM);
    const h = hydrogen(b);
    const bottom = Array.from(b.plane.keys()).filter(
      (i) => b.structure.layer[i] === 0 && b.plane[i] === 0 && !h.includes(i),
    );
    expect(h).toHaveLength(2 * bottom.length);
    for (const i of bottom) {
      const bonds = bondsOf(b, i, 2.5);
      expect(bonds).toHaveLength(4);
      const caps = bonds.filter((v) => Math.hypot(...v) < 2);
      expect(caps).toHaveLength(2);
      // Si 1.11 and H 0.31 Å; the substrate is not strained, so that every angle is that of the tetrahedron.
      for (const v of caps) expect(Math.hypot(...v)).toBeCloseTo(1.42, 6);
      for (const [k, v] of bonds.entries())
        for (const w of bonds.slice(k + 1)) {
          const cosine =
            v.reduce((s, x, n) => s + x * w[n]!, 0) / Math.hypot(...v) / Math.hypot(...w);
          expect(cosine).toBeCloseTo(-1 / 3, 3);
        }
    }
    const { now, bulk } = coordination(b);
    for (const i of bottom) expect(now[i]).toBe(bulk[i]);
    expect(b.byHand!.outcomes[0]!.done).toBe(h.length);
    expect(reportOf(b).charge).toBe(0);
    // A bond that no crystal has is not crushed by its strain.
    expect(reportOf(b).warnings).toEqual(reportOf(built(silicon)).warnings);
  });

  test('of a face that has its hydrogen does nothing, and says so', () => {
    const b = built(silicon, TOP, TOP);
    expect(b.byHand!.outcomes[1]).toMatchObject({ done: 0, why: 'no-bond', taken: 4 });
    expect(reportOf(b).warnings.filter((w) => w.code === 'edit-lost')).toHaveLength(1);
    const closed = built(setSuperlattice(true)(silicon), TOP);
    expect(closed.byHand!.outcomes).toMatchObject([{ done: 0, why: 'no-face' }]);
  });

  test('by pseudo-hydrogen has the charges of the bonds: 2 − q/n at cations, |q|/n at anions', () => {
    const b = built(paper, { ...TOP, cap: 'pseudo-H' });
    const valences = hydrogen(b).map((i) => b.byHand!.valencesE![i]!);
    // CdS (110): as many Cd as S, q = ±2 and four bonds each.
    expect(valences.filter((v) => v === 0.5)).toHaveLength(8);
    expect(valences.filter((v) => v === 1.5)).toHaveLength(8);
    expect(hydrogen(b).map((i) => b.charges[i])).toEqual(
      valences.map((v) => (v === 0.5 ? 0.5 : -0.5)),
    );
    const report = reportOf(b);
    expect(report.charge).toBe(0);
    expect(report.composition['H']).toBe(16);
    const text = reportText(report);
    expect(text).toContain(
      '1  passivate the top face with pseudo-H   16 pseudo-H: 8 on Cd (1.5 e each), 8 on S (0.5 e each)',
    );
    expect(text).toContain('8 H are pseudo-hydrogen of nuclear charge 0.5 e, 8 of 1.5 e');
  });

  test('by pseudo-hydrogen of nuclear charge 1 e is by hydrogen, which needs no potential of its own', () => {
    const b = built(silicon, { ...TOP, cap: 'pseudo-H' });
    expect(hydrogen(b).length).toBeGreaterThan(0);
    expect(b.byHand!.valencesE).toBeNull();
    expect(reportText(reportOf(b))).not.toContain('nuclear charge');
  });

  test('of chosen atoms ends the bonds around an empty place, which are none of the face', () => {
    const rigid = built(paper);
    const inner = Array.from(rigid.plane.keys()).find(
      (i) => rigid.structure.layer[i] === 1 && rigid.plane[i] === 2 && rigid.charges[i] === -2,
    )!;
    const vacancy = { kind: 'delete', atoms: namesOf(rigid, [inner]) } as const;
    const plain = built(paper, TOP).byHand!.outcomes[0]!.done;
    expect(built(paper, vacancy, TOP).byHand!.outcomes[1]!.done).toBe(plain);
    const neighbours = Array.from(rigid.plane.keys()).filter((i) => {
      const d = bondsOf(rigid, inner, 2.7);
      const { xyz } = rigid.structure;
      const z = xyz[3 * inner + 2]!;
      return (
        rigid.charges[i] === 2 &&
        rigid.structure.layer[i] === 1 &&
        d.some((v) => Math.abs(xyz[3 * i + 2]! - z - v[2]!) < 1e-6)
      );
    });
    const cadmium = namesOf(rigid, neighbours);
    const around = built(paper, vacancy, { kind: 'passivate', atoms: cadmium, cap: 'pseudo-H' });
    expect(around.byHand!.outcomes[1]!.done).toBe(4);
    // The vacancy leaves +2; four bonds of −0.5 take it up.
    expect(reportOf(around).charge).toBe(0);
    // One of the bonds at a face that was emptied by hand is one of the face.
    const top = Array.from(rigid.plane.keys()).filter(
      (i) =>
        rigid.structure.layer[i] === 1 &&
        rigid.plane[i] ===
          Math.max(...rigid.plane.filter((_, k) => rigid.structure.layer[k] === 1)),
    );
    const cut = built(paper, { kind: 'delete', atoms: namesOf(rigid, top) }, TOP);
    expect(cut.byHand!.outcomes[1]!.done).toBe(plain);
  });
});
