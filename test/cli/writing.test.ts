import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeText } from '#cli/output.ts';
import { TERMINAL } from '../helpers/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'epistack-writing-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);
const CLI = [process.execPath, TERMINAL];
const leftovers = () => readdirSync(folder).filter((name) => name.endsWith('.part'));

/** Runs a command line of a shell in which $CLI is the command. */
const shell = (line: string): SpawnSyncReturns<string> =>
  spawnSync('bash', ['-c', line], {
    encoding: 'utf8',
    timeout: 100_000,
    env: { ...process.env, CLI: CLI.join(' '), OUT: folder },
  });
/** The same where no file may grow over some kB: as on a full disk, a write fails in the middle. */
const cramped = (kB: number, line: string) => shell(`ulimit -f ${kB}; trap '' XFSZ; ${line}`);

describe('a file is written beside the old one and takes its place when it is whole', () => {
  test.each([
    ['build preset:cspbbr3-cds --out', 'x.vasp', 2],
    ['build preset:ge-si --recipe', 'x.json', 0],
    ['slab --crystal preset:GaN --hkl 001 --planes 300 --out', 'x.cif', 2],
    ['convert preset:cspbbr3-cds', 'x.extxyz', 2],
    ['md preset:cspbbr3-cds --steps 0 --out', 'y.extxyz', 2],
    ['export preset:ge-si --set vasp-relax --force --out', 'x.zip', 2],
  ])('%s %s', (command, name, kB) => {
    writeFileSync(file(name), name.endsWith('.zip') ? Buffer.from(EMPTY_ZIP, 'hex') : 'old');
    const old = readFileSync(file(name));
    const { status, stderr } = cramped(kB, `$CLI ${command} $OUT/${name}`);
    const elsewhere = command.startsWith('md ')
      ? `; nor could the snapshots be kept in ${tmpdir()}`
      : '';
    expect(stderr).toBe(
      `epistack: cannot write ${file(name)}: file too large; the file that was there is unchanged${elsewhere}\n`,
    );
    expect(status).toBe(1);
    expect(readFileSync(file(name)).equals(old)).toBe(true);
    expect(leftovers()).toEqual([]);
  });

  test('a set: no file of it changes when one cannot be written', () => {
    const to = (recipe: string) =>
      `$CLI export preset:${recipe} --set vasp-relax --force --out $OUT/set`;
    expect(shell(to('ge-si')).status).toBe(0);
    const before = readdirSync(file('set')).map((n) => readFileSync(join(file('set'), n), 'utf8'));
    const { status, stderr } = cramped(4, to('cspbbr3-cds'));
    expect([status, stderr]).toEqual([
      1,
      `epistack: cannot write ${file('set/POSCAR')}: file too large; the file that was there is unchanged\n`,
    ]);
    const after = readdirSync(file('set')).map((n) => readFileSync(join(file('set'), n), 'utf8'));
    expect(after).toEqual(before);
  });

  test('a screen that cannot go on says so with its file, and goes on later', () => {
    const screen = '$CLI screen preset:GaAs preset:Si --max-area 60 --out $OUT/s.jsonl';
    const { status, stderr } = cramped(8, screen);
    expect(stderr).toMatch(/s\.jsonl: file too large; what is done so far is in it/);
    expect(status).toBe(1);
    expect(shell(screen).stdout).toMatch(/24 candidates, \d+ were there, .* 0 left/);
  });

  test('a link is replaced, a device written, permissions kept', () => {
    writeFileSync(file('target'), 'target');
    symlinkSync(file('target'), file('link'));
    writeText(file('link'), 'new');
    expect(lstatSync(file('link')).isFile()).toBe(true);
    expect(readFileSync(file('target'), 'utf8')).toBe('target');
    chmodSync(file('target'), 0o640);
    writeText(file('target'), 'new');
    expect(statSync(file('target')).mode & 0o777).toBe(0o640);
    writeText('/dev/null', 'anything');
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(() => writeText(folder, '')).toThrow(/it is a folder/);
    expect(() => writeText(file('no/where'), '')).toThrow(/cannot write .*no\/where: no such file/);
  });

  test('nothing can be written below a file, and every command says so in one way', () => {
    writeFileSync(file('plain'), 'kept');
    const s = '--max-area 60 --out $OUT/below.jsonl';
    expect(shell(`$CLI screen preset:GaAs preset:Si ${s}`).status).toBe(0);
    for (const [command, place] of [
      ['build preset:ge-si --out', 'plain/deeper/x.vasp'],
      ['export preset:ge-si --set vasp-relax --out', 'plain/set'],
      ['export preset:ge-si --set vasp-relax --out', 'plain'],
      ['md preset:cspbbr3-cds --out', 'plain/x.extxyz'],
      ['screen --rank $OUT/below.jsonl --recipes', 'plain'],
    ] as const) {
      const { status, stderr } = shell(`$CLI ${command} $OUT/${place}`);
      expect(stderr, `${command} ${place}`).toMatch(/^epistack: [^\n]*is a file, [^\n]*\n$/);
      // The name of the folder is drawn at random, capitals and all.
      expect(stderr.replaceAll(folder, '')).not.toMatch(/[A-Z]{5}|lstat|mkdir/);
      expect(status).toBe(1);
    }
    expect(readFileSync(file('plain'), 'utf8')).toBe('kept');
  }, 60_000);
});

