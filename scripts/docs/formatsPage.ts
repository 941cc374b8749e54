import { FACTS, type Fact, type Held } from '#core/io/capabilities.ts';
import { MAX_ATOMS, MAX_CELLS } from '#core/io/disorder/arrangements.ts';
import { FORMATS, OUTPUTS, READ_NAMES } from '#core/io/formats.ts';
import { table } from './table.ts';

const heldText = ({ held, how }: Held): string => (held === 'yes' ? how : `${held}: ${how}`);

/** Formats in one paragraph. */
export const formatsLine = (): string =>
  `Read: ${READ_NAMES.join(', ')}, gzipped too. Written: ${OUTPUTS.map((f) => f.short).join(', ')}.`;

/** docs/formats.md, made of the table of formats. */
export function formatsPage(): string {
  const facts = Object.keys(FACTS) as Fact[];
  const yesNo = (is: boolean) => (is ? 'yes' : 'no');
  return `# File formats

This page is made from the table of formats in \`src/core/io/formats.ts\` by \`npm run docs\`.
[CONTRIBUTING.md](../CONTRIBUTING.md#add-a-file-format) says how to add one.

${table(
  [
    'format',
    '`--format`',
    'names',
    'read',
    'all frames read',
    'written',
    'all frames written',
    'notes',
  ],
  FORMATS.map((f) => [
    f.label,
    f.write === undefined ? '' : `\`${f.id}\``,
    f.names.map((name) => `\`${name}\``).join(' '),
    yesNo(f.structure !== undefined || f.trajectory !== undefined),
    yesNo(f.trajectory !== undefined),
    yesNo(f.write !== undefined),
    yesNo(f.write?.run !== undefined),
    f.notes,
  ]),
)}

A file is recognised by its content, and by its name only where the content does not tell. When a file is written, its
name or \`--format\` decides. Every file that is read may be compressed with gzip.

Trajectories may be of any length: they are indexed in blocks and read frame by frame, on the page in a worker.

One rule holds for damage in all of them. The first frame has to be whole, since it names the atoms; otherwise the file is
refused with the line. A later frame that is damaged (torn, with rows lost or added, with a number that is none or over
any) keeps its number and is named by its line, and all other frames are read. \`inspect\` lists such frames, \`convert\`
writes the others, names what it left out and ends with exit code 1, the player shows the reason in the place of the
frame, and an analysis stops before it and says so. A last frame that the end of the file cuts off, as in a run that goes
on, is left out with a note. Where the header of an XDATCAR with a changing cell is damaged beyond recognition, nothing
says the cell: the reading ends there, with the line.

Frames that hold other atoms than the first (LAMMPS dump,
extended XYZ) are each read with their own; the player stops before them and says so, and \`--frame N\` or the import
takes one.

Partial occupancy and disorder are refused with the names of the sites and the ordered models that there are:
\`--ordered majority\` (the most frequent atom on each place) or \`--ordered N\`, the N-th arrangement with exactly the
composition of the file in the smallest supercells of at most ${MAX_CELLS} cells and ${MAX_ATOMS} places. The name of the crystal says
which model it is.

## What a written file holds

Each format holds elements, cell and positions. Of the rest, it holds:

${table(
  ['format', ...facts.map((fact) => FACTS[fact])],
  OUTPUTS.map(({ label, write }) => [label, ...facts.map((fact) => heldText(write.holds[fact]))]),
)}

"remark" means: written, but read by people and by few programs.
`;
}
