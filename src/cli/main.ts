import { watchStandardOutput } from '#cli/writing/standardOutput.ts';
import { EpistackError } from '#core/errors.ts';
import { VERSION } from '#core/recipe/provenance.ts';
import { RequestError, readArguments, StoppedError, UsageError } from './args.ts';
import { keepBigModulesUntranslated, optimizeHotWasmOnly } from './bigModules.ts';
import { COMMANDS } from './commands.ts';

const WIDTH = Math.max(...COMMANDS.map((c) => c.name.length));

const USAGE = `epistack COMMAND …   build, inspect and convert epitaxial interfaces

${COMMANDS.map((c) => `  ${c.name.padEnd(WIDTH)}   ${c.summary}`).join('\n')}

epistack COMMAND --help says what a command takes. --json answers with one JSON value and nothing else.
Lengths in Å, angles in degrees, charges in e, strains and mismatches as fractions:
(film − substrate) / substrate.
`;

async function main(argv: readonly string[]): Promise<void> {
  const [name, ...rest] = argv;
  if (name === '--version') return void process.stdout.write(`${VERSION}\n`);
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(USAGE);
    if (name === undefined) process.exitCode = 2;
    return;
  }
  const command = COMMANDS.find((c) => c.name === name);
  if (command === undefined)
    throw new UsageError(`no command "${name}"; known: ${COMMANDS.map((c) => c.name).join(', ')}`);
  if (rest.includes('--help')) return void process.stdout.write(`epistack ${command.help}\n`);
  const args = readArguments(rest, command.options);
  const { value, text, exitCode = 0 } = await command.run(args);
  process.exitCode = exitCode;
  process.stdout.write(args.values['json'] ? `${JSON.stringify(value)}\n` : text);
}

/** The help command to suggest for a command line that was not understood. */
const usageOf = (name: string | undefined): string =>
  COMMANDS.some((c) => c.name === name) ? `epistack ${name} --help` : 'epistack --help';

/** Known failures are printed as one line; only bugs print a stack trace. */
function fail(error: unknown): void {
  const system = error as NodeJS.ErrnoException;
  const oneLine = (text: string) => text.replaceAll('\n', ' ');
  if (error instanceof UsageError) {
    process.stderr.write(`epistack: ${oneLine(error.message)} (${usageOf(process.argv[2])})\n`);
    process.exitCode = 2;
  } else if (error instanceof StoppedError) {
    process.stderr.write(`epistack: ${oneLine(error.message)}\n`);
    process.exitCode = error.exitCode;
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

watchStandardOutput();
keepBigModulesUntranslated();
optimizeHotWasmOnly();
main(process.argv.slice(2)).catch(fail);
