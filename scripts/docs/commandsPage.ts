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

${COMMANDS.map(({ name, help }) => `## ${name}\n\n\`\`\`text\n${help}\n\`\`\``).join('\n\n')}
`;
