import { EpistackError, type Failure } from '#core/errors.ts';
import { checkAtomCount } from '#core/io/text/limits.ts';
import { type Reading, windowOver } from '#core/io/text/reading.ts';
import { located, oneLine, parseCount, parseNumber, refuse } from '#core/io/text/text.ts';
import { VASP_COLUMNS } from '#core/io/trajectory/atomColumns.ts';
import {
  frameList,
  scalarList,
  TORN_NOTE,
  type TrajectoryIndex,
} from '#core/io/trajectory/trajectoryIndex.ts';
import { elementOrThrow } from './vaspHeader.ts';
import { nextTag, type TagCursor, textAfter, textUntil, type XmlTag } from './xmlTags.ts';

export const VASPRUN_FORMAT = 'vasprun.xml';
const FORMAT = VASPRUN_FORMAT;

/** The only elements that matter here; the millions of <v> and <r> are passed over. */
const NAMES: ReadonlySet<string> = new Set([
  'modeling',
  '/modeling',
  'array',
  'atoms',
  'calculation',
  '/calculation',
  'scstep',
  '/scstep',
  'energy',
  '/energy',
  'structure',
  '/structure',
  '/varray',
  'i',
]);

/** What is known before the first step. */
interface Run {
  numbers: Uint8Array;
  /** As <atoms> says; null before. */
  atoms: number | null;
  title: string;
  potimFs: number;
  isDynamics: boolean;
  /** `</modeling>` was met. */
  isEnded: boolean;
}

/**
 * Finds the ionic steps of a vasprun.xml of any length: each `calculation` that holds a structure, and the steps of a
 * machine-learned force field, which stand in none. A run without steps (GW, optics) has the one structure that it
 * ended with, or began with. Energies are those at the end of a step; E0 is that of its last electronic iteration,
 * since the closing block of many versions repeats another number under that name.
 * @throws `parse` and others while there is no whole step; a later one that is damaged keeps its number
 * @see https://www.vasp.at/wiki/index.php/Vasprun.xml
 */
