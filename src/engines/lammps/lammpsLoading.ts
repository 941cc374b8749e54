/**
 * What the page fetches before the first run: the engine as `lammps.wasm.gz`, which the build takes out
 * of the package's JavaScript (vite.config.ts). Its loader, a fiftieth of that, comes with the worker. A test
 * holds the number to the package.
 */
export const LAMMPS_DOWNLOAD_BYTES = 2_403_081;
