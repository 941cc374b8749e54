import { Claims } from './claim.ts';

/** The interface of this tab. */
export const documentClaims = new Claims();

/** The nanocrystal of this tab, while its room is open. */
export const nanocrystalClaims = new Claims();

/** @returns ids of the documents that are open in any tab */
export async function openDocuments(): Promise<ReadonlySet<string>> {
  const [documents, nanocrystals] = await Promise.all([
    documentClaims.open(),
    nanocrystalClaims.open(),
  ]);
  return new Set([...documents, ...nanocrystals]);
}
