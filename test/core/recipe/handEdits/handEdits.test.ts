import { describe, expect, test } from 'vitest';
import { coordination } from '#core/atoms/coordination.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { type Built, build } from '#core/recipe/build.ts';
import { addFilm, removeFilm } from '#core/recipe/edits/film.ts';
import { edited } from '#core/recipe/edits/outdated.ts';
import { poseFilm } from '#core/recipe/edits/pose.ts';
import { relaxedRecipe } from '#core/recipe/edits/relaxed.ts';
import { changeSlab } from '#core/recipe/edits/slab.ts';
import { shareStrain } from '#core/recipe/edits/strain.ts';
import { changeVacuum, setSuperlattice } from '#core/recipe/edits/vacuum.ts';
import { namesOf, placeInSlab, slabAtHeight } from '#core/recipe/handEdits/atomNames.ts';
import { addHandEdit, removeHandEdit } from '#core/recipe/handEdits/changeHandEdits.ts';
import type { HandEdit } from '#core/recipe/handEdits/handEdit.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { type Recipe, substrateOf } from '#core/recipe/recipe.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { describeWarning } from '#core/recipe/report/warnings.ts';
import { linkOf, recipeOfLink } from '#core/recipe/share.ts';
import { library } from '../../../helpers/library.ts';
import { triclinicStack } from '../../atoms/triclinic.ts';

const paper = presetOf('cspbbr3-cds').recipe;
const silicon = presetOf('ge-si').recipe;
const built = (recipe: Recipe, ...edits: HandEdit[]): Built =>
  build(
    edits.reduce((r, e) => addHandEdit(e)(r), recipe),
    library,
  );
const stack = built(paper);
const all = ({ structure }: Built) => Array.from(structure.numbers.keys());
const atomsOf = (b: Built, symbol: string, slab: number) =>
  all(b).filter(
    (i) => SYMBOLS[b.structure.numbers[i]!] === symbol && b.structure.layer[i] === slab,
  );
const [firstS, secondS, thirdS] = atomsOf(stack, 'S', 1) as [number, number, number];
const firstPb = atomsOf(stack, 'Pb', 0)[0]!;
const positions = ({ structure }: Built) => Array.from(structure.xyz);
const at = ({ structure: { xyz } }: Built, i: number) => Array.from(xyz.subarray(3 * i, 3 * i + 3));
const lostIn = (b: Built) =>
  reportOf(b).warnings.flatMap((w) => (w.code === 'edit-lost' ? [`${w.why} ${w.lost}`] : []));
const chargeOf = (b: Built) => reportOf(b).charge;

