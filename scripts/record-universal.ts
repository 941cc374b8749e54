// node --experimental-wasm-relaxed-simd --import tsx scripts/record-universal.ts MODEL FOLDER
// Records the run by the universal potential that the page can show beside the default preset, with all that made it.
// FOLDER takes its pieces: started again, it goes on from the last one. The flag makes Node some 1.3 times faster.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { library } from '#app/document/library.ts';
import { composition } from '#core/crystal/structure.ts';
import { sha256 } from '#core/io/text/sha256.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import { DEFAULT_SETTINGS } from '#engines/lammps/protocolSettings.ts';
import { protocolOf } from '#engines/lammps/protocols.ts';
import { readyNetwork } from '#engines/universal/potential.ts';
import { MODEL_HOME, MODEL_LICENCE, potentialNote } from '#engines/universal/potentialNote.ts';
import { round, runChecks } from './recorded/runChecks.ts';
import { joinPieces, runPieces } from './recorded/universalPieces.ts';
import { writeRun } from './recorded/writeRun.ts';

const [modelPath, folder] = process.argv.slice(2);
if (modelPath === undefined || folder === undefined)
  throw new Error('name the model file and a folder for the pieces');
/** The first that was tried. */
const seed = 1;
const STEPS_PER_PIECE = 100;
const out = fileURLToPath(
  new URL('../public/structures/cspbbr3-cds-300K-universal/', import.meta.url),
);

const bytes = readFileSync(modelPath);
const name = basename(modelPath);
const network = readyNetwork(bytes);
const { structure } = build(DEFAULT_PRESET.recipe, library);
// Contacts of this interface are settled at this force and not at 0.01 eV/Å.
const protocol = protocolOf({ ...DEFAULT_SETTINGS, forceEvAng: 0.003 }, 'universal');
await runPieces({
  network,
  structure,
  protocol,
  seed,
  folder,
  stepsPerPiece: STEPS_PER_PIECE,
});

const { rows, frames } = joinPieces(folder);
const nveStage = protocol.stages.length - 1;
const series = frames.map(({ step }) => rows.find((r) => r.step === step)!);
const totalEv = (r: (typeof rows)[number]) => r.potentialEv + r.kineticEv;
const provenance = {
  title: `${DEFAULT_PRESET.recipe.title}, 300 K, universal potential`,
  warning: `A machine-learned potential is not DFT: ${potentialNote(name, 'none')}. One run, one seed.`,
  engine: {
    name: potentialNote(name, 'none'),
    kernels: network.kernels.name,
    model: { file: name, sha256: sha256(bytes), home: MODEL_HOME, licence: MODEL_LICENCE },
    node: process.version,
  },
  made: new Date().toISOString().slice(0, 10),
  command:
    'node --experimental-wasm-relaxed-simd --import tsx scripts/record-universal.ts MODEL FOLDER',
  files: {
    'XDATCAR.gz':
      'snapshots, direct coordinates, not folded back into the cell; the first is the relaxed structure',
    'contacts.json':
      'means of the nearest contacts in each snapshot, Å, for the first view of the page',
  },
  recipe: DEFAULT_PRESET.recipe,
  atoms: structure.numbers.length,
  composition: composition(structure.numbers),
  protocol: {
    published:
      'heating to 300 K by repeated velocity rescaling for 2 ps, 6 ps NVE at 1 fs (Qiu et al., Adv. Sci. 2023, 10, 2206560)',
    ours: 'relaxed in the fixed cell to 0.003 eV/Å; velocities of 300 K, momentum of each slab zero; rescaled to 300 K every 10 fs for 2 ps; 6 ps NVE',
    ...protocol,
    seed,
    snapshotIntervalFs: protocol.timestepFs * protocol.snapshotSteps,
    frames: frames.length,
  },
  checks: runChecks(
    structure,
    frames,
    rows
      .filter((r) => r.stage === nveStage)
      .map((r) => ({
        timePs: (r.step * protocol.timestepFs) / 1000,
        temperatureK: r.temperatureK,
        totalMeV: 1000 * totalEv(r),
      })),
  ),
  series: {
    step: series.map((r) => r.step),
    temperatureK: series.map((r) => round(r.temperatureK, 2)),
    potentialEv: series.map((r) => round(r.potentialEv, 5)),
    totalEv: series.map((r) => round(totalEv(r), 5)),
  },
};

writeRun(out, {
  title: 'CdS (110) on CsPbBr3 (110), 300 K, universal potential, made with Epistack',
  structure,
  frames,
  snapshotFs: protocol.timestepFs * protocol.snapshotSteps,
  provenance,
});
console.log(provenance.checks);
