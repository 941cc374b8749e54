import { operationsFromHall } from '#core/crystal/hall.ts';
import {
  type SpaceGroupSetting,
  settingOfHall,
  settingsOfNumber,
  settingsOfSymbol,
} from '#core/crystal/spaceGroups.ts';
import { EpistackError } from '#core/errors.ts';
import type { SpaceGroupLabel } from '#core/io/atomsFile.ts';
import { oneLine, parseCount, refuse } from '#core/io/text/text.ts';
import { CIF, type CifBlock, column, isGiven, item, loopWith } from './cifText.ts';
import {
  compose,
  fitsCell,
  formatSymop,
  isGroup,
  isIdentity,
  parseSymop,
  type Symop,
} from './symop.ts';

/** Operations of the largest space group in a cell that holds four lattice points. */
const MAX_OPERATIONS = 192;

const SYMOP_TAGS = ['_space_group_symop_operation_xyz', '_symmetry_equiv_pos_as_xyz'] as const;
/** Tags of magCIF: operations with time reversal (±1) behind them, and centrings that may reverse time too. */
const MAGNETIC_SYMOPS = '_space_group_symop_magn_operation_xyz';
const MAGNETIC_CENTRINGS = '_space_group_symop_magn_centering_xyz';
const HM_TAGS = ['_space_group_name_h-m_alt', '_symmetry_space_group_name_h-m'] as const;
const HALL_TAGS = ['_space_group_name_hall', '_symmetry_space_group_name_hall'] as const;

/** One way to read the symmetry of a block. */
export interface SymmetryChoice {
  readonly operations: readonly Symop[];
  /** null: the file lists the operations, and they are what counts. */
  readonly setting: SpaceGroupSetting | null;
}

/** The group as printed; nothing is checked. */
export function readSpaceGroup(block: CifBlock): SpaceGroupLabel | null {
  const symbol = item(block, ...HM_TAGS, ...HALL_TAGS);
  const printed = item(block, '_space_group_it_number', '_symmetry_int_tables_number');
  const number = parseCount(printed?.text.trim());
  if (symbol === undefined && number === undefined) return null;
  return {
    number: number !== undefined && number >= 1 && number <= 230 ? number : null,
    symbol: symbol === undefined ? null : oneLine(symbol.text).slice(0, 80),
  };
}

const isP1 = ({ number, symbol }: SpaceGroupLabel): boolean =>
  (number === null || number === 1) &&
  (symbol === null || /^p1(11)?$/i.test(symbol.replace(/[\s_]/g, '')));

/**
 * The ways in which a block's symmetry can be read: one where the operations are listed or the symbol is clear, several
 * where a symbol has several origins or axes that fit the cell.
 * @param chosen a Hall symbol, or a Hermann–Mauguin one that is clear; for files that list no operations
 * @throws `parse` for operations that are no group, an unknown symbol, a cell that fits no setting, or a structure that
 *   is modulated
 */
export function symmetryChoices(
  block: CifBlock,
  spaceGroup: SpaceGroupLabel | null,
  lattice: Float64Array,
  warnings: string[],
  chosen?: string,
): readonly SymmetryChoice[] {
  refuseModulated(block);
  const listed = listedOperations(block, spaceGroup, lattice, warnings);
  if (listed !== null) return [{ operations: listed, setting: null }];
  const settings = chosen === undefined ? namedSettings(block, spaceGroup) : [settingNamed(chosen)];
  if (settings.length === 0) {
    refuseUnknownOperations(block);
    if (spaceGroup === null)
      warnings.push('no space group and no operations in the file: read as P 1');
    return [{ operations: [IDENTITY], setting: null }];
  }
  const choices = settings.map((setting) => ({ setting, operations: symopsOf(setting.hall) }));
  const fitting = choices.filter((c) => c.operations.every((op) => fitsCell(op, lattice)));
  if (fitting.length === 0)
    refuse(
      CIF,
      block.line,
      `a cell that fits ${settings[0]!.symbol} (${settings[0]!.number}): these lengths and angles do not, and no operations are listed`,
    );
  return usualAxes(fitting);
}

