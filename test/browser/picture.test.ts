import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { completingImages } from '#core/crystal/coordination/completion.ts';
import { polyhedraOf } from '#core/crystal/coordination/polyhedra.ts';
import { atomicNumber } from '#core/crystal/elements.ts';
import { bondsOf } from '#core/crystal/neighbors.ts';
import { mulRow } from '#core/math/mat3.ts';
import { build } from '#core/recipe/build.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { linkOf } from '#core/recipe/share.ts';
import { usualBallAng } from '#ui/kit/palette.ts';
import { type OpenPage, openPage } from '../helpers/browser/page.ts';
import { library } from '../helpers/library.ts';

let opened: OpenPage | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

// A hexagonal cell: its images do not lie along x and y.
const { recipe } = presetOf('gan-al2o3');
const built = build(recipe, library);
const { structure, charges } = built;
const bonds = bondsOf(structure, charges);
const images = completingImages(structure, bonds, charges, 'complete');

type Handle = {
  readonly projectAtom: (atom: number) => readonly [number, number];
  readonly drawn: () => { readonly spheres: number; readonly polyhedra: number };
  readonly size: () => { readonly widthCssPx: number; readonly heightCssPx: number };
  readonly capture: (width: number, height: number, transparent: boolean) => Promise<Blob>;
};

const drawn = (page: Page) =>
  page.evaluate(() => (window as unknown as { epistackScene: Handle }).epistackScene.drawn());
const projected = (page: Page) =>
  page.evaluate((count) => {
    const { projectAtom } = (window as unknown as { epistackScene: Handle }).epistackScene;
    return Array.from({ length: count }, (_, i) => [...projectAtom(i)] as [number, number]);
  }, structure.numbers.length);

/** Pixels of the picture that atoms cover, by its transparency, in the rectangle that holds them all. */
const covered = (page: Page, box: readonly number[]) =>
  page.evaluate(async ([x0, y0, x1, y1]) => {
    const scene = (window as unknown as { epistackScene: Handle }).epistackScene;
    const { widthCssPx, heightCssPx } = scene.size();
    const blob = await scene.capture(widthCssPx, heightCssPx, true);
    const picture = await createImageBitmap(blob);
    const ctx = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
    ctx.drawImage(picture, 0, 0);
    const { data, width } = ctx.getImageData(0, 0, picture.width, picture.height);
    let sum = 0;
    for (let y = y0!; y < y1!; y++)
      for (let x = x0!; x < x1!; x++) sum += data[4 * (y * width + x) + 3]! / 255;
    return sum;
  }, box);