export function* scanVasprun(size: number): Reading<TrajectoryIndex> {
  const c: TagCursor = { w: windowOver(size), at: 0, line: 1 };
  const run: Run = {
    numbers: new Uint8Array(0),
    atoms: null,
    title: '',
    potimFs: Number.NaN,
    isDynamics: false,
    isEnded: false,
  };
  const frames = frameList();
  const scalars = scalarList();
  const notes: string[] = [];
  let problem: Failure | null = null;
  /** A structure outside every calculation, and what follows it. */
  let loose: OpenStep | null = null;
  let named: { readonly name: string; readonly place: Place } | null = null;
  /** Line of the first calculation without a structure; null: none. */
  let bare: number | null = null;
  const pushDamaged = (line: number, energies: Step['energies'], expected: string): void => {
    for (const [name, value] of energies) scalars.add(frames.count, name, 'eV', value);
    frames.pushDamaged(c.at, c.at, line, { code: 'parse', format: FORMAT, line, expected });
  };
  const take = ({ structure, energies }: Step, line: number): void => {
    if (structure === null) {
      bare ??= line;
      // A run of GW or of optics has none in all of its calculations.
      if (frames.count > 0)
        pushDamaged(
          line,
          energies,
          'a <structure> in this <calculation>: it is missing or damaged',
        );
      return;
    }
    if (bare !== null && frames.count === 0)
      notes.push(
        `the <calculation> at line ${bare} and those up to line ${structure.line} hold no <structure> and are left out`,
      );
    for (const [name, value] of energies) scalars.add(frames.count, name, 'eV', value);
    frames.push(structure.start, structure.end, structure.line);
  };
  try {
    const root = yield* nextTag(c, NAMES);
    if (root?.name !== 'modeling')
      refuse(FORMAT, root?.line ?? c.line, '<modeling>, with which a vasprun.xml begins');
    for (;;) {
      const tag = yield* nextTag(c, NAMES);
      if (tag === null) break;
      if (loose !== null && /^(?:structure|calculation|\/modeling)$/.test(tag.name)) {
        take(loose, tag.line);
        loose = null;
      }
      if (loose !== null && (yield* follow(c, tag, loose))) continue;
      if (tag.name === '/modeling') run.isEnded = true;
      else if (tag.name === 'structure') {
        const name = keyOf(tag);
        const step = openStep();
        if (run.numbers.length > 0) yield* follow(c, tag, step);
        if (name === undefined && run.numbers.length > 0) loose = step;
        else if (name === 'initialpos' || name === 'finalpos') {
          if ((yield* untilClosed(c, step)) && step.structure !== null)
            named = { name, place: step.structure };
        }
      } else if (tag.name === 'atoms') run.atoms = parseCount((yield* textAfter(c)).trim()) ?? null;
      else if (tag.name === 'array' && /name="atoms"/.test(tag.text))
        run.numbers = yield* readSpecies(c, tag, run.atoms);
      else if (tag.name === 'i') yield* readSetting(c, tag, run);
      else if (tag.name === 'calculation') {
        if (run.numbers.length === 0)
          refuse(FORMAT, tag.line, 'the list of atoms (<atominfo>) before the first step');
        let step = yield* readStep(c);
        while (step !== null && step.brokenBy !== null) {
          pushDamaged(
            step.brokenBy.line,
            [],
            '</calculation> before this line: the step before it is damaged',
          );
          if (step.brokenBy.name === '/modeling') break;
          step = yield* readStep(c);
        }
        if (step?.brokenBy?.name === '/modeling') {
          run.isEnded = true;
          break;
        }
        if (step === null) {
          if (frames.count === 0)
            refuse(FORMAT, tag.line, 'one whole ionic step; the file ends before it does');
          notes.push(TORN_NOTE(tag.line));
          run.isEnded = true;
          break;
        }
        take(step, tag.line);
      }
    }
    if (loose !== null) notes.push(TORN_NOTE(loose.structure!.line));
    if (frames.count === 0 && named !== null && run.isEnded) {
      bare = null;
      take({ structure: named.place, energies: [] }, named.place.line);
      notes.push(
        `no ionic step in this run: these are the atoms that it ${named.name === 'finalpos' ? 'ended' : 'began'} with (${named.name})`,
      );
    }
    if (frames.count === 0)
      refuse(FORMAT, c.line, 'an ionic step (<calculation> with a <structure>)');
    if (!run.isEnded) notes.push('the file ends before </modeling>: the run may have been cut off');
  } catch (error) {
    if (!(error instanceof EpistackError) || frames.count === 0) throw error;
    problem = error.failure;
  }
  return {
    format: 'vasprun',
    layout: null,
    title: run.title,
    numbers: run.numbers,
    ...frames.arrays(),
    scalars: scalars.arrays(frames.count),
    columns: VASP_COLUMNS,
    timesFs:
      run.isDynamics && run.potimFs > 0
        ? Float64Array.from({ length: frames.count }, (_, k) => k * run.potimFs)
        : null,
    notes,
    problem,
  };
}

/** `<rc><c>Cd</c><c> 1</c></rc>` for each atom. */
function* readSpecies(c: TagCursor, array: XmlTag, atoms: number | null): Reading<Uint8Array> {
  const text = yield* textUntil(c, '</array>');
  if (text === null) refuse(FORMAT, array.line, 'the end of the array of atoms');
  const symbols = [...text.matchAll(/<rc>\s*<c>([^<]*)<\/c>/g)].map((m) => m[1]!.trim());
  if (symbols.length === 0) refuse(FORMAT, array.line, 'the element of each atom');
  if (atoms !== null && atoms !== symbols.length)
    refuse(FORMAT, array.line, `${atoms} atoms, as <atoms> says; ${symbols.length} are listed`);
  checkAtomCount(symbols.length);
  return located({ format: FORMAT, line: array.line }, () =>
    Uint8Array.from(symbols, (symbol) => elementOrThrow(OLD_SYMBOLS[symbol] ?? symbol)),
  );
}

/** What VASP has printed for two elements, whose symbols lost a letter. */
const OLD_SYMBOLS: Readonly<Record<string, string>> = { r: 'Zr', X: 'Xe' };

/** The title, and whether and how finely the steps are steps of time. */
function* readSetting(c: TagCursor, tag: XmlTag, run: Run): Reading<void> {
  const key = keyOf(tag);
  if (key !== 'SYSTEM' && key !== 'POTIM' && key !== 'IBRION') return;
  const text = (yield* textAfter(c)).trim();
  if (key === 'SYSTEM') run.title = oneLine(text);
  else if (key === 'POTIM') run.potimFs = parseNumber(text) ?? run.potimFs;
  else run.isDynamics = text === '0';
}

