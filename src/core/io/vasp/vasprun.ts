import { EpistackError, type Failure } from '#core/errors.ts';
import { checkAtomCount } from '#core/io/text/limits.ts';
import { type Reading, windowOver } from '#core/io/text/reading.ts';
import { oneLine, parseNumber, refuse } from '#core/io/text/text.ts';
import {
  frameList,
  scalarList,
  TORN_NOTE,
  type TrajectoryIndex,
} from '#core/io/trajectory/trajectoryIndex.ts';
import { elementOrThrow } from './vaspHeader.ts';
import { nextTag, type Tag, type TagCursor, textAfter, textUntil } from './xmlTags.ts';

export const VASPRUN_FORMAT = 'vasprun.xml';
const FORMAT = VASPRUN_FORMAT;

/** The only elements that matter here; the millions of <v> and <r> are passed over. */
const NAMES: ReadonlySet<string> = new Set([
  'modeling',
  '/modeling',
  'array',
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
  title: string;
  potimFs: number;
  isDynamics: boolean;
  /** `</modeling>` was met. */
  isEnded: boolean;
}

/**
 * Finds the ionic steps of a vasprun.xml of any length: each `calculation` that holds a structure.
 * Energies are those that stand at the end of the step, not of its electronic iterations.
 * @throws `parse` and others while there is no whole step; later it becomes the `problem`
 * @see https://www.vasp.at/wiki/index.php/Vasprun.xml
 */
export function* scanVasprun(size: number): Reading<TrajectoryIndex> {
  const c: TagCursor = { w: windowOver(size), at: 0, line: 1 };
  const run: Run = {
    numbers: new Uint8Array(0),
    title: '',
    potimFs: Number.NaN,
    isDynamics: false,
    isEnded: false,
  };
  const frames = frameList();
  const scalars = scalarList();
  const notes: string[] = [];
  let problem: Failure | null = null;
  try {
    const root = yield* nextTag(c, NAMES);
    if (root?.name !== 'modeling') refuse(FORMAT, root?.line ?? c.line, '<modeling>');
    for (;;) {
      const tag = yield* nextTag(c, NAMES);
      if (tag === null) break;
      if (tag.name === '/modeling') run.isEnded = true;
      else if (tag.name === 'array' && /name="atoms"/.test(tag.text))
        run.numbers = yield* readSpecies(c, tag);
      else if (tag.name === 'i') yield* readSetting(c, tag, run);
      else if (tag.name === 'calculation') {
        if (run.numbers.length === 0)
          refuse(FORMAT, tag.line, 'the atoms (atominfo) before a step');
        const step = yield* readStep(c);
        if (step === null) {
          if (frames.count === 0)
            refuse(FORMAT, tag.line, 'one whole ionic step; the file ends before it does');
          notes.push(TORN_NOTE(tag.line));
          run.isEnded = true;
          break;
        }
        if (step.structure === null) continue;
        const { start, end, line } = step.structure;
        for (const [name, value] of step.energies) scalars.add(frames.count, name, 'eV', value);
        frames.push(start, end, line);
      }
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
    timesFs:
      run.isDynamics && run.potimFs > 0
        ? Float64Array.from({ length: frames.count }, (_, k) => k * run.potimFs)
        : null,
    notes,
    problem,
  };
}

/** `<rc><c>Cd</c><c> 1</c></rc>` for each atom. */
function* readSpecies(c: TagCursor, array: Tag): Reading<Uint8Array> {
  const text = yield* textUntil(c, '</array>');
  if (text === null) refuse(FORMAT, array.line, 'the end of the array of atoms');
  const symbols = [...text.matchAll(/<rc>\s*<c>([^<]*)<\/c>/g)].map((m) => m[1]!.trim());
  if (symbols.length === 0) refuse(FORMAT, array.line, 'the element of each atom');
  checkAtomCount(symbols.length);
  return Uint8Array.from(symbols, elementOrThrow);
}

/** The title, and whether and how finely the steps are steps of time. */
function* readSetting(c: TagCursor, tag: Tag, run: Run): Reading<void> {
  const key = keyOf(tag);
  if (key !== 'SYSTEM' && key !== 'POTIM' && key !== 'IBRION') return;
  const text = (yield* textAfter(c)).trim();
  if (key === 'SYSTEM') run.title = oneLine(text);
  else if (key === 'POTIM') run.potimFs = parseNumber(text) ?? run.potimFs;
  else run.isDynamics = text === '0';
}

const keyOf = (tag: Tag): string | undefined => /\bname="([^"]*)"/.exec(tag.text)?.[1];

interface Step {
  /** From its structure to the end of the forces and the stress that follow. */
  readonly structure: {
    readonly start: number;
    readonly end: number;
    readonly line: number;
  } | null;
  readonly energies: readonly (readonly [string, number])[];
}

/** @returns null when the file ends within the step */
function* readStep(c: TagCursor): Reading<Step | null> {
  const energies: [string, number][] = [];
  let structure: { start: number; end: number; line: number } | null = null;
  let isOpen = false;
  let inEnergy = false;
  let inElectronic = false;
  for (;;) {
    const tag = yield* nextTag(c, NAMES);
    if (tag === null) return null;
    switch (tag.name) {
      case '/calculation':
        return { structure, energies };
      case 'calculation':
      case '/modeling':
        return refuse(FORMAT, tag.line, '</calculation>');
      case 'scstep':
      case '/scstep':
        inElectronic = tag.name === 'scstep';
        break;
      case 'energy':
      case '/energy':
        inEnergy = tag.name === 'energy';
        break;
      case 'structure':
        structure = { start: tag.start, end: tag.end, line: tag.line };
        isOpen = true;
        break;
      case '/structure':
      case '/varray':
        isOpen &&= tag.name === '/varray';
        if (structure !== null && !isOpen) structure.end = tag.end;
        break;
      case 'i': {
        const key = keyOf(tag);
        if (!inEnergy || inElectronic || key === undefined) break;
        const value = parseNumber((yield* textAfter(c)).trim());
        if (value !== undefined) energies.push([oneLine(key), value]);
        break;
      }
    }
  }
}
