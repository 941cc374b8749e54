// npx tsx bench/md.ts [seconds]
// Steps a second of the recorded interface and of larger ones: LAMMPS in this process, as the page and
// `md` run it, beside an ordinary LAMMPS (`lmp`, one process) on the same two files.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { library } from '#app/document/library.ts';
import type { Structure } from '#core/crystal/structure.ts';
import { build } from '#core/recipe/build.ts';
import { DEFAULT_PRESET } from '#core/recipe/presets/presets.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import { DATA_FILE, lammpsInput } from '#engines/lammps/lammpsInput.ts';
import type { Protocol } from '#engines/lammps/protocols.ts';
import { runLammps } from '#engines/lammps/runLammps.ts';

/** Atoms times steps: about two seconds of either engine. */
const WORK = 400_000 * (Number(process.argv[2] ?? 2) / 2);

/** The default stack, its in-plane cell n × n. */
function enlarged(recipe: Recipe, n: number): Recipe {
  return {
    ...recipe,
    steps: recipe.steps.map((step) =>
      'slab' in step
        ? {
            ...step,
            slab: {
              ...step.slab,
              matrix: step.slab.matrix.map((row) =>
                row.map((x) => n * x),
              ) as unknown as typeof step.slab.matrix,
            },
          }
        : step,
    ),
  };
}

async function inProcess(structure: Structure, protocol: Protocol): Promise<number> {
  let first = 0;
  let last = 0;
  const { last: row } = await runLammps(lammpsInput(structure, protocol, { seed: 1 }), {
    onSnapshot: () => {},
    onThermo: () => {
      last = performance.now();
      first ||= last;
    },
  });
  return (1000 * row.step) / (last - first);
}

function native(structure: Structure, protocol: Protocol): number {
  const { data, script } = lammpsInput(structure, protocol, { seed: 1 });
  const folder = mkdtempSync(join(tmpdir(), 'epistack-bench-'));
  try {
    writeFileSync(join(folder, DATA_FILE), data);
    writeFileSync(join(folder, 'in.lammps'), script);
    const log = execFileSync('lmp', ['-in', 'in.lammps', '-log', 'none'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const [, seconds, steps] = /^Loop time of (\S+) on .* for (\d+) steps/m.exec(log)!;
    return Number(steps) / Number(seconds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hasNative = spawnSync('lmp', ['-h']).status === 0;
const rows = [];
for (const n of [1, 2, 3]) {
  const { structure } = build(enlarged(DEFAULT_PRESET.recipe, n), library);
  const atoms = structure.numbers.length;
  const steps = Math.max(20, Math.round(WORK / atoms / 20) * 20);
  const protocol: Protocol = {
    timestepFs: 1,
    snapshotSteps: 20,
    stages: [{ kind: 'rescale', steps, fromK: 300, toK: 300, everySteps: 10 }],
  };
  const here = await inProcess(structure, protocol);
  const there = hasNative ? native(structure, protocol) : Number.NaN;
  rows.push({
    atoms,
    steps,
    'in process, steps/s': Math.round(here),
    'lmp, steps/s': hasNative ? Math.round(there) : 'not installed',
    'lmp / in process': hasNative ? (there / here).toFixed(2) : '',
  });
}
console.table(rows);
