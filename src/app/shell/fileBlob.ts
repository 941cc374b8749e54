/** A file to be saved. With the type text/plain, browsers would save a POSCAR as POSCAR.txt. */
export const fileBlob = (parts: string[]): Blob =>
  new Blob(parts, { type: 'application/octet-stream' });
