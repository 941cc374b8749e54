const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const TIFF = [
  [0x49, 0x49, 42, 0],
  [0x4d, 0x4d, 0, 42],
];
const JPEG = [0xff, 0xd8, 0xff];

const begins = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((b, k) => bytes[k] === b);

export const isPng = (bytes: Uint8Array): boolean => begins(bytes, PNG);
export const isTiff = (bytes: Uint8Array): boolean => TIFF.some((t) => begins(bytes, t));
export const isJpeg = (bytes: Uint8Array): boolean => begins(bytes, JPEG);

/** Whether a file begins as one of the images that are read as micrographs. */
export const isMicrograph = (bytes: Uint8Array): boolean =>
  isPng(bytes) || isTiff(bytes) || isJpeg(bytes);
