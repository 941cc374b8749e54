import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { uncompressedSource } from '../src/cli/trajectoryFile.ts';
import { SNIFF_BYTES, trajectoryFormatOf } from '../src/core/io/recognise.ts';
import {
  decodeTrajectoryFrame,
  frameCount,
  indexTrajectory,
} from '../src/core/io/trajectory/trajectory.ts';

/**
 * `npx tsx bench/trajectory.ts [frames] [atoms]`: reading every frame of a trajectory, ours beside ASE and
 * pymatgen where a Python has them (Debian: python3-ase, python3-pymatgen; PYTHON names another). Each
 * reader has a process of its own; memory is the peak of that process over its peak before it reads.
 */
interface Measured {
  readonly indexMs?: number;
  readonly ms: number;
  /** Of the processor, all threads: what other programs take does not count. */
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly frames: number;
  /** Sum of all coordinates, so that nothing is skipped and all agree. */
  readonly sumAng: number;
}

/** Index, then every frame into one Float32Array, as playing does. */
function ours(path: string): void {
  const before = process.resourceUsage().maxRSS;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const source = uncompressedSource(path)!;
  const index = indexTrajectory(source, trajectoryFormatOf(source.read(0, SNIFF_BYTES))!.id);
  const indexMs = performance.now() - start;
  const xyz = new Float32Array(3 * index.numbers.length);
  let sumAng = 0;
  for (let k = 0; k < frameCount(index); k++) {
    const bytes = source.read(index.starts[k]!, index.ends[k]!);
    decodeTrajectoryFrame(bytes, index, k, { xyz });
    for (let i = 0; i < xyz.length; i++) sumAng += xyz[i]!;
  }
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const cpuMs = (user + system) / 1000;
  const peakMb = (process.resourceUsage().maxRSS - before) / 1024;
  console.log(JSON.stringify({ indexMs, ms, cpuMs, peakMb, frames: frameCount(index), sumAng }));
}

const PYTHON = process.env['PYTHON'] ?? '/usr/bin/python3';
const measure = (imports: string, read: string, positions: string): string => `
import json, resource, sys, time, warnings
warnings.simplefilter("ignore")
${imports}
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, start, cpu = peak(), time.perf_counter(), time.process_time()
frames = ${read}
total = sum(float(${positions}.sum()) for f in frames)
print(json.dumps({"ms": 1000 * (time.perf_counter() - start), "cpuMs": 1000 * (time.process_time() - cpu), "peakMb": peak() - before, "frames": len(frames), "sumAng": total}))
`;
const ase = (format: string): string =>
  measure(
    'from ase.io import read',
    `read(sys.argv[1], index=":", format="${format}")`,
    'f.positions',
  );
const pymatgen = measure(
  'from pymatgen.io.vasp import Xdatcar',
  'Xdatcar(sys.argv[1]).structures',
  'f.cart_coords',
);

function run(command: string, args: readonly string[]): Measured | string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 900_000,
    maxBuffer: 1 << 26,
  });
  if (status === 0) return JSON.parse(stdout.trim().split('\n').at(-1)!) as Measured;
  return stderr?.trim().split('\n').at(-1) || 'did not run';
}

