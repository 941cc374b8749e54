/** As bytes of no known kind: a browser makes POSCAR.txt of a POSCAR that is called plain text. */
const fileBlob = (parts: string[]): Blob => new Blob(parts, { type: 'application/octet-stream' });

/** Hands a text to the browser as a file. */
export const saveText = (name: string, text: string): void => saveBlob(name, fileBlob([text]));

export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