describe('an edit finds the atom that it names', () => {
  test.each([
    ['of the paper', paper],
    ['of a triclinic crystal, strained', triclinicStack(1.03)],
    ['of graphene on h-BN', presetOf('graphene-hbn').recipe],
  ])('every atom %s, and only that one', (_, recipe) => {
    const rigid = built(recipe);
    const whole = built(recipe, {
      kind: 'move',
      atoms: namesOf(rigid, all(rigid)),
      byAng: [0, 0, 0],
    });
    expect(whole.byHand!.outcomes[0]).toMatchObject({
      done: all(rigid).length,
      lost: 0,
      why: null,
    });
    expect(positions(whole)).toEqual(
      positions(rigid).map((x) => expect.closeTo(x, 9) as unknown as number),
    );
    for (const i of [0, Math.floor(all(rigid).length / 2), all(rigid).length - 1]) {
      const moved = built(recipe, { kind: 'move', atoms: namesOf(rigid, [i]), byAng: [0, 0, 0.5] });
      const changed = all(rigid).filter(
        (k) => Math.abs(moved.structure.xyz[3 * k + 2]! - rigid.structure.xyz[3 * k + 2]!) > 1e-6,
      );
      expect(changed).toEqual([i]);
    }
  });

  test('an atom moves by what is said, along each axis of the stack', () => {
    const byAng = [0.03, -0.02, 0.05] as const;
    for (const i of [firstPb, firstS]) {
      const moved = built(paper, { kind: 'move', atoms: namesOf(stack, [i]), byAng });
      const before = at(stack, i);
      expect(at(moved, i)).toEqual(before.map((x, k) => expect.closeTo(x + byAng[k]!, 9)));
    }
  });

  test('atoms put into a slab that there is not are counted as lost', () => {
    const [named] = placeInSlab(stack, 1, 'Cd', [4, 5, 46]);
    const twice = { ...named!, slab: 5, at: [named!.at[0]!, named!.at[0]!] };
    const after = built(paper, { kind: 'add', atoms: [twice] });
    expect(after.byHand!.outcomes).toMatchObject([{ done: 0, lost: 2, why: 'no-slab' }]);
  });

  // These leave the order of the atoms as it is, so that an index is the same atom before and after.
  test.each<readonly [string, (r: Recipe) => Recipe]>([
    ['vacuum', changeVacuum(31)],
    ['d0', poseFilm(1, { separationAng: 4.4 }, true)],
    ['the shift', poseFilm(1, { shift: [0.31, 0.77] }, true)],
    ['who is strained', shareStrain(0.4)],
    ['constants', changeSlab(1, { cell: { a: 5.9 } })],
    [
      'other rows of the same supercell',
      changeSlab(1, {
        matrix: [
          [0, 2],
          [-4, 2],
        ],
        inPlane: 'primitive',
      }),
    ],
    ['a superlattice', setSuperlattice(true)],
  ])('after a change of %s', (what, change) => {
    const gone = [firstPb, firstS];
    const recipe = addHandEdit({ kind: 'delete', atoms: namesOf(stack, gone) })(paper);
    const after = build(change(recipe), library);
    expect(lostIn(after)).toEqual([]);
    if (what === 'other rows of the same supercell') return;
    const whole = positions(build(change(paper), library));
    const kept = all(stack).filter((i) => !gone.includes(i));
    expect(positions(after)).toEqual(kept.flatMap((i) => whole.slice(3 * i, 3 * i + 3)));
  });

  test('after planes were added at the other end, and says when its plane is gone', () => {
    const top = all(stack).reduce((p, q) => (at(stack, p)[2]! > at(stack, q)[2]! ? p : q));
    const recipe = addHandEdit({ kind: 'delete', atoms: namesOf(stack, [top, firstS]) })(paper);
    const { planes } = (paper.steps[1] as { slab: { planes: number } }).slab;
    expect(lostIn(build(changeSlab(1, { planes: planes + 2 })(recipe), library))).toEqual([]);
    const thinner = build(changeSlab(1, { planes: planes - 1 })(recipe), library);
    expect(lostIn(thinner)).toEqual(['no-atom 1']);
    expect(thinner.byHand!.outcomes[0]!.done).toBe(1);
  });

  test.each<readonly [string, string, (r: Recipe) => Recipe]>([
    ['another plane', 'other-plane', changeSlab(1, { hkl: [1, 1, 1], termination: 0 })],
    [
      'another supercell',
      'other-supercell',
      changeSlab(1, {
        matrix: [
          [1, 0],
          [0, 1],
        ],
      }),
    ],
    ['another crystal', 'other-crystal', changeSlab(1, { material: 'ZnS', cell: { a: 5.41 } })],
  ])('is left out and told of with %s', (_, why, change) => {
    const recipe = addHandEdit({ kind: 'delete', atoms: namesOf(stack, [firstS, secondS]) })(paper);
    const after = build(change(recipe), library);
    expect(lostIn(after)).toEqual([`${why} 2`]);
    expect(positions(after)).toEqual(positions(build(change(paper), library)));
    const { warnings } = reportOf(after);
    expect(describeWarning(warnings.find((w) => w.code === 'edit-lost')!)).toMatch(
      /^Edit 1 \(delete S2\) does not find its atoms: the slab is .* now\. No other atom was taken/,
    );
  });

  test('no other film takes the place of one that is taken out of the stack', () => {
    const two = addFilm(substrateOf(paper).slab, library)(paper);
    const rigid = build(two, library);
    const upper = atomsOf(rigid, 'S', 2)[0]!;
    const lower = atomsOf(rigid, 'S', 1)[0]!;
    const both = addHandEdit({ kind: 'delete', atoms: namesOf(rigid, [lower, upper]) })(two);
    const one = removeFilm(1, library)(both);
    expect(one.edits).toEqual([{ kind: 'delete', atoms: [expect.objectContaining({ slab: 1 })] }]);
    const left = build(one, library);
    expect(left.byHand!.outcomes).toMatchObject([{ done: 1, lost: 0 }]);
    expect(removeFilm(1, library)(one).edits).toBeUndefined();
  });

  test('as the edits before left it', () => {
    const names = namesOf(stack, [firstS]);
    const again = built(paper, { kind: 'delete', atoms: names }, { kind: 'delete', atoms: names });
    expect(lostIn(again)).toEqual(['no-atom 1']);
    const other = built(
      paper,
      { kind: 'replace', atoms: names, element: 'Se' },
      { kind: 'delete', atoms: names },
    );
    expect(lostIn(other)).toEqual(['other-element 1']);
    const moved = built(paper, { kind: 'move', atoms: names, byAng: [0.4, 0, 0.4] });
    // A moved atom keeps its name, so that it can be moved again.
    expect(namesOf(moved, [firstS])).toEqual(names);
  });
});

