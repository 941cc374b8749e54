import type { Structure } from '#core/crystal/structure.ts';
import type { RelaxDegrees } from '#engines/lammps/protocolSettings.ts';
import { type DescentStep, lbfgs } from '#engines/universal/lbfgs.ts';

/** Energy, forces and stress of positions in a cell, in eV and Å. */
export type StressField = (
  xyz: Float64Array,
  lattice: Float64Array,
) => {
  readonly energyEv: number;
  readonly forces: Float64Array;
  readonly stress: Float64Array;
};

/** What has changed besides the places of atoms, Å. */
export interface CellMoves {
  /** How far each film has gone along c as a whole, from the lowest film up. */
  readonly filmsAng: readonly number[];
  /** By how much c has grown. */
  readonly cAng: number;
}

export interface RelaxStep extends DescentStep {
  readonly lattice: Float64Array;
  readonly moves: CellMoves;
}

export interface RelaxOptions {
  readonly degrees: RelaxDegrees;
  /** The largest force at which it ends, eV/Å: on an atom that moves, on a film as a whole, or along c on the cell. */
  readonly forceEvAng: number;
  readonly maxSteps: number;
  readonly frozen: Uint8Array | null;
}

/** Relaxes a stack by L-BFGS; the caller may stop at any step. c stands upright, as in every stack. */
export function* relaxation(
  structure: Structure,
  field: StressField,
  options: RelaxOptions,
): Generator<RelaxStep, void, void> {
  const films = Math.max(0, ...structure.layer);
  const still: CellMoves = { filmsAng: Array.from({ length: films }, () => 0), cAng: 0 };
  if (options.degrees === 'c') {
    yield* withCell(structure, field, options, still);
    return;
  }
  const { lattice } = structure;
  let xyz = structure.xyz;
  let [moves, done] = [still, 0];
  if (options.degrees === 'd0' && films > 0)
    for (const step of asWholes(structure, field, options, films)) {
      yield step;
      [xyz, moves, done] = [step.xyz, step.moves, step.step];
    }
  for (const step of lbfgs(xyz, (at) => field(at, lattice), {
    ...options,
    maxSteps: options.maxSteps - done,
  })) {
    // Where the films have come to rest the atoms begin: one evaluation, told once.
    if (done > 0 && step.step === 0 && !step.converged) continue;
    yield { ...step, step: step.step + done, lattice, moves };
  }
}

/** Films that move as wholes along c, but not those that hold a frozen atom. */
function* asWholes(
  { layer, xyz, lattice }: Structure,
  field: StressField,
  { forceEvAng, maxSteps, frozen }: RelaxOptions,
  films: number,
): Generator<RelaxStep, void, void> {
  const at = (heights: Float64Array): Float64Array =>
    xyz.map((x, k) => {
      const film = layer[Math.floor(k / 3)]! - 1;
      return k % 3 === 2 && film >= 0 ? x + heights[3 * film + 2]! : x;
    });
  const held = Uint8Array.from({ length: films }, (_, film) =>
    layer.some((l, i) => l === film + 1 && frozen?.[i] === 1) ? 1 : 0,
  );
  const onFilms = (heights: Float64Array) => {
    const { energyEv, forces } = field(at(heights), lattice);
    const sums = new Float64Array(3 * films);
    for (const [i, l] of layer.entries()) if (l > 0) sums[3 * l - 1]! += forces[3 * i + 2]!;
    return { energyEv, forces: sums };
  };
  for (const step of lbfgs(new Float64Array(3 * films), onFilms, {
    forceEvAng,
    maxSteps,
    frozen: held,
  }))
    yield {
      ...step,
      // The atoms are still to come.
      converged: false,
      xyz: at(step.xyz),
      lattice,
      moves: {
        filmsAng: Array.from({ length: films }, (_, film) => step.xyz[3 * film + 2]!),
        cAng: 0,
      },
    };
}

/**
 * Atoms and the length of c together: free atoms go with the cell, frozen ones stay. The change of c is a coordinate
 * like those of the atoms.
 */
function* withCell(
  structure: Structure,
  field: StressField,
  options: RelaxOptions,
  still: CellMoves,
): Generator<RelaxStep, void, void> {
  const { xyz, lattice } = structure;
  const cAng = lattice[8]!;
  const { frozen } = options;
  const width = xyz.length;
  const share = Float64Array.from({ length: width / 3 }, (_, i) =>
    frozen?.[i] === 1 ? 0 : xyz[3 * i + 2]! / cAng,
  );
  const cellAt = (change: number): Float64Array =>
    lattice.map((x, k) => (k === 8 ? x + change : x));
  const placesAt = (q: Float64Array): Float64Array =>
    q.slice(0, width).map((x, k) => (k % 3 === 2 ? x + share[(k - 2) / 3]! * q[width + 2]! : x));
  const onAll = (q: Float64Array) => {
    const cell = cellAt(q[width + 2]!);
    const at = placesAt(q);
    const { energyEv, forces, stress } = field(at, cell);
    const areaAng2 = Math.abs(lattice[0]! * lattice[4]! - lattice[1]! * lattice[3]!);
    // The stress is of atoms that all go with the cell: those that do not are taken out again.
    let along = -stress[8]! * areaAng2;
    for (const [i, part] of share.entries())
      along += forces[3 * i + 2]! * (part - at[3 * i + 2]! / cell[8]!);
    return { energyEv, forces: Float64Array.of(...forces, 0, 0, along) };
  };
  const flags = frozen === null ? null : Uint8Array.of(...frozen, 0);
  for (const step of lbfgs(Float64Array.of(...xyz, 0, 0, 0), onAll, {
    ...options,
    frozen: flags,
  })) {
    const change = step.xyz[width + 2]!;
    yield {
      ...step,
      xyz: placesAt(step.xyz),
      lattice: cellAt(change),
      moves: { ...still, cAng: change },
    };
  }
}
