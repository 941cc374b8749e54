import { anyTab } from './drawing.ts';

/** Pixels of the file for one of the figure. */
const SHARPNESS = 2;

/** An empty page: the figure is handed in. */
const PAGE = { body: Buffer.from('<!doctype html><title>figure</title>'), type: 'text/html' };

/**
 * A figure as pixels, drawn by an installed Chromium.
 * @throws {RequestError} where there is none
 */
export async function svgPng(svg: string): Promise<Buffer> {
  const tab = await anyTab(
    () => PAGE,
    'null',
    () => undefined,
  );
  try {
    return Buffer.from(await tab.evaluate<string>(drawn(svg)), 'base64');
  } finally {
    await tab.close();
  }
}

const drawn = (svg: string): string => `(async () => {
  const image = new Image();
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(${JSON.stringify(svg)});
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [${SHARPNESS} * image.width, ${SHARPNESS} * image.height];
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').split(',')[1];
})()`;
