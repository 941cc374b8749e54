import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATA_FILE, type LammpsInput } from '#engines/lammps/lammpsInput.ts';
import { logReader } from '#engines/lammps/runLammps.ts';

/** True where an ordinary LAMMPS is installed as `lmp` (Debian: apt-get install lammps). */
export const hasNativeLammps = (): boolean => spawnSync('lmp', ['-h']).status === 0;

/** Runs an input in the installed LAMMPS, its two files unchanged, and reads its log. */
export function runNative(input: LammpsInput): ReturnType<typeof logReader> {
  const folder = mkdtempSync(join(tmpdir(), 'epistack-lmp-'));
  try {
    writeFileSync(join(folder, DATA_FILE), input.data);
    writeFileSync(join(folder, 'in.lammps'), input.script);
    const log = execFileSync('lmp', ['-in', 'in.lammps', '-log', 'none'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const reader = logReader({});
    for (const line of log.split('\n')) reader.line(line);
    return reader;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