describe('what follows from edits', () => {
  test('charge, composition and dipole are of the edited atoms, strain and mismatch of the crystals', () => {
    const before = reportOf(stack);
    const cd = atomsOf(stack, 'Cd', 1)[0]!;
    const vacancy = built(paper, { kind: 'delete', atoms: namesOf(stack, [firstS]) });
    const after = reportOf(vacancy);
    expect(after.charge).toBe(2);
    expect(after.composition['S']).toBe(before.composition['S']! - 1);
    expect(after.warnings.map((w) => w.code)).toContain('charged');
    expect(after.mismatch).toEqual(before.mismatch);
    expect(after.strain).toEqual(before.strain);
    const pair = built(paper, { kind: 'delete', atoms: namesOf(stack, [firstS, cd]) });
    expect(chargeOf(pair)).toBe(0);
    // Of point charges about the middle of the slab, from the atoms as they are.
    const of = all(vacancy).filter((i) => vacancy.structure.layer[i] === 1);
    const z = of.map((i) => at(vacancy, i)[2]!);
    const middle = (Math.min(...z) + Math.max(...z)) / 2;
    const dipole = of.reduce((sum, i, k) => sum + vacancy.charges[i]! * (z[k]! - middle), 0);
    expect(after.layers[1]!.dipole).toBeCloseTo(dipole, 5);
    expect(after.layers[1]!.symmetric).toBe(false);
    expect(after.layers[0]!.dipole).toBe(before.layers[0]!.dipole);
  });

  test('another element brings the charge that fits, or the one that is given', () => {
    const charge = (element: string, i: number, chargeE?: number) => {
      const atoms = namesOf(stack, [i]);
      const extra = chargeE === undefined ? {} : { chargeE };
      const b = built(paper, { kind: 'replace', atoms, element, ...extra });
      return b.charges[
        all(b).find(
          (k) =>
            SYMBOLS[b.structure.numbers[k]!] === element &&
            b.structure.layer[k] === stack.structure.layer[i],
        )!
      ];
    };
    expect(charge('Se', firstS)).toBe(-2);
    // As in the other crystal of the stack.
    expect(charge('Br', firstS)).toBe(-1);
    // Of +4 and +2 the one nearer to lead.
    expect(charge('Sn', firstPb)).toBe(2);
    expect(charge('Sn', firstPb, 4)).toBe(4);
    const ge = namesOf(built(silicon), [all(built(silicon)).at(-1)!]);
    expect(chargeOf(built(silicon, { kind: 'replace', atoms: ge, element: 'As' }))).toBe(0);
  });

  test('atoms that are moved onto each other overlap; one that is added is where it was put', () => {
    const [p, q] = [at(stack, firstS), at(stack, atomsOf(stack, 'Cd', 1)[0]!)];
    const onto = p.map((x, k) => q[k]! - x + 0.3) as unknown as [number, number, number];
    const moved = built(paper, { kind: 'move', atoms: namesOf(stack, [firstS]), byAng: onto });
    const overlap = reportOf(moved).warnings.find((w) => w.code === 'overlap')!;
    expect(describeWarning(overlap)).toContain('were edited by hand: take that edit out');
    const top = stack.slabs[1]!.highAng;
    const where = [1.5, 2.25, top + 2.5] as const;
    expect(slabAtHeight(stack, where[2])).toBe(1);
    const added = built(paper, { kind: 'add', atoms: placeInSlab(stack, 1, 'Se', where) });
    const se = all(added).find((i) => SYMBOLS[added.structure.numbers[i]!] === 'Se')!;
    expect(at(added, se)).toEqual(where.map((x) => expect.closeTo(x, 4) as unknown as number));
    expect(added.charges[se]).toBe(-2);
    expect(reportOf(added).vacuum).toBeCloseTo(20 - 2.5, 4);
    expect(added.structure.lattice).toEqual(stack.structure.lattice);
    const n = coordination(added);
    expect(n.bulk[se]).toBe(0);
  });

  test('contacts follow: without its lowest plane the film faces with the next one', () => {
    const plane = all(stack).filter((i) => stack.structure.layer[i] === 1 && stack.plane[i] === 0);
    const after = built(paper, { kind: 'delete', atoms: namesOf(stack, plane) });
    const next = all(stack).filter((i) => stack.structure.layer[i] === 1 && stack.plane[i] === 1);
    const gap = at(stack, next[0]!)[2]! - stack.slabs[0]!.highAng;
    expect(reportOf(after).separations[0]).toBeCloseTo(gap, 9);
    expect(Math.min(...reportOf(after).contacts.map((c) => c.min))).toBeGreaterThanOrEqual(
      gap - 1e-9,
    );
  });

  test('a slab keeps an atom', () => {
    const film = all(stack).filter((i) => stack.structure.layer[i] === 1);
    expect(() => built(paper, { kind: 'delete', atoms: namesOf(stack, film) })).toThrow(
      'document, edits[0]: expected an edit that leaves an atom of CdS',
    );
  });

  test('positions that were relaxed go with an edit, and an edited stack takes them over', () => {
    const relaxed = relaxedRecipe(
      stack,
      positions(stack).map((x) => x + 0.1),
      'test',
    );
    const edit = addHandEdit({ kind: 'delete', atoms: namesOf(build(relaxed, library), [thirdS]) });
    const after = edited(edit)(relaxed);
    expect(after.relaxed).toBeUndefined();
    const rigid = build(after, library);
    const again = relaxedRecipe(
      rigid,
      positions(rigid).map((x, k) => x + (k % 3) / 10),
      'test',
    );
    const moved = build(recipeOfLink(linkOf(again)), library);
    expect(positions(moved)).toEqual(
      positions(rigid).map((x, k) => expect.closeTo(x + (k % 3) / 10, 3) as unknown as number),
    );
    expect(namesOf(moved, [5])).toEqual(namesOf(rigid, [5]));
    expect(edited(removeHandEdit(0))(again)).toEqual(paper);
  });
});