/** Red, green and blue of the picture at a place, CSS px. */
const pixelAt = (page: Page, x: number, y: number) =>
  page.evaluate(
    async ([u, v]) => {
      const scene = (window as unknown as { epistackScene: Handle }).epistackScene;
      const { widthCssPx, heightCssPx } = scene.size();
      const blob = await scene.capture(widthCssPx, heightCssPx, false);
      const picture = await createImageBitmap(blob);
      const ctx = new OffscreenCanvas(1, 1).getContext('2d')!;
      ctx.drawImage(picture, -Math.round(u!), -Math.round(v!));
      return [...ctx.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    },
    [x, y],
  );

const LONE = {
  completion: 'cell',
  repeat: 'none',
  showBonds: false,
  showCell: false,
  showSlabs: false,
  showMismatch: false,
  showContacts: false,
};

test('atoms cover what their spheres cover; whole coordination and polyhedra are those of the core, and an image is picked', async () => {
  opened = await openPage({
    hash: linkOf(recipe).slice(1),
    storage: { 'epistack.session': JSON.stringify(LONE) },
    reducedMotion: 'reduce',
    painted: true,
  });
  const { page } = opened;
  await page.getByRole('button', { name: 'c', exact: true }).click();
  expect(await drawn(page)).toEqual({ spheres: structure.numbers.length, polyhedra: 0 });

  // From above and without perspective a picture is a scaled plan: two atoms give the scale.
  const at = await projected(page);
  const { xyz, numbers } = structure;
  const far = at.findIndex(([x, y]) => Math.hypot(x - at[0]![0], y - at[0]![1]) > 40);
  const pxPerAng =
    Math.hypot(at[far]![0] - at[0]![0], at[far]![1] - at[0]![1]) /
    Math.hypot(xyz[3 * far]! - xyz[0]!, xyz[3 * far + 1]! - xyz[1]!);
  const discs = Array.from(numbers, usualBallAng).map((ang, i) => ({
    x: at[i]![0],
    y: at[i]![1],
    r: ang * pxPerAng,
  }));
  const box = [
    Math.floor(Math.min(...discs.map((d) => d.x - d.r))) - 2,
    Math.floor(Math.min(...discs.map((d) => d.y - d.r))) - 2,
    Math.ceil(Math.max(...discs.map((d) => d.x + d.r))) + 2,
    Math.ceil(Math.max(...discs.map((d) => d.y + d.r))) + 2,
  ] as const;
  const unionOf = (round: readonly { x: number; y: number; r: number }[]) => {
    let union = 0;
    for (let y = box[1]; y < box[3]; y++)
      for (let x = box[0]; x < box[2]; x++)
        if (round.some((d) => (x + 0.5 - d.x) ** 2 + (y + 0.5 - d.y) ** 2 < d.r ** 2)) union++;
    return union;
  };
  expect((await covered(page, box)) / unionOf(discs)).toBeCloseTo(1, 2);

  // One element by hand, from the legend: its colour and size, undone, and there again from the copied link.
  const nitrogen = atomicNumber('N')!;
  const isBare = (i: number) =>
    discs.every(
      ({ x, y, r }, k) =>
        xyz[3 * k + 2]! <= xyz[3 * i + 2]! || Math.hypot(x - at[i]![0], y - at[i]![1]) > r,
    );
  const one = numbers.findIndex((z, i) => z === nitrogen && isBare(i));
  const isGreen = async () => {
    const [r, g, b] = await pixelAt(page, ...(await projected(page))[one]!);
    return g! > 1.5 * Math.max(r!, b!);
  };
  expect(await isGreen()).toBe(false);
  await page.getByRole('button', { name: 'How N is drawn' }).press('Enter');
  const colour = page.getByLabel('Colour of N');
  await expect.poll(() => colour.evaluate((e) => e === document.activeElement)).toBe(true);
  await colour.fill('#00ff00');
  await expect.poll(isGreen).toBe(true);
  await page.getByLabel('Radius of N').fill('0.3');
  await page.keyboard.press('Enter');
  const smaller = discs.map((d, i) => (numbers[i] === nitrogen ? { ...d, r: 0.3 * pxPerAng } : d));
  await expect
    .poll(async () => Math.abs((await covered(page, box)) / unionOf(smaller) - 1))
    .toBeLessThan(0.01);
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  await undo.click();
  await undo.click();
  await expect.poll(isGreen).toBe(false);
  const redo = page.getByRole('button', { name: 'Redo', exact: true });
  await redo.click();
  await redo.click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.waitForURL(/&p=/);
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
  await page.getByRole('button', { name: 'c', exact: true }).click();
  await expect.poll(isGreen).toBe(true);

  await page.getByRole('button', { name: 'How N is drawn' }).click();
  expect(await page.getByLabel('Radius of N').inputValue()).toBe('0.30');
  await page.getByRole('button', { name: 'Reset N' }).click();
  expect(await isGreen()).toBe(false);
  await page.getByLabel('at the faces').selectOption('complete');
  await page.getByLabel('style', { exact: true }).selectOption('polyhedra');
  const list = polyhedraOf(bonds, numbers, charges, images);
  expect(list.centre.length).toBeGreaterThan(10);
  await expect
    .poll(() => drawn(page))
    .toEqual({ spheres: numbers.length + images.atom.length, polyhedra: list.centre.length });
  await page.getByLabel('style', { exact: true }).selectOption('balls and sticks');
  await page.keyboard.press('Escape');

  // The topmost image that nothing else covers, and the farthest atom of the top plane in its own cell.
  const placeOf = (i: number, cells: readonly [number, number, number]) => {
    const [u, v, w] = mulRow(cells, structure.lattice);
    return [xyz[3 * i]! + u, xyz[3 * i + 1]! + v, xyz[3 * i + 2]! + w] as const;
  };
  const shown = Array.from(images.atom, (atom, k) => {
    const cells = [...images.cells.slice(3 * k, 3 * k + 3)] as unknown as [number, number, number];
    return { atom, place: placeOf(atom, cells) };
  }).sort((p, q) => q.place[2] - p.place[2]);
  const image = shown[0]!;
  const top = Array.from(numbers, (_, i) => ({ i, place: placeOf(i, [0, 0, 0]) }))
    .filter(({ i }) => i !== image.atom)
    .sort((p, q) => q.place[2] - p.place[2])[0]!;
  const here = await projected(page);
  // b points up on the screen: the plan is turned, by the angle between the two atoms here and there.
  const angle = (dx: number, dy: number) => Math.atan2(dy, dx);
  const turn =
    angle(here[far]![0] - here[0]![0], here[0]![1] - here[far]![1]) -
    angle(xyz[3 * far]! - xyz[0]!, xyz[3 * far + 1]! - xyz[1]!);
  const spot = ([x, y]: readonly number[]) => {
    const [dx, dy] = [pxPerAng * (x! - xyz[0]!), pxPerAng * (y! - xyz[1]!)];
    return [
      here[0]![0] + dx * Math.cos(turn) - dy * Math.sin(turn),
      here[0]![1] - dx * Math.sin(turn) - dy * Math.cos(turn),
    ];
  };
  const canvas = (await page.getByRole('application').boundingBox())!;
  for (const place of [image.place, top.place]) {
    const [x, y] = spot(place);
    await page.mouse.click(canvas.x + x!, canvas.y + y!);
  }
  await page.getByRole('button', { name: 'as clicked' }).click();
  const distance = Math.hypot(...[0, 1, 2].map((k) => image.place[k]! - top.place[k]!));
  expect(Number.parseFloat((await page.getByTestId('measured').textContent())!)).toBeCloseTo(
    distance,
    2,
  );

  // A floor below them is dimmed where the eye sees it from above, and not where it sees its edge.
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  const { widthCssPx, heightCssPx } = await page.evaluate(() =>
    (window as unknown as { epistackScene: Handle }).epistackScene.size(),
  );
  const all = () => covered(page, [0, 0, widthCssPx, heightCssPx]);
  const floor = page.getByLabel('shadow on a floor');
  await page.getByRole('button', { name: '3D', exact: true }).click();
  const bare = await all();
  await floor.press('Space');
  await expect.poll(async () => (await all()) - bare).toBeGreaterThan(1000);
  await page.getByRole('button', { name: 'a', exact: true }).click();
  const edge = await all();
  await floor.press('Space');
  expect(await all()).toBeCloseTo(edge, -1);
  expect(opened.errors).toEqual([]);
});
