import { COMMANDS } from '#cli/commands.ts';
import { table } from './table.ts';

/** docs/commands.md, made of the table of commands. */
export const commandsPage = (): string => `# Commands

This page is made from the table of commands in \`src/cli/commands.ts\` by \`npm run docs\`.
[CONTRIBUTING.md](../CONTRIBUTING.md#add-a-command) says how to add one. In a checkout a command is
\`npm run -s cli -- NAME …\`, where the package is installed \`epistack NAME …\`. Neither needs a build.

${table(
  ['command', 'what it does'],
  COMMANDS.map(({ name, summary }) => [`[\`${name}\`](#${name})`, summary]),
)}

## Answers and files

A command ends with 0 when it is done, 1 when what was asked cannot be met, 2 when the line cannot be understood, 70 for
a bug, and 128 plus the number of a signal that ended it. What went wrong is one line on standard error, also where
standard output is full (1) or closed by its reader, as \`| head\` does (0).

A file of \`--out\`, \`--recipe\` or \`--csv\` that is there already is replaced, when the new one is whole: it is
written beside the old one as \`NAME.PID.part\` and renamed, so that a full disk or a killed command leaves the old one
as it was. Permissions are kept. A link of that name is replaced by the file, and what it points to stays as it is; pipes
and devices are written directly. The results of \`screen --out\` are the exception: they are appended to. \`export\`
leaves other work alone, see [there](#export).

${COMMANDS.map(({ name, help }) => `## ${name}\n\n\`\`\`text\n${help}\n\`\`\``).join('\n\n')}
`;
