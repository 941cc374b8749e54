import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { readArguments, UsageError } from '#cli/args.ts';
import { command as screen } from '#cli/commands/screen.ts';
import { build } from '#core/recipe/build.ts';
import { parseRecipe } from '#core/recipe/parse.ts';
import { recipeOfLink } from '#core/recipe/share.ts';
import type { FoundLine } from '#core/screen/line.ts';
import { library } from '../helpers/library.ts';
import { TERMINAL } from '../helpers/terminal.ts';

// Seconds alone; CI shares two cores with other test files.
const folder = mkdtempSync(join(tmpdir(), 'epistack-screen-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);

const crystals = file('crystals');
mkdirSync(crystals);
for (const name of ['CdS-zb.cif', 'GaAs.vasp', 'Si.cif'])
  copyFileSync(`test/reference/${name}`, join(crystals, name));

const NODE = [TERMINAL, 'screen'];
const run = async (...args: string[]) => screen.run(readArguments(args, screen.options));
const LIMITS = ['--max-area', '110'];
interface Summary {
  readonly candidates: number;
  readonly skipped: number;
  readonly done: number;
  readonly left: number;
  readonly refused: number;
  readonly films: number;
}
const search = async (out: string, ...args: string[]) =>
  (await run(...args, '--out', out)).value as Summary;
const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');
const sorted = (paths: readonly string[]) => [...new Set(paths.flatMap((p) => linesOf(p)))].sort();
const csvOf = async (...paths: string[]) => {
  await run('--rank', ...paths, '--csv', file('table.csv'));
  return readFileSync(file('table.csv'), 'utf8');
};

const whole = file('whole.jsonl');
const table = (async () => {
  await search(whole, crystals, 'preset:CsPbBr3', ...LIMITS);
  return csvOf(whole);
})();

describe('as a process', () => {
  test('streams a header and one JSON line per candidate; the summary does not mix with them', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...NODE, 'preset:GaAs', 'preset:Si', '--max-area', '60', '--max-strain', '0.05'],
      { encoding: 'utf8' },
    );
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^shard 1\/1: 24 candidates, 24 done now \(\d+ with matches\), 0 left\n$/,
    );
    const [header, ...lines] = stdout
      .trimEnd()
      .split('\n')
      .map((l) => JSON.parse(l));
    expect(header).toMatchObject({ epistackScreen: 1, settings: { maxAreaAng2: 60, keep: 3 } });
    expect(lines).toHaveLength(24);
    const best = (lines as FoundLine[]).find((l) => l.key === 'GaAs 1,0,0 | Si 1,0,0')!;
    const built = build(recipeOfLink(best.link!), library);
    expect(built.structure.numbers).toHaveLength(best.matches.at(-1)!.atoms);
  });

  test('a mistyped preset, or a folder that is not there, is refused before files are read', () => {
    const many = file('many');
    mkdirSync(many);
    // Each would leave a note.
    for (const name of ['a.cif', 'b.cif']) writeFileSync(join(many, name), 'nothing');
    const refused = (...args: string[]) =>
      spawnSync(process.execPath, [...NODE, ...args], { encoding: 'utf8' });
    const typo = refused('--films', many, '--substrates', 'preset:GaAss');
    expect([typo.status, typo.stderr]).toEqual([
      1,
      expect.stringMatching(/^epistack: no preset "GaAss"; known: .*\n$/),
    ]);
    const out = refused(many, 'preset:Si', '--out', file('nowhere/x.jsonl'));
    expect(out.stderr).toMatch(/^epistack: cannot write .*nowhere\/x\.jsonl: no such file.*\n$/);
    const gone = refused(many, file('gone'));
    expect(gone.stderr).toMatch(/^epistack: cannot read .*gone.*\n$/);
  });

  test('stops when its reader does', () => {
    const command = `${process.execPath} ${NODE.join(' ')} preset:GaN preset:Al2O3 preset:quartz --max-index 2 --max-area 400 | head -n 2`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      encoding: 'utf8',
      timeout: 100_000,
    });
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(stderr).toMatch(/left: run the same again to go on\n$/);
  });

  test('killed three times and restarted it ends with the table of a run in peace', async () => {
    const args = ['preset:GaN', 'preset:Al2O3', 'preset:MgO', '--max-area', '500'];
    const [killed, peace] = [file('killed.jsonl'), file('peace.jsonl')];
    const total = (await search(peace, ...args)).candidates;
    for (const share of [0.15, 0.4, 0.65]) {
      const child = spawn(process.execPath, [...NODE, ...args, '--out', killed], {
        stdio: 'ignore',
      });
      const ended = new Promise((resolve) => child.on('exit', resolve));
      const wanted = share * statSync(peace).size;
      while (!(existsSync(killed) && statSync(killed).size > wanted) && child.exitCode === null)
        await sleep(2);
      child.kill('SIGKILL');
      await ended;
      if (share === 0.15) expect(linesOf(killed).length).toBeLessThan(total);
      // What a kill in the middle of a write would leave.
      appendFileSync(killed, `{"key":"GaN 1,0,0 | Mg`);
    }
    const there = linesOf(killed).length - 2;
    expect(there).toBeGreaterThan(0.5 * total);
    const last = await search(killed, ...args);
    expect(last).toMatchObject({ candidates: total, skipped: there, left: 0 });
    expect(readFileSync(killed, 'utf8')).toBe(readFileSync(peace, 'utf8'));
    expect(await csvOf(killed)).toBe(await csvOf(peace));
  });

  test('the template for GNU parallel and xargs runs as it is: four shards are the whole', async () => {
    const out = file('parallel');
    const list = file('list.json');
    writeFileSync(list, JSON.stringify(['crystals', 'preset:CsPbBr3']));
    const { status, stderr } = spawnSync(
      'sh',
      ['docs/screening/parallel.sh', list, '4', ...LIMITS],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          JOBS: '2',
          OUT: out,
          EPISTACK: `${process.execPath} ${TERMINAL}`,
        },
      },
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(readFileSync(join(out, 'table.csv'), 'utf8')).toBe(await table);
    const shards = [1, 2, 3, 4].map((i) => join(out, `shard-${i}.jsonl`));
    expect(sorted(shards)).toEqual(sorted([whole]));
    expect(readdirSync(join(out, 'recipes'))).toHaveLength(20);
  });
});

