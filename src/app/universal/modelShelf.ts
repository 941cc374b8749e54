import { answered, databaseOf } from '#app/documents/database.ts';
import type { DispersionChoice } from '#engines/dispersion/damping.ts';

/** A model file as the browser keeps it. */
export interface KeptModel {
  /** The file's name, for people only. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The dispersion term that was chosen with it; null until one is, and left out by earlier versions. */
  readonly chosen?: DispersionChoice | null;
}

/** One model at a time: the last one that was taken. */
const ID = 'model';

/** A database of its own, so that documents do not depend on it. */
const transact = databaseOf({ name: 'epistack-model', version: 1, stores: { models: 'id' } });

/** Puts a model in the place of the one before. @throws where the browser keeps nothing */
export const saveModel = ({ name, bytes, chosen = null }: KeptModel): Promise<void> =>
  transact(['models'], 'readwrite', (store) => {
    store('models').put({ id: ID, name, bytes, chosen });
  });

/** @returns null where there is none @throws where nothing can be read */
export const readModel = (): Promise<KeptModel | null> =>
  transact(['models'], 'readonly', async (store) => {
    const kept: KeptModel | undefined = await answered(store('models').get(ID));
    return kept ?? null;
  });

export const deleteModel = (): Promise<void> =>
  transact(['models'], 'readwrite', (store) => {
    store('models').delete(ID);
  });
