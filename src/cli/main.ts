import * as build from '#cli/commands/build.ts';
import * as convert from '#cli/commands/convert.ts';
import * as exporting from '#cli/commands/export.ts';
import * as inspect from '#cli/commands/inspect.ts';
import * as match from '#cli/commands/match.ts';
import * as md from '#cli/commands/md.ts';
import * as slab from '#cli/commands/slab.ts';
import * as screen from '#cli/screen/screen.ts';
import { EpistackError } from '#core/errors.ts';
import { type Arguments, RequestError, readArguments, UsageError } from './args.ts';
import { packageVersion } from './files.ts';
import type { Answer } from './text.ts';

interface Command {
  readonly options: Readonly<Record<string, 'string' | 'boolean'>>;
  readonly help: string;
  readonly run: (args: Arguments) => Answer | Promise<Answer>;
}

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['inspect', inspect],
  ['slab', slab],
  ['match', match],
  ['build', build],
  ['convert', convert],
  ['export', exporting],
  ['md', md],
  ['screen', screen],
]);

const USAGE = `epistack COMMAND …   build, inspect and convert epitaxial interfaces

${[...COMMANDS.values()].map((c) => c.help).join('\n\n')}

--json answers with one JSON value and nothing else. Lengths in Å, angles in degrees, charges in e,
strains and mismatches as fractions: (film − substrate) / substrate.
`;

async function main(argv: readonly string[]): Promise<void> {
  const [name, ...rest] = argv;
  if (name === '--version') return void process.stdout.write(`${packageVersion()}\n`);
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(USAGE);
    if (name === undefined) process.exitCode = 2;
    return;
  }
  const command = COMMANDS.get(name);
  if (command === undefined)
    throw new UsageError(`no command "${name}"; known: ${[...COMMANDS.keys()].join(', ')}`);
  if (rest.includes('--help')) return void process.stdout.write(`epistack ${command.help}\n`);
  const args = readArguments(rest, command.options);
  const { value, text } = await command.run(args);
  process.stdout.write(args.values['json'] ? `${JSON.stringify(value)}\n` : text);
}

/** Failures are one line; only a bug shows where it happened. */
function fail(error: unknown): void {
  const system = error as NodeJS.ErrnoException;
  const oneLine = (text: string) => text.replaceAll('\n', ' ');
  if (error instanceof UsageError) {
    process.stderr.write(`epistack: ${oneLine(error.message)} (epistack --help)\n`);
    process.exitCode = 2;
  } else if (
    error instanceof EpistackError ||
    error instanceof RequestError ||
    // The system refused (no such folder, disk full); Node's own ERR_… codes have no number: bugs.
    typeof system.errno === 'number'
  ) {
    process.stderr.write(`epistack: ${oneLine(system.message)}\n`);
    process.exitCode = 1;
  } else {
    process.stderr.write(
      `epistack: a bug, please report it: ${(error as Error).stack ?? String(error)}\n`,
    );
    process.exitCode = 70;
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `epistack … | head` closes the pipe: not a failure.
  if (error.code !== 'EPIPE') throw error;
});
main(process.argv.slice(2)).catch(fail);
