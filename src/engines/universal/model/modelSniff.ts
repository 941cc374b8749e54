/** What each array of a model file begins with. */
export const NPY_MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Header lines of published models have some 3,400 bytes; anything much longer is another file. */
export const MAX_HEADER = 1 << 16;
export const NEWLINE = 10;

/**
 * Whether a file is meant as a model of the universal potential: one line of JSON before an array of NumPy, or the name.
 * @param head its first bytes
 */
export function isModelFile(head: Uint8Array, name: string): boolean {
  if (/\.nqx$/i.test(name)) return true;
  const end = head.subarray(0, MAX_HEADER).indexOf(NEWLINE);
  return head[0] === 0x7b && end > 0 && NPY_MAGIC.every((byte, k) => head[end + 1 + k] === byte);
}