/** Where a block has a tag, in a loop or outside, that begins so; undefined where it has none. */
function tagOf(
  block: CifBlock,
  begins: RegExp,
): { readonly tag: string; readonly line: number } | undefined {
  for (const { tags, line } of block.loops) {
    const tag = tags.find((t) => begins.test(t));
    if (tag !== undefined) return { tag, line };
  }
  const found = [...block.items].find(([tag, value]) => begins.test(tag) && isGiven(value));
  return found && { tag: found[0], line: found[1].line };
}

function refuseModulated(block: CifBlock): void {
  const found = tagOf(block, /^_(?:space_group_(?:symop_)?(?:magn_)?ssg_|cell_wave_vector_)/);
  if (found === undefined) return;
  const group = item(block, '_space_group_ssg_name', '_space_group_magn_ssg_name');
  refuse(
    CIF,
    found.line,
    `a crystal that repeats in three dimensions: this structure is modulated (${found.tag}${group ? `, superspace group ${oneLine(group.text).slice(0, 60)}` : ''}), which Epistack does not read; a commensurate supercell of it would do`,
  );
}

/** A file that lists its operations in a way that is not known here is not one without any. */
function refuseUnknownOperations(block: CifBlock): void {
  const found = tagOf(block, /symop.*(?:xyz|algebraic)|equiv_pos_as/);
  if (found !== undefined && !SYMOP_TAGS.some((tag) => tag === found.tag))
    refuse(
      CIF,
      found.line,
      `symmetry operations under ${SYMOP_TAGS[0]}; the file gives some under ${found.tag}, which Epistack does not read`,
    );
}

const IDENTITY = parseSymop('x,y,z')!;

/** The operations of a Hall symbol as CIF has them. */
const symopsOf = (hall: string): Symop[] =>
  operationsFromHall(hall).map(({ rotation, translation }) => ({
    rotation: Int8Array.from(rotation),
    translation,
  }));

/** A short monoclinic symbol that fits several axes has b unique, as in the tables; else c, else a. */
function usualAxes<T extends { setting: SpaceGroupSetting }>(choices: readonly T[]): readonly T[] {
  const [first] = choices;
  if (first === undefined || first.setting.number < 3 || first.setting.number > 15) return choices;
  const axis = ['b', 'c', 'a'].find((a) => choices.some((c) => c.setting.setting.includes(a)))!;
  return choices.filter((c) => c.setting.setting.includes(axis));
}

/** @throws `parse` when the text is no single setting */
function settingNamed(text: string): SpaceGroupSetting {
  const hall = settingOfHall(text);
  const found = hall === undefined ? settingsOfSymbol(text) : [hall];
  if (found.length !== 1)
    refuse(
      CIF,
      1,
      `one setting, by Hall symbol or a clear Hermann–Mauguin one; "${oneLine(text).slice(0, 40)}" is ${found.length === 0 ? 'none' : found.map((s) => `"${s.hall}"`).join(' or ')}`,
    );
  return found[0]!;
}

/**
 * Settings by the Hall symbol, else the Hermann–Mauguin symbol, else the number (its standard setting,
 * in every origin and both axes of a rhombohedral group). None when the file names no group but P 1.
 */
function namedSettings(
  block: CifBlock,
  spaceGroup: SpaceGroupLabel | null,
): readonly SpaceGroupSetting[] {
  if (spaceGroup === null || isP1(spaceGroup)) return [];
  const hall = item(block, ...HALL_TAGS);
  const symbol = item(block, ...HM_TAGS);
  const { number } = spaceGroup;
  const byHall = hall && settingOfHall(hall.text);
  const code = item(block, '_space_group_it_coordinate_system_code')?.text ?? '';
  const found =
    byHall !== undefined
      ? [byHall]
      : symbol !== undefined
        ? settingsOfSymbol(symbol.text, code)
        : hall === undefined && number !== null
          ? byNumber(number)
          : [];
  const line = (hall ?? symbol)?.line ?? block.line;
  const name = oneLine((symbol ?? hall)?.text ?? `space group ${number}`).slice(0, 80);
  if (found.length === 0)
    refuse(
      CIF,
      line,
      `symmetry operations (${SYMOP_TAGS[0]}): the file lists none, and "${name}" is not the symbol of a setting in the tables`,
    );
  if (number !== null && found[0]!.number !== number)
    refuse(
      CIF,
      line,
      `one space group: "${name}" is number ${found[0]!.number}, the file says ${number}, and it lists no operations`,
    );
  // "C m m e" is the symbol of two settings since its glides lost their letters: the standard one.
  const plain = found.filter((s) => s.standard && s.setting === '');
  return plain.length > 0 ? plain : found;
}