function compare(frames: number, atoms: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'epistack-bench-'));
  try {
    console.log(
      'file                          reader         index ms   all ms   CPU ms   memory MB   against ours',
    );
    for (const [name, n, write, python] of FILES) {
      const path = join(folder, name);
      const count = Math.ceil(frames / n);
      write(path, count, atoms);
      const size = `${name} ${(statSync(path).size / 1e6).toFixed(0)} MB`;
      const self = fileURLToPath(import.meta.url);
      const base = run(process.execPath, ['--import', 'tsx', self, '--ours', path]);
      const readers: [string, Measured | string][] = [
        ['ours', base],
        ...python.map(([label, script]): [string, Measured | string] => [
          label,
          run(PYTHON, ['-c', script, path]),
        ]),
      ];
      for (const [label, found] of readers) console.log(row(size, label, found, base));
      rmSync(path);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function row(
  size: string,
  label: string,
  found: Measured | string,
  base: Measured | string,
): string {
  const head = `${size.padEnd(29)} ${label.padEnd(12)}`;
  if (typeof found === 'string') return `${head} ${found}`;
  const ratio =
    typeof base === 'string' || found === base
      ? ''
      : `${(found.cpuMs / base.cpuMs).toFixed(1)} × CPU, ${(found.peakMb / base.peakMb).toFixed(1)} × memory${Math.abs(found.sumAng / base.sumAng - 1) < 1e-5 ? '' : ', other positions'}`;
  return `${head} ${(found.indexMs?.toFixed(0) ?? '').padStart(9)} ${found.ms.toFixed(0).padStart(8)} ${found.cpuMs.toFixed(0).padStart(8)} ${found.peakMb.toFixed(0).padStart(10)}    ${ratio}`;
}

type Writer = (path: string, frames: number, atoms: number) => void;
const FILES: readonly [name: string, fewer: number, write: Writer, python: [string, string][]][] = [
  [
    'XDATCAR',
    1,
    writeXdatcar,
    [
      ['ASE', ase('vasp-xdatcar')],
      ['pymatgen', pymatgen],
    ],
  ],
  ['run.extxyz', 4, writeExtXyz, [['ASE', ase('extxyz')]]],
  ['run.lammpstrj', 4, writeDump, [['ASE', ase('lammps-dump-text')]]],
];

const EDGE_ANG = 30;

function inParts(path: string, frames: number, part: (frame: number) => string): void {
  const fd = openSync(path, 'w');
  for (let k = 0; k < frames; k++) writeSync(fd, part(k));
  closeSync(fd);
}

/** A value in [0, 1) for each coordinate, the same in every run. */
const at = (frame: number, i: number): number => {
  const x = Math.sin(frame * 0.001 + i * 12.9898) * 43758.5453;
  return x - Math.floor(x);
};

function writeXdatcar(path: string, frames: number, atoms: number): void {
  const half = Math.floor(atoms / 2);
  inParts(path, frames, (k) => {
    const rows =
      k === 0
        ? [
            `bench\n1.0\n${EDGE_ANG} 0 0\n0 ${EDGE_ANG} 0\n0 0 ${EDGE_ANG}\nCd S\n${half} ${atoms - half}`,
          ]
        : [];
    rows.push(`Direct configuration=${String(k + 1).padStart(6)}`);
    for (let i = 0; i < atoms; i++)
      rows.push(`  ${[0, 1, 2].map((j) => at(k, 3 * i + j).toFixed(8)).join('  ')}`);
    return `${rows.join('\n')}\n`;
  });
}

function writeExtXyz(path: string, frames: number, atoms: number): void {
  inParts(path, frames, (k) => {
    const rows = [
      `${atoms}`,
      `Lattice="${EDGE_ANG} 0 0 0 ${EDGE_ANG} 0 0 0 ${EDGE_ANG}" Properties=species:S:1:pos:R:3 pbc="T T T"`,
    ];
    for (let i = 0; i < atoms; i++)
      rows.push(
        `Cd ${[0, 1, 2].map((j) => (EDGE_ANG * at(k, 3 * i + j)).toFixed(8).padStart(16)).join(' ')}`,
      );
    return `${rows.join('\n')}\n`;
  });
}

function writeDump(path: string, frames: number, atoms: number): void {
  const bound = `0 ${EDGE_ANG}`;
  inParts(path, frames, (k) => {
    const rows = [
      `ITEM: TIMESTEP\n${k}\nITEM: NUMBER OF ATOMS\n${atoms}\nITEM: BOX BOUNDS pp pp pp\n${bound}\n${bound}\n${bound}`,
      'ITEM: ATOMS id type element x y z',
    ];
    for (let i = 0; i < atoms; i++)
      rows.push(
        `${i + 1} 1 Cd ${[0, 1, 2].map((j) => (EDGE_ANG * at(k, 3 * i + j)).toFixed(5)).join(' ')}`,
      );
    return `${rows.join('\n')}\n`;
  });
}

const [, , first, ...rest] = process.argv;
if (first === '--ours') ours(rest[0]!);
else compare(Number(first ?? 2000), Number(rest[0] ?? 1000));
