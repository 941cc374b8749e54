import type { Structure } from '#core/crystal/structure.ts';
import { type DumpOptions, decodeDumpFrame, scanDump } from '#core/io/lammps/dumpFrames.ts';
import { checkFrame } from '#core/io/text/limits.ts';
import { type Reading, readSync, type SyncSource } from '#core/io/text/reading.ts';
import { splitLines } from '#core/io/text/text.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import { decodeOutcarFrame, scanOutcar } from '#core/io/vasp/outcar.ts';
import { scanVasprun } from '#core/io/vasp/vasprun.ts';
import { decodeVasprunFrame } from '#core/io/vasp/vasprunFrame.ts';
import { decodeXdatcarFrame, scanXdatcar } from '#core/io/vasp/xdatcar.ts';
import { decodeXyzFrame, scanExtXyz, type XyzScanOptions } from '#core/io/xyz/xyzFrames.ts';
import type {
  FrameCell,
  FrameTarget,
  TrajectoryFormat,
  TrajectoryIndex,
} from './trajectoryIndex.ts';

export interface ScanOptions extends DumpOptions, XyzScanOptions {}

export const TRAJECTORY_LABELS: Readonly<Record<TrajectoryFormat, string>> = {
  xdatcar: 'VASP trajectory (XDATCAR)',
  extxyz: 'extended XYZ',
  'lammps-dump': 'LAMMPS dump',
  vasprun: 'VASP output (vasprun.xml)',
  outcar: 'VASP output (OUTCAR)',
};

/** How much of a file tells its format. */
export const SNIFF_BYTES = 65536;

/**
 * The trajectory format of a file by its first bytes; names do not matter.
 * @param head at least the first {@link SNIFF_BYTES}, or the whole of a shorter file
 * @returns null for everything else, single structures included
 */
export function sniffTrajectory(head: Uint8Array): TrajectoryFormat | null {
  const lines = splitLines(decodeUtf8(head.subarray(0, SNIFF_BYTES)));
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (/^ITEM:\s/.test(first)) return 'lammps-dump';
  if (/^\s*<(\?xml|modeling)/.test(first))
    return lines.slice(0, 20).some((line) => /<modeling\b/.test(line)) ? 'vasprun' : null;
  if (/^\s*vasp\.\d/.test(first)) return 'outcar';
  if (
    /(configuration|konfig)\s*=/i.test(lines[7] ?? '') ||
    /(configuration|konfig)\s*=/i.test(lines[6] ?? '')
  )
    return 'xdatcar';
  if (/^\s*\d+\s*$/.test(lines[0] ?? '') && /lattice\s*=/i.test(lines[1] ?? '')) return 'extxyz';
  return null;
}

/** Finds the frames of a file; run it with `readSync` or `readAsync`. */
export function scanTrajectory(
  format: TrajectoryFormat,
  size: number,
  options: ScanOptions = {},
): Reading<TrajectoryIndex> {
  switch (format) {
    case 'xdatcar':
      return scanXdatcar(size);
    case 'extxyz':
      return scanExtXyz(size, options);
    case 'lammps-dump':
      return scanDump(size, options);
    case 'vasprun':
      return scanVasprun(size);
    case 'outcar':
      return scanOutcar(size);
    default:
      return format satisfies never;
  }
}

export const frameCount = (index: TrajectoryIndex): number => index.starts.length;

/**
 * Fills a frame from its bytes, `starts[frame]` up to `ends[frame]` of the file.
 * @returns its cell
 * @throws `parse` with the line of the file; `too-large` for a frame that is not there
 */
export function decodeTrajectoryFrame(
  bytes: Uint8Array,
  index: TrajectoryIndex,
  frame: number,
  target: FrameTarget,
): FrameCell {
  checkFrame(frame, frameCount(index));
  const { layout } = index;
  switch (layout.kind) {
    case 'xdatcar':
      return decodeXdatcarFrame(bytes, index, layout, frame, target);
    case 'extxyz':
      return decodeXyzFrame(bytes, index, frame, target);
    case 'lammps-dump':
      return decodeDumpFrame(bytes, index, layout, frame, target);
    case 'vasprun':
      return decodeVasprunFrame(bytes, index, frame, target);
    case 'outcar':
      return decodeOutcarFrame(bytes, index, layout, frame, target);
    default:
      return layout satisfies never;
  }
}

/** One frame in float64, as it stands in the file: a box that begins elsewhere stays there. */
export function trajectoryStructure(
  source: SyncSource,
  index: TrajectoryIndex,
  frame: number,
): Structure {
  checkFrame(frame, frameCount(index));
  const n = index.numbers.length;
  const xyz = new Float64Array(3 * n);
  const bytes = source.read(index.starts[frame]!, index.ends[frame]!);
  const { lattice } = decodeTrajectoryFrame(bytes, index, frame, { xyz });
  return { lattice, numbers: index.numbers.slice(), xyz, layer: new Uint16Array(n) };
}

/** The index of a file at hand. */
export const indexTrajectory = (
  source: SyncSource,
  format: TrajectoryFormat,
  options: ScanOptions = {},
): TrajectoryIndex => readSync(scanTrajectory(format, source.size, options), source);
