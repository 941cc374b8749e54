import { readdirSync, readFileSync } from 'node:fs';
import { EpistackError } from '#core/errors.ts';
import type { AtomsFile } from '#core/io/atomsFile.ts';
import { openFrames } from '#core/io/readAtoms.ts';
import { trajectoryFormatOf } from '#core/io/recognise.ts';
import { sourceOf } from '#core/io/text/reading.ts';
import { indexTrajectory, readerOf, trajectoryStructure } from '#core/io/trajectory/trajectory.ts';
import { text } from './mutants.ts';

// What holds for a broken copy of any file: it is read to finite positions, as many as it says itself, or refused with
// an EpistackError. Used by the test and by `npm run fuzz`.

/** Files of every format that is read. */
export const CORPUS: readonly string[] = [
  ...['TiO2-rutile.vasp', 'CsPbBr3.cif', 'CdS-wz.cif'].map((f) => `test/reference/${f}`),
  ...['test/fixtures', 'test/fixtures/cases', 'test/fixtures/trajectories'].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
      .filter((f) => !/README|\.py$|^expected\.json$|^lammps-native\.json$/.test(f))
      .map((f) => `${folder}/${f}`),
  ),
];

/** Frames that are read of each file, the first ones: a copy has few that differ. */
const MOST_FRAMES = 4;

export type Outcome = 'read' | 'refused';

/**
 * Reads a broken copy in each way that its format has.
 * @throws Error for what breaks a law, with the reason
 */
export function readMutant(bytes: Uint8Array, name: string): Outcome {
  const outcomes = [
    attempt(() => asStructures(bytes, name)),
    attempt(() => asTrajectory(bytes, name)),
  ];
  return outcomes.includes('read') ? 'read' : 'refused';
}

function attempt(read: () => boolean): Outcome {
  try {
    return read() ? 'read' : 'refused';
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    if (
      /undefined|NaN (?:Å|°|e\b)|\[object|recipe field/.test(error.message.replace(/"[^"]*"/g, ''))
    )
      throw new Error(`words of the refusal: ${error.message}`);
    return 'refused';
  }
}

function asStructures(bytes: Uint8Array, name: string): boolean {
  const { frames, at } = openFrames(bytes, name, {
    typeElements: ['Ar', 'Kr'],
    ordered: 'majority',
  });
  return eachFrame(
    frames,
    (k) => {
      const file = at(k);
      check(file);
      return [file.structure.numbers.length, file.warnings, file.format];
    },
    bytes,
  );
}

function asTrajectory(bytes: Uint8Array, name: string): boolean {
  const format = trajectoryFormatOf(bytes) ?? trajectoryFormatOf(readFileSync(name));
  if (format === null) return false;
  const source = sourceOf(bytes);
  const index = indexTrajectory(source, format.id, { typeElements: ['Ar', 'Kr'] });
  if (readerOf(index) !== format.trajectory) throw new Error('another reader');
  return eachFrame(
    index.starts.length,
    (k) => {
      const structure = trajectoryStructure(source, index, k);
      check({ structure, frozen: null });
      return [structure.numbers.length, index.notes, format.id];
    },
    bytes,
    (k) => index.lines[k]!,
  );
}

type Read = readonly [atoms: number, warnings: readonly string[], format: string];

/** @returns whether a frame was read; a damaged one is refused, and others still read */
function eachFrame(
  frames: number,
  read: (frame: number) => Read,
  bytes: Uint8Array,
  lineOf?: (frame: number) => number,
): boolean {
  let any = false;
  let refusal: unknown;
  for (let k = 0; k < Math.min(frames, MOST_FRAMES); k++) {
    let found: Read;
    try {
      found = read(k);
    } catch (error) {
      if (!(error instanceof EpistackError)) throw error;
      refusal = error;
      continue;
    }
    any = true;
    const [atoms, warnings, format] = found;
    const stated = statedCount(text(bytes), format, k, lineOf?.(k));
    if (stated !== null && stated !== atoms && !warnings.some((w) => /ordered model/.test(w)))
      throw new Error(`frame ${k}: ${atoms} atoms were read, and the file says ${stated}`);
  }
  if (!any && refusal !== undefined) throw refusal;
  return any;
}

function check({ structure, frozen }: Pick<AtomsFile, 'structure' | 'frozen'>): void {
  const { lattice, numbers, xyz, layer } = structure;
  const n = numbers.length;
  if (!(n > 0 && xyz.length === 3 * n && layer.length === n && lattice.length === 9))
    throw new Error('arrays of other lengths');
  const isSane = xyz.every((x) => Math.abs(x) < 1e7) && lattice.every((x) => Math.abs(x) < 1e5);
  if (!isSane) throw new Error('a number that is not finite, or absurd');
  if (!numbers.every((z) => z >= 1 && z <= 96)) throw new Error('no element');
  if (frozen !== null && frozen.length !== 3 * n) throw new Error('flags of other atoms');
}

/** How many atoms a file says that it has, read in the plainest way; null where it does not say, or not plainly. */
function statedCount(content: string, format: string, frame: number, line?: number): number | null {
  const lines = content.replace(/^\u00ef\u00bb\u00bf/, '').split(/\r\n?|\n/);
  const whole = (word: string | undefined) =>
    /^\s*\d{1,9}\s*$/.test(word ?? '') ? Number(word) : null;
  const from = (line ?? 1) - 1;
  switch (format) {
    case 'extxyz':
      return line === undefined && frame > 0 ? null : whole(lines[from]);
    case 'dump': {
      if (line === undefined && frame > 0) return null;
      const at = lines.findIndex((l, k) => k >= from && l.startsWith('ITEM: NUMBER OF ATOMS'));
      return at < 0 ? null : whole(lines[at + 1]);
    }
    case 'outcar':
      return whole(/NIONS =\s*(\d+)\s/.exec(content)?.[1]);
    case 'vasprun':
      return whole(/<atoms>\s*(\d+)\s*<\/atoms>/.exec(content)?.[1]);
    case 'optimade': {
      // Of several lines with a structure the first; only where all in it say their number.
      const holding = lines.filter((l) => l.includes('"cartesian_site_positions"'));
      const own = holding.length > 1 ? holding[0]! : content;
      const isSaid =
        own.split('"nsites"').length === own.split('"cartesian_site_positions"').length;
      return frame === 0 && isSaid ? whole(/"nsites":\s*(\d+)/.exec(own)?.[1]) : null;
    }
    case 'poscar':
    case 'xdatcar': {
      // Lists that are broken over lines are counted in tests of their own.
      const [symbols, counts] = [lines[5], lines[6]].map((l) =>
        (l ?? '').replace(/[!#].*$/, '').trim(),
      );
      const isPlain = /^[A-Za-z]/.test(symbols!) && /^\d[\d\s]*$/.test(counts!);
      const many = counts!.split(/\s+/).map(Number);
      return isPlain && symbols!.split(/\s+/).length === many.length
        ? many.reduce((sum, n) => sum + n, 0)
        : null;
    }
    default:
      return null;
  }
}