describe('results in a file', () => {
  test('a budget stops after one candidate at least, and the same command goes on', async () => {
    const out = file('budget.jsonl');
    const args = ['preset:GaAs', 'preset:Si', '--max-area', '60', '--budget', '1e-9'];
    expect(await search(out, ...args)).toMatchObject({ done: 1, skipped: 0, left: 23 });
    expect(await search(out, ...args)).toMatchObject({ done: 1, skipped: 1, left: 22 });
    expect((await run(...args, '--out', out)).text).toBe(
      'shard 1/1: 24 candidates, 2 were there, 1 done now (0 with matches), 21 left: run the same again to go on\n',
    );
  });

  test('cut anywhere, a file is completed to the very bytes', async () => {
    const [args, out] = [['preset:GaAs', 'preset:Si', '--max-area', '60'], file('cut.jsonl')];
    await search(out, ...args);
    const bytes = readFileSync(out);
    for (const at of [
      0,
      1,
      100,
      bytes.indexOf('\n'),
      bytes.indexOf('\n') + 1,
      1500,
      bytes.length - 1,
    ]) {
      truncateSync(out, at);
      expect((await search(out, ...args)).left).toBe(0);
      expect(readFileSync(out)).toEqual(bytes);
    }
  });

  test('a spoiled line in the middle is left and its candidate done again; the table says so', async () => {
    const [args, out] = [['preset:GaAs', 'preset:Si', '--max-area', '100'], file('spoiled.jsonl')];
    await search(out, ...args);
    const before = await csvOf(out);
    const lines = readFileSync(out, 'utf8').split('\n');
    lines[2] = lines[2]!.replace('"count"', '"cuont"');
    writeFileSync(out, lines.join('\n'));
    expect((await run('--rank', out)).text).toMatch(/left out, .*line 3: field "count"/);
    expect(await search(out, ...args)).toMatchObject({ done: 1, left: 0 });
    expect(await csvOf(out)).toBe(before);
  });

  test.each([
    [['--max-strain', '0.02'], /another maxStrain \(0.03, now 0.02\)/],
    [['--max-atoms', '90'], /another maxAtoms \(null, now 90\)/],
    [['preset:Ge'], /other crystals/],
  ])('a restart with %j is refused and the file is left alone', async (more, text) => {
    const [args, out] = [['preset:GaAs', 'preset:Si', '--max-area', '60'], file('other.jsonl')];
    await search(out, ...args);
    const bytes = readFileSync(out);
    await expect(search(out, ...args, ...more)).rejects.toThrow(text);
    expect(readFileSync(out)).toEqual(bytes);
  });

  test('a file of somebody else is never touched', async () => {
    const out = file('notes.txt');
    for (const text of ['my notes', 'my notes\nand more\n', '{"key":"x"}\n']) {
      writeFileSync(out, text);
      await expect(search(out, 'preset:GaAs', 'preset:Si')).rejects.toThrow(/holds no screen/);
      expect(readFileSync(out, 'utf8')).toBe(text);
    }
  });
});