/** The end record of a zip without entries. */
const EMPTY_ZIP = `504b0506${'00'.repeat(18)}`;

describe('standard output', () => {
  const commands = [
    'slab --crystal preset:Si --hkl 001',
    '--help',
    'build --help',
    '--version',
    'convert preset:Si - --format poscar',
    'build preset:ge-si --recipe -',
    'screen preset:GaAs preset:Si --max-area 60',
  ];
  test.skipIf(!existsSync('/dev/full')).each(commands)('full: %s', (command) => {
    const { status, stderr } = shell(`$CLI ${command} > /dev/full`);
    expect(stderr).toBe('epistack: cannot write to standard output: no space left on device\n');
    expect(status).toBe(1);
  });
  test.each(commands)('closed by its reader: %s', (command) => {
    const { stderr } = shell(`$CLI ${command} | true`);
    expect(stderr).toMatch(/^(epistack: standard output was closed|shard ).*\n$/);
  });
});

describe('Ctrl C in md keeps the snapshots so far and says how many', () => {
  /** The run itself sends the signal, after its twentieth step. */
  const stopped = (signal: 'INT' | 'TERM', options: string) =>
    shell(
      `printf 'fix i all nve\nrun 20\nshell kill -${signal} %s\nrun 1000000\n' $$ > $OUT/stop.in
      exec $CLI md preset:cspbbr3-cds --every 1 --script $OUT/stop.in ${options}`,
    );

  test.each(['INT', 'TERM'] as const)('%s', (signal) => {
    const { status, stderr } = stopped(signal, '--out $OUT/run.extxyz');
    const name = signal === 'INT' ? 'Ctrl C' : 'SIGTERM';
    const [, count] = new RegExp(`^epistack: stopped by ${name}; .*holds the (\\d+) snap`).exec(
      stderr,
    )!;
    expect(status).toBe(signal === 'INT' ? 130 : 143);
    expect(Number(count)).toBeGreaterThan(20);
    expect(readFileSync(file('run.extxyz'), 'utf8').match(/Lattice=/g)).toHaveLength(Number(count));
  });

  test('the last one where the format holds one; nothing without --out', () => {
    expect(stopped('INT', '--out $OUT/run.vasp').stderr).toMatch(
      /run\.vasp holds the last of \d+\n$/,
    );
    expect(stopped('INT', '').stderr).toBe(
      'epistack: stopped by Ctrl C; nothing was to be written\n',
    );
  });
});
