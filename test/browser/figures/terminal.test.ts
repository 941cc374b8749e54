import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFilm, readGif } from '../../helpers/media/film.ts';
import { decodePng } from '../../helpers/media/png.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'epistack-drawing-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** As people call it, in a process of its own. */
function epistack(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/cli/main.ts', ...args],
    { cwd: root, encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  return stdout;
}

test('the terminal draws a picture of the asked size, with and without a background', () => {
  const out = join(dir, 'a.png');
  const args = ['--size', '300x200', '--text', '4', '--view', '3D', '--floor-shadow'];
  const answer = epistack('picture', 'preset:ge-si', '--out', out, ...args, '--json');
  const opaque = decodePng(readFileSync(out));
  expect(opaque).toMatchObject({ widthPx: 300, heightPx: 200, channels: 3, perMetre: 11811 });
  expect(JSON.parse(answer)).toMatchObject({ path: out, bytes: readFileSync(out).length });
  epistack('picture', 'preset:ge-si', '--out', out, ...args, '--transparent');
  const clear = decodePng(readFileSync(out));
  expect(clear.channels).toBe(4);
  // The same picture: what is white on white can be looked through, and the atoms cannot.
  let [through, covered, dimmed] = [0, 0, 0];
  for (let k = 0; k < 300 * 200; k++) {
    const alpha = clear.pixels[4 * k + 3]!;
    if (alpha === 0) through++;
    if (alpha === 255) covered++;
    // A soft shadow, black: edges and letters are not as soft on all sides.
    if (alpha > 8 && alpha < 128 && clear.pixels[4 * k]! < 40) dimmed++;
    const white = 255 - alpha;
    const on = (clear.pixels[4 * k]! * alpha) / 255 + white;
    expect(Math.abs(on - opaque.pixels[3 * k]!)).toBeLessThan(8);
  }
  expect(through).toBeGreaterThan(300 * 200 * 0.2);
  expect(covered).toBeGreaterThan(300 * 200 * 0.05);
  expect(dimmed).toBeGreaterThan(600);
  expect(readdirSync(dir)).toEqual(['a.png']);
});

test('the terminal films exactly the frames that were asked for', async () => {
  const args = ['--size', '160x96', '--fps', '12', '--seconds', '0.5', '--json'];
  const gif = join(dir, 'a.gif');
  epistack('film', 'preset:ge-si', '--out', gif, '--kind', 'glide', ...args);
  expect(readGif(readFileSync(gif))).toEqual({
    widthPx: 160,
    heightPx: 96,
    frames: 6,
    seconds: 0.5,
    loops: true,
  });
  // A story has its seconds for each step. A Chromium without H.264 writes WebM, under its own name.
  const story = join(dir, 'a.story.json');
  const steps = [
    { title: 'One', text: ['Said.'], start: { preset: 'ge-si' }, numbers: ['mismatch-a'] },
    { title: 'Two', view: { along: 'c' }, motion: { kind: 'glide', by: [0.5, 0], seconds: 1 } },
  ];
  writeFileSync(story, JSON.stringify({ epistackStory: 1, title: 'A story', steps }));
  const { path } = JSON.parse(epistack('film', story, '--out', join(dir, 'a.mp4'), ...args)) as {
    path: string;
  };
  const film = await readFilm(readFileSync(path));
  expect(film).toMatchObject({ widthPx: 160, heightPx: 96, frames: 12 });
  expect(film.seconds).toBeCloseTo(1, 2);
  expect(path.endsWith('.mp4') ? ['avc', 'hevc', 'av1'] : ['vp9', 'vp8']).toContain(film.codec);
});
