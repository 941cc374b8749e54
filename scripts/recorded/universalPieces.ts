import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Structure } from '#core/crystal/structure.ts';
import { normalNumbers } from '#core/math/random.ts';
import { type Motion, verletStep } from '#engines/dynamics/integrators.ts';
import { type ModelName, massesOf, universalInput } from '#engines/dynamics/universalInput.ts';
import { runUniversal } from '#engines/dynamics/universalRun.ts';
import {
  kineticEv,
  rescale,
  startVelocities,
  temperatureOf,
} from '#engines/dynamics/velocities.ts';
import type { Protocol, ProtocolStage } from '#engines/lammps/protocols.ts';
import { evaluate } from '#engines/universal/evaluate.ts';
import type { Network } from '#engines/universal/network.ts';

/** One row of energies while atoms move in time, eV. */
export interface PieceRow {
  readonly stage: number;
  readonly step: number;
  readonly temperatureK: number;
  readonly potentialEv: number;
  readonly kineticEv: number;
}

/** A part of a run: what it added, and where the next one begins. */
interface Piece {
  readonly step: number;
  readonly xyz: Float64Array;
  readonly velocities: Float64Array;
  readonly rows: readonly PieceRow[];
  readonly frames: readonly { readonly step: number; readonly xyz: Float64Array }[];
}

export interface PieceRun {
  readonly network: Network;
  readonly structure: Structure;
  /** A relaxation, then rescaling and NVE. */
  readonly protocol: Protocol;
  readonly seed: number;
  /** Folder of the pieces, made where there is none. */
  readonly folder: string;
  readonly stepsPerPiece: number;
}

/** Of a protocol, what a stage of moving atoms needs. */
type Moving = Extract<ProtocolStage, { kind: 'rescale' | 'nve' }>;

/**
 * Goes on with a run where its last piece ended, with the steps that `runUniversal` makes; the bits are the same however often
 * it was stopped.
 * @param maxPieces ends after so many, to go on another time
 * @returns whether the run is complete
 */
export async function runPieces(
  run: PieceRun,
  maxPieces = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const { network, structure, protocol, folder, stepsPerPiece } = run;
  mkdirSync(folder, { recursive: true });
  const moving = protocol.stages.slice(1) as readonly Moving[];
  const steps = moving.reduce((sum, stage) => sum + stage.steps, 0);
  const names = pieceNames(folder);
  const field = (xyz: Float64Array) => evaluate(network, { ...structure, xyz });
  let piece = names.length === 0 ? await firstPiece(run) : readPiece(join(folder, names.at(-1)!));
  if (names.length === 0) writePiece(folder, piece);
  const motion: Motion = {
    masses: massesOf(structure),
    velocities: piece.velocities.slice(),
    frozen: null,
    alone: null,
    xyz: piece.xyz.slice(),
    force: field(piece.xyz),
  };
  for (let n = 0; n < maxPieces && piece.step < steps; n++) {
    const rows: PieceRow[] = [];
    const frames: { step: number; xyz: Float64Array }[] = [];
    const end = Math.min(steps, piece.step + stepsPerPiece);
    for (let step = piece.step + 1; step <= end; step++) {
      verletStep(motion, field, protocol.timestepFs);
      const { index, stage, stepOfStage } = stageAt(moving, step);
      if (step % protocol.snapshotSteps === 0 || stepOfStage === stage.steps)
        rows.push(rowOf(index + 1, step, motion));
      if (step % protocol.snapshotSteps === 0) frames.push({ step, xyz: motion.xyz.slice() });
      if (stage.kind === 'rescale' && stepOfStage % stage.everySteps === 0)
        rescale(motion, stage.toK);
    }
    const { xyz, velocities } = motion;
    piece = { step: end, xyz: xyz.slice(), velocities: velocities.slice(), rows, frames };
    writePiece(folder, piece);
  }
  return piece.step === steps;
}

/** All that the pieces hold, one after the other. */
export function joinPieces(folder: string): Pick<Piece, 'rows' | 'frames'> {
  const pieces = pieceNames(folder).map((name) => readPiece(join(folder, name)));
  return {
    rows: pieces.flatMap(({ rows }) => rows),
    frames: pieces.flatMap(({ frames }) => frames),
  };
}

/** The relaxed structure with velocities of the first temperature. */
async function firstPiece({ network, structure, protocol, seed }: PieceRun): Promise<Piece> {
  const model: ModelName = {
    name: '',
    sha256: '',
    dispersion: 'none',
    elements: new Set(network.model.elements),
  };
  const relax = { ...protocol, stages: protocol.stages.slice(0, 1) };
  let xyz = structure.xyz;
  const { stopped } = await runUniversal(
    network,
    universalInput(structure, { ...relax, snapshotSteps: 1 }, { model, seed }),
    { onSnapshot: (_, at) => (xyz = at) },
  );
  console.log(`relaxed: ${stopped}`);
  const velocities = new Float64Array(xyz.length);
  const motion: Motion = {
    masses: massesOf(structure),
    velocities,
    frozen: null,
    alone: null,
    xyz,
    force: evaluate(network, { ...structure, xyz }),
  };
  const [stage] = protocol.stages.slice(1);
  const fromK = stage?.kind === 'rescale' ? stage.fromK : 0;
  startVelocities(motion, structure.layer, fromK, normalNumbers(seed));
  return { step: 0, xyz, velocities, rows: [rowOf(1, 0, motion)], frames: [{ step: 0, xyz }] };
}

const rowOf = (stage: number, step: number, motion: Motion): PieceRow => ({
  stage,
  step,
  temperatureK: temperatureOf(motion),
  potentialEv: motion.force.energyEv,
  kineticEv: kineticEv(motion),
});

/** In which stage a step, counted from 1, is done. */
function stageAt(stages: readonly Moving[], step: number) {
  let before = 0;
  for (const [index, stage] of stages.entries()) {
    if (step <= before + stage.steps) return { index, stage, stepOfStage: step - before };
    before += stage.steps;
  }
  throw new Error(`step ${step} is behind the last stage`);
}

const pieceNames = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^piece-\d+\.json$/.test(name))
        .sort()
    : [];

const packed = (values: Float64Array): string =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');

function unpacked(text: string): Float64Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Float64Array(bytes.buffer);
}

/** Written aside and then named: a piece that has its name is complete. */
function writePiece(folder: string, piece: Piece): void {
  const path = join(folder, `piece-${String(piece.step).padStart(6, '0')}.json`);
  const text = JSON.stringify(piece, (_, value: unknown) =>
    value instanceof Float64Array ? packed(value) : value,
  );
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
  const { temperatureK = 0 } = piece.rows.at(-1) ?? {};
  console.log(`step ${piece.step}, ${temperatureK.toFixed(0)} K`);
}

function readPiece(path: string): Piece {
  const read = JSON.parse(readFileSync(path, 'utf8')) as {
    step: number;
    xyz: string;
    velocities: string;
    rows: PieceRow[];
    frames: { step: number; xyz: string }[];
  };
  return {
    step: read.step,
    xyz: unpacked(read.xyz),
    velocities: unpacked(read.velocities),
    rows: read.rows,
    frames: read.frames.map(({ step, xyz }) => ({ step, xyz: unpacked(xyz) })),
  };
}
