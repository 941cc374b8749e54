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

Trajectories may be of any length: they are indexed in blocks and read frame by frame, on the page in a worker. Damage is
named by its line, and the whole frames before it are kept. Frames that hold other atoms than the first (LAMMPS dump,
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