function byNumber(number: number): readonly SpaceGroupSetting[] {
  const all = settingsOfNumber(number);
  const others = all.filter((s) => /^(1|2|H|R)$/.test(s.setting));
  return others.length > 0 ? others : all.filter((s) => s.standard);
}

/** @returns null when the file lists none and names a group other than P 1, or nothing */
function listedOperations(
  block: CifBlock,
  spaceGroup: SpaceGroupLabel | null,
  lattice: Float64Array,
  warnings: string[],
): Symop[] | null {
  const tag = SYMOP_TAGS.find((t) => loopWith(block, t) !== undefined);
  const loop = tag === undefined ? undefined : loopWith(block, tag);
  const texts = (tag && loop ? (column(loop, tag) ?? []) : []).filter(isGiven);
  if (texts.length === 0) return magneticOperations(block, warnings);
  if (texts.length > MAX_OPERATIONS)
    throw new EpistackError({
      code: 'too-large',
      what: 'symmetry operations',
      count: texts.length,
      limit: MAX_OPERATIONS,
    });
  const operations = texts.map(
    (value) =>
      parseSymop(value.text) ?? refuse(CIF, value.line, 'an operation such as -x+1/2, y, z'),
  );
  if (!isGroup(operations))
    refuse(
      CIF,
      loop?.line ?? block.line,
      'all symmetry operations of a group: of those listed one is missing or wrong',
    );
  if (!operations.every((op) => fitsCell(op, lattice)))
    warnings.push('the symmetry operations do not fit the lengths and angles of the cell');
  if (spaceGroup !== null && !isP1(spaceGroup) && operations.every(isIdentity))
    warnings.push(
      `the file names ${spaceGroup.symbol ?? `space group ${spaceGroup.number}`} but lists the identity alone: read as P 1, with the atoms listed`,
    );
  return operations;
}

/**
 * The operations of a magnetic group on places: time reversal moves no atom. Every operation with every centring.
 * @returns null when the file lists none
 */
function magneticOperations(block: CifBlock, warnings: string[]): Symop[] | null {
  const listed = (tag: string): Symop[] => {
    const loop = loopWith(block, tag);
    return (loop ? (column(loop, tag) ?? []) : []).filter(isGiven).map((value) => {
      const parts = value.text.split(',');
      const reversal = parts[3]?.replaceAll(/\s/g, '');
      const isKnown = parts.length === 3 || /^[+-]?1$/.test(reversal ?? '');
      return (
        (isKnown ? parseSymop(parts.slice(0, 3).join(',')) : null) ??
        refuse(CIF, value.line, 'a magnetic operation such as -x,y+1/2,z,-1')
      );
    });
  };
  const operations = listed(MAGNETIC_SYMOPS);
  if (operations.length === 0) return null;
  const centrings = listed(MAGNETIC_CENTRINGS);
  const all = new Map<string, Symop>();
  for (const centring of centrings.length > 0 ? centrings : [IDENTITY])
    for (const operation of operations) {
      const product = compose(centring, operation);
      all.set(formatSymop(product), product);
    }
  if (all.size > MAX_OPERATIONS)
    throw new EpistackError({
      code: 'too-large',
      what: 'symmetry operations',
      count: all.size,
      limit: MAX_OPERATIONS,
    });
  if (!isGroup([...all.values()]))
    refuse(
      CIF,
      loopWith(block, MAGNETIC_SYMOPS)!.line,
      'all operations and centrings of a magnetic group: of those listed one is missing or wrong',
    );
  warnings.push(
    'a magnetic structure: its atoms are read by the operations of its magnetic group; the magnetic moments are not kept',
  );
  return [...all.values()];
}

/** "Fd-3m, origin choice 2": how settings are told apart. */
export function settingLabel({ symbol, full, setting, number }: SpaceGroupSetting): string {
  const name = (number >= 3 && number <= 15 ? full : symbol).replaceAll(' ', '');
  const origin = /^[12]/.exec(setting)?.[0];
  const axes = setting === 'H' ? 'hexagonal' : setting === 'R' ? 'rhombohedral' : null;
  const marks = [origin && `origin choice ${origin}`, axes && `${axes} axes`].filter(Boolean);
  return [name, ...marks].join(', ');
}
