import childProcess, { type SpawnSyncOptions } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

const STDERR = 2;

/**
 * Programs started by the LAMMPS command "shell" inherit standard output. While `run` lasts they write to standard
 * error instead, so that standard output stays one JSON value. Emscripten's system() calls `spawnSync(command, [], {
 * stdio: 'inherit' })` of the module's own object.
 */
export async function shellOutputOnStderr<T>(run: () => Promise<T>): Promise<T> {
  const original = childProcess.spawnSync;
  const divert = (command: string, args: readonly string[], options?: SpawnSyncOptions) =>
    original(command, args, {
      ...options,
      ...(options?.stdio === 'inherit' ? { stdio: ['inherit', STDERR, STDERR] as const } : {}),
    } as SpawnSyncOptions);
  const set = (spawnSync: typeof original) => {
    Object.assign(childProcess, { spawnSync });
    syncBuiltinESMExports();
  };
  set(divert as typeof original);
  try {
    return await run();
  } finally {
    set(original);
  }
}
