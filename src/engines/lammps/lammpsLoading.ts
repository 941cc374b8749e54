/**
 * What the page fetches before the first run: the engine as `lammps.wasm.gz`, which the build takes out
 * of the package's JavaScript (vite.config.ts). Its loader, a fiftieth of that, comes with the worker. A test
 * holds the number to the package.
 */
export const LAMMPS_DOWNLOAD_BYTES = 2_403_081;

/** The same of the module with all of LAMMPS, `lammps-full.wasm.gz`. */
export const FULL_LAMMPS_DOWNLOAD_BYTES = 8_899_698;

/** The memory that this module asks for when it starts; the serial one begins with a sixteenth of it. */
export const FULL_LAMMPS_MEMORY_BYTES = 268_435_456;

/** Whether this browser gives a module memory of the kind that this one is made for. */
export function canRunFullLammps(): boolean {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer.byteLength > 0;
  } catch {
    return false;
  }
}
