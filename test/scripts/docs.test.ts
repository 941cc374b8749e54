import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** As GitHub makes anchors: lower case, no punctuation, hyphens for blanks. */
const anchorsOf = (page: string): readonly string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map((m) =>
    m[1]!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

const withoutCode = (text: string) => text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');

test.each(PAGES)('every link of %s leads somewhere', (page) => {
  const links = [...withoutCode(readFileSync(page, 'utf8')).matchAll(/\]\(([^)\s]+)\)/g)];
  for (const [, link] of links) {
    if (/^https?:/.test(link!)) continue;
    const [path, anchor] = link!.split('#');
    const target = path === '' ? page : normalize(join(dirname(page), path!));
    expect(existsSync(target), `${link} in ${page}`).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(target), `${link} in ${page}`).toContain(anchor);
  }
});

test.each(PAGES)('every file that %s names in the sources is there', (page) => {
  // A name with a placeholder stands for many files.
  const named = readFileSync(page, 'utf8').matchAll(
    /`((?:src|test|scripts|bench|docs|public)\/[\w./-]+)`/g,
  );
  for (const [, path] of named) expect(existsSync(path!), `${path} in ${page}`).toBe(true);
});

test('the README can be read in five minutes, and every page of docs is reached from it', () => {
  expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(165);
  const reached = new Set<string>();
  const visit = (page: string): void => {
    if (reached.has(page)) return;
    reached.add(page);
    for (const [, link] of readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+\.md)/g))
      if (!/^https?:/.test(link!)) visit(normalize(join(dirname(page), link!)));
  };
  visit('README.md');
  expect(PAGES.filter((page) => !reached.has(page) && page !== 'CHANGELOG.md')).toEqual([]);
});
