import { spawnSync } from 'node:child_process';
import { test } from 'vitest';

/** A Python that can import a module, or null. */
export const pythonWith = (module: string): string | null =>
  ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', `import ${module}`]).status === 0,
  ) ?? null;

/** The first of some commands that is installed, or null. */
export const installed = (...commands: readonly string[]): string | null =>
  commands.find((c) => spawnSync('sh', ['-c', `command -v ${c}`]).status === 0) ?? null;

/** Counts what cannot be tried here where everyone sees it. */
export function missing(what: string): void {
  console.warn(`SKIPPED, not installed: ${what}`);
  test(`not installed: ${what}`, () => {});
}

/** Output of a command that must end well. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
): { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
  // Debian's MPI refuses to run as root unless told.
  const env = {
    ...process.env,
    OMPI_ALLOW_RUN_AS_ROOT: '1',
    OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1',
    OMP_NUM_THREADS: '1',
  };
  const { stdout, stderr, status } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  return { stdout, stderr, status };
}
