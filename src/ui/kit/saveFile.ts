import { fileBlob } from '#app/shell/fileBlob.ts';

/** Saves a text as a file through the browser. */
export const saveText = (name: string, text: string): void => saveBlob(name, fileBlob([text]));

export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