describe('crystals', () => {
  test('folders by name, a crystal once, files that are none left out with their reason', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const mixed = file('mixed');
    mkdirSync(mixed);
    copyFileSync('test/reference/Si.cif', join(mixed, 'a.cif'));
    copyFileSync('test/reference/Si.cif', join(mixed, 'b.cif'));
    writeFileSync(join(mixed, 'README'), 'not a crystal');
    writeFileSync(join(mixed, '.hidden.cif'), 'not looked at');
    const out = file('mixed.jsonl');
    const { films, candidates } = await search(
      out,
      mixed,
      'preset:GaAs',
      ...['--max-area', '40', '--max-strain', '0.05'],
    );
    const text = said.mock.calls.join('');
    said.mockRestore();
    expect([films, candidates]).toEqual([2, 24]);
    expect(text).toMatch(/b\.cif is the same crystal as a/);
    expect(text).toMatch(/left out, .*README: /);
    expect(text).not.toMatch(/hidden/);
    const lines = linesOf(out)
      .slice(1)
      .map((l) => JSON.parse(l) as FoundLine);
    expect(lines[0]!.film.name).toBe('a');
    expect(recipeOfLink(lines.find((l) => l.link)!.link!).crystals).toHaveLength(1);
  });

  test('--films and --substrates choose a side each', async () => {
    const keys = async (...args: string[]) => {
      const out = file(`sides-${args.length}.jsonl`);
      rmSync(out, { force: true });
      await search(out, ...args, '--max-area', '40');
      return linesOf(out)
        .slice(1)
        .map((l) => (JSON.parse(l) as FoundLine).key.replace(/ [-\d,]+/g, ''));
    };
    expect(
      new Set(await keys('--films', 'preset:GaAs,preset:Ge', '--substrates', 'preset:Si')),
    ).toEqual(new Set(['GaAs | Si', 'Ge | Si']));
    expect(new Set(await keys('preset:GaAs', 'preset:Ge', '--substrates', 'preset:Si'))).toEqual(
      new Set(['GaAs | Si', 'Ge | Si']),
    );
  });

  test('a named file that is no crystal ends the command', async () => {
    await expect(run(file('none.cif'), '--out', file('x.jsonl'))).rejects.toThrow(/cannot read/);
    await expect(run('preset:nope', '--out', file('x.jsonl'))).rejects.toThrow(/no preset "nope"/);
    writeFileSync(file('bad.json'), '{"films": 3}');
    await expect(run(file('bad.json'), '--out', file('x.jsonl'))).rejects.toThrow(/JSON list/);
  });
});

describe('--rank', () => {
  test('writes recipes of the ranked matches that build, and the same table as JSON', async () => {
    await table;
    const recipes = file('recipes');
    const { value } = await run(
      '--rank',
      whole,
      '--by',
      'area',
      '--top',
      '5',
      '--recipes',
      recipes,
    );
    const { rows, withMatches } = value as {
      rows: (FoundLine['matches'][number] & { rank: number; key: string })[];
      withMatches: number;
    };
    expect(withMatches).toBeGreaterThan(5);
    expect(rows.map((r) => r.rank)).toEqual([1, 2, 3, 4, 5]);
    const files = readdirSync(recipes).sort();
    expect(files).toHaveLength(5);
    for (const [i, name] of files.entries()) {
      const recipe = parseRecipe(JSON.parse(readFileSync(join(recipes, name), 'utf8')));
      expect(build(recipe, library).structure.numbers).toHaveLength(rows[i]!.atoms);
    }
  });

  test('files of other limits do not mix; other crystals do', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((n) => file(`rank-${n}.jsonl`)) as [
      string,
      string,
      string,
    ];
    await search(a, 'preset:GaAs', 'preset:Si', '--max-area', '60');
    await search(b, 'preset:GaAs', 'preset:Si', '--max-area', '50');
    await search(c, 'preset:Ge', 'preset:Si', '--max-area', '60');
    await expect(run('--rank', a, b)).rejects.toThrow(/differ in maxAreaAng2 \(60, 50\)/);
    const { value } = await run('--rank', a, c, a);
    expect(value).toMatchObject({ candidates: 24 + 18, unreadable: [] });
    await expect(run('--rank', 'README.md')).rejects.toThrow(/not that of a screen/);
  });
});

test.each([
  [[], /give CRYSTALS/],
  [['a.cif', '--shard', '3/2'], /--shard/],
  [['a.cif', '--shard', '0/2'], /--shard/],
  [['a.cif', '--shard', 'two'], /--shard/],
  [['a.cif', '--budget', '0'], /--budget/],
  [['a.cif', '--max-index', '1.5'], /--max-index/],
  [['a.cif', '--cell', 'mine'], /--cell/],
  [['a.cif', '--films', 'x,,y'], /--films/],
  [['a.cif', '--films', 'x', '--substrates', 'y'], /neither/],
  [['a.cif', '--json'], /--out/],
  [['a.cif', '--top', '3'], /--top is for --rank/],
  [['--rank'], /files of results/],
  [['--rank', 'x', '--by', 'beauty'], /--by/],
  [['--rank', 'x', '--max-area', '3'], /--max-area is for a search/],
])('%j is a usage error', async (args, text) => {
  await expect(run(...args)).rejects.toThrow(UsageError);
  await expect(run(...args)).rejects.toThrow(text);
});
