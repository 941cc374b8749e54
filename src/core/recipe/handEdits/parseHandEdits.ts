import { atomicNumber } from '#core/crystal/elements.ts';
import type { Vec3 } from '#core/math/vec3.ts';
import { bad, list, matrix, real, record, text, whole } from '#core/recipe/parseField.ts';
import { type AtomPlace, type HandEdit, namedAtoms, type SlabAtoms } from './handEdit.ts';

/** A document holds at most so many edits by hand, so many of them that cap bonds, and so many names of atoms. */
const MOST_EDITS = 500;
const MOST_PASSIVATIONS = 20;
const MOST_NAMED = 20_000;
/** Farthest places in a crystal, in its cells, and longest moves, Å. */
const FARTHEST_CELLS = 2000;
const LONGEST_MOVE_ANG = 100;
const MOST_CHARGE_E = 8;
/** Entries of a supercell in primitive cells: those of a slab's matrix, which may count in larger ones. */
const MOST_CELLS = 100_000;

/** @throws `recipe` naming the field and what it should hold */
export function handEdits(value: unknown, at = 'edits'): readonly HandEdit[] {
  const edits = list(value, at, 0, MOST_EDITS).map((e, i) => handEdit(e, `${at}[${i}]`));
  const named = edits.reduce((sum, e) => sum + namedAtoms(e), 0);
  if (named > MOST_NAMED) throw bad(at, `at most ${MOST_NAMED} atoms in all, not ${named}`);
  const capping = edits.filter(({ kind }) => kind === 'passivate').length;
  if (capping > MOST_PASSIVATIONS)
    throw bad(at, `at most ${MOST_PASSIVATIONS} edits that passivate, not ${capping}`);
  return edits;
}

function handEdit(value: unknown, at: string): HandEdit {
  const kind = record(value, at, null)['kind'];
  switch (kind) {
    case 'delete': {
      const o = record(value, at, ['kind', 'atoms']);
      return { kind, atoms: slabAtoms(o['atoms'], `${at}.atoms`) };
    }
    case 'replace': {
      const o = record(value, at, ['kind', 'atoms', 'element', 'chargeE']);
      return {
        kind,
        atoms: slabAtoms(o['atoms'], `${at}.atoms`),
        element: element(o['element'], `${at}.element`),
        ...charge(o['chargeE'], `${at}.chargeE`),
      };
    }
    case 'move': {
      const o = record(value, at, ['kind', 'atoms', 'byAng']);
      const by = list(o['byAng'], `${at}.byAng`, 3, 3).map((x, k) =>
        real(x, `${at}.byAng[${k}]`, -LONGEST_MOVE_ANG, LONGEST_MOVE_ANG),
      );
      // `list` refuses any other number than three.
      return { kind, atoms: slabAtoms(o['atoms'], `${at}.atoms`), byAng: by as unknown as Vec3 };
    }
    case 'add': {
      const o = record(value, at, ['kind', 'atoms', 'chargeE']);
      return {
        kind,
        atoms: slabAtoms(o['atoms'], `${at}.atoms`),
        ...charge(o['chargeE'], `${at}.chargeE`),
      };
    }
    case 'passivate': {
      const o = record(value, at, ['kind', 'atoms', 'face', 'cap']);
      const cap = o['cap'];
      if (cap !== 'H' && cap !== 'pseudo-H') throw bad(`${at}.cap`, '"H" or "pseudo-H"');
      const face = o['face'];
      if ((face === undefined) === (o['atoms'] === undefined))
        throw bad(at, 'either atoms or face, whose bonds are ended');
      if (face === undefined) return { kind, atoms: slabAtoms(o['atoms'], `${at}.atoms`), cap };
      if (face !== 'top' && face !== 'bottom') throw bad(`${at}.face`, '"top" or "bottom"');
      return { kind, face, cap };
    }
    default:
      throw bad(`${at}.kind`, '"delete", "replace", "move", "add" or "passivate"');
  }
}

const charge = (value: unknown, at: string) =>
  value === undefined ? {} : { chargeE: real(value, at, -MOST_CHARGE_E, MOST_CHARGE_E) };

function element(value: unknown, at: string): string {
  const symbol = text(value, at);
  if (atomicNumber(symbol) === undefined)
    throw bad(at, 'the symbol of an element as in the periodic table, up to Cm');
  return symbol;
}

const slabAtoms = (value: unknown, at: string): readonly SlabAtoms[] =>
  list(value, at, 1, 40).map((s, i) => ofSlab(s, `${at}[${i}]`));

function ofSlab(value: unknown, at: string): SlabAtoms {
  const o = record(value, at, ['slab', 'material', 'hkl', 'supercell', 'at']);
  return {
    slab: whole(o['slab'], `${at}.slab`, 0, 40),
    material: text(o['material'], `${at}.material`),
    hkl: list(o['hkl'], `${at}.hkl`, 3, 4).map((x, i) => whole(x, `${at}.hkl[${i}]`, -30, 30)),
    supercell: matrix(o['supercell'], `${at}.supercell`, MOST_CELLS),
    at: list(o['at'], `${at}.at`, 1, MOST_NAMED).map((p, i) => place(p, `${at}.at[${i}]`)),
  };
}

function place(value: unknown, at: string): AtomPlace {
  const [symbol, ...xyz] = list(value, at, 4, 4);
  const [x, y, z] = xyz.map((v, k) => real(v, `${at}[${k + 1}]`, -FARTHEST_CELLS, FARTHEST_CELLS));
  return [element(symbol, `${at}[0]`), x!, y!, z!];
}
