/**
 * The name of a file of the document: "structure.cif" becomes STEM.cif. A name that is itself the sign of its format
 * takes the ending that is read as well, or stands in front: STEM.vasp, XDATCAR_STEM.
 * @param fileName what the format calls it
 * @param known names by which the format is recognised: ".ext", or "NAME*"
 */
export function downloadName(stem: string, fileName: string, known: readonly string[]): string {
  const dot = fileName.lastIndexOf('.');
  if (dot > 0) return stem + fileName.slice(dot);
  const ending = known.find((name) => name.startsWith('.'));
  return ending === undefined ? `${fileName}_${stem}` : stem + ending;
}
