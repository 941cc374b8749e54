import { answered, databaseOf } from '#app/documents/database.ts';
import type { OwnStyle } from '#engines/lammps/own/ownStyles.ts';

/** A potential file as the browser keeps it, with what was said of it. */
export interface ShelvedOwn {
  /** SHA-256 of the text, hexadecimal: the same file is kept once. */
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly style: OwnStyle;
  /** Elements of atom types that the file does not tell. */
  readonly elements: readonly (readonly [type: number, symbol: string])[];
  /** When it was last taken, ms since 1970. */
  readonly usedMs: number;
}

/** A database of its own, so that documents do not depend on it. */
const transact = databaseOf({ name: 'epistack-potentials', version: 1, stores: { files: 'id' } });

/** @throws where the browser keeps nothing */
export const saveOwn = (file: ShelvedOwn): Promise<void> =>
  transact(['files'], 'readwrite', (store) => {
    store('files').put(file);
  });

/** All that are kept, the last one taken first. @throws where nothing can be read */
export const readOwn = (): Promise<readonly ShelvedOwn[]> =>
  transact(['files'], 'readonly', async (store) => {
    const all: ShelvedOwn[] = await answered(store('files').getAll());
    return all.sort((p, q) => q.usedMs - p.usedMs);
  });

export const deleteOwn = (id: string): Promise<void> =>
  transact(['files'], 'readwrite', (store) => {
    store('files').delete(id);
  });