const keyOf = (tag: XmlTag): string | undefined => /\bname="([^"]*)"/.exec(tag.text)?.[1];

/** A structure in the file, to the end of the forces and the stress that follow it. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

interface Step {
  readonly structure: Place | null;
  readonly energies: readonly (readonly [string, number])[];
}

interface ReadStep extends Step {
  /** The tag before which it should have ended. */
  readonly brokenBy: XmlTag | null;
}

/** A step that is being read. */
interface OpenStep extends Step {
  structure: { start: number; end: number; line: number } | null;
  energies: [string, number][];
  /** In the structure, its forces or its stress. */
  isOpen: boolean;
  inEnergy: boolean;
  inElectronic: boolean;
  /** Energies of the last electronic iteration, by name, eV. */
  electronic: Map<string, number>;
}

const openStep = (): OpenStep => ({
  structure: null,
  energies: [],
  isOpen: false,
  inEnergy: false,
  inElectronic: false,
  electronic: new Map(),
});

const E0 = 'e_0_energy';
const FREE = 'e_fr_energy';

/**
 * E0 of a step. After the electronic loop VASP may write a wrong one, often 0; the last iteration has it without the
 * classical van der Waals energy (IVDW), which the free energy of the step has. So it is that free energy, corrected by
 * what lies between the two in the last iteration, as ASE reads it.
 * @returns null where the file does not say
 */
function zeroBroadening(
  closing: readonly (readonly [string, number])[],
  electronic: ReadonlyMap<string, number>,
): number | null {
  const [e0, free] = [electronic.get(E0), electronic.get(FREE)];
  const all = new Map(closing);
  const total = all.get(FREE);
  if (e0 !== undefined) return free === undefined || total === undefined ? e0 : total + (e0 - free);
  // A 0 in the closing block is not an energy.
  return all.get(E0) || null;
}

/** @returns null when the file ends within the step */
function* readStep(c: TagCursor): Reading<ReadStep | null> {
  const step = openStep();
  for (;;) {
    const tag = yield* nextTag(c, NAMES);
    if (tag === null) return null;
    if (tag.name === 'calculation' || tag.name === '/modeling')
      return { structure: null, energies: [], brokenBy: tag };
    if (tag.name === '/calculation') {
      const { structure, energies, electronic } = step;
      return {
        structure,
        brokenBy: null,
        energies: energies.flatMap(([name, value]): [string, number][] => {
          const energyEV = name === E0 ? zeroBroadening(energies, electronic) : value;
          return energyEV === null ? [] : [[name, energyEV]];
        }),
      };
    }
    yield* follow(c, tag, step);
  }
}

/** Reads on to the end of a structure. @returns false when the file ends before */
function* untilClosed(c: TagCursor, step: OpenStep): Reading<boolean> {
  for (;;) {
    const tag = yield* nextTag(c, NAMES);
    if (tag === null) return false;
    yield* follow(c, tag, step);
    if (tag.name === '/structure') return true;
  }
}

/** Takes a tag into the step that is read. @returns false for one that says nothing of it */
function* follow(c: TagCursor, tag: XmlTag, step: OpenStep): Reading<boolean> {
  switch (tag.name) {
    case 'scstep':
    case '/scstep':
      step.inElectronic = tag.name === 'scstep';
      return true;
    case 'energy':
    case '/energy':
      step.inEnergy = tag.name === 'energy';
      return true;
    case 'structure':
      step.structure = { start: tag.start, end: tag.end, line: tag.line };
      step.isOpen = true;
      return true;
    case '/structure':
    case '/varray':
      step.isOpen &&= tag.name === '/varray';
      if (step.structure !== null && !step.isOpen) step.structure.end = tag.end;
      return true;
    case 'i': {
      const key = keyOf(tag);
      if (!step.inEnergy || key === undefined) return false;
      const value = parseNumber((yield* textAfter(c)).trim());
      if (value === undefined) return true;
      if (!step.inElectronic) step.energies.push([oneLine(key), value]);
      else if (key === E0 || key === FREE) step.electronic.set(key, value);
      return true;
    }
    default:
      return false;
  }
}
