import type { Check } from '#core/export/checks.ts';
import { dipoleOf } from '#core/export/dipole.ts';
import {
  frozenOf,
  type OutFile,
  type Source,
  structureOf,
  valencesOf,
} from '#core/export/exportSource.ts';
import type { Section } from '#core/export/inputSet.ts';
import {
  type Mesh,
  type MeshChoice,
  meshOf,
  spacingsOf,
  symmetricMesh,
} from '#core/export/kpoints.ts';
import type { ExportOptions } from '#core/export/options.ts';
import { potcarKey } from '#core/export/vasp/potcar.ts';
import type { VaspOptions } from '#core/export/vasp/vaspOptions.ts';
import { RELAX_TAGS, type Run, runFiles, vaspJob } from '#core/export/vasp/vaspRun.ts';
import { speciesOf } from '#core/io/species.ts';
import { writePoscar } from '#core/io/vasp/poscar.ts';
import { isOfPaper } from '#core/recipe/presets/ofPaper.ts';
import { bulkMeshCheck } from './bulkMeshCheck.ts';
import { excessText, type SlabAccount } from './energies.ts';
import { normalScan, SCAN_BODY, SCAN_TEXT, spacingFolder } from './normalScan.ts';
import { type Reference, referencesOf } from './references.ts';

/** Seven folders of inputs, a form for the energies, and the formulas that use them. */
export function referenceBundle(
  source: Source,
  { vasp, slabBox }: ExportOptions,
): { readonly files: readonly OutFile[]; readonly sections: readonly Section[] } {
  const { built, report } = source;
  const { all, account } = referencesOf(built, report, structureOf(source), slabBox);
  const stackFrozen = frozenOf(source);
  const spacingPerAng = bulkSpacing(source, vasp.relaxMesh);
  const files = all.flatMap((reference) => {
    const { structure, slab } = reference;
    const layers = report.layers.filter((_, i) => reference.slabs.includes(i));
    const run = {
      title: `${reference.label} | ${built.recipe.title}`,
      structure,
      // The slabs alone keep what the stack freezes: the same atoms move in all three.
      frozen: slab ? keptFlags(stackFrozen, built.structure.layer, reference) : null,
      valencesE: slab ? keptValences(valencesOf(source), built.structure.layer, reference) : null,
      dipole: slab
        ? dipoleOf(
            structure,
            { layers, vacuum: report.vacuum },
            reference.slabs.map((i) => built.slabs[i]!),
            vasp.dipole,
          )
        : { correct: false, reason: '', facesDiffer: false, centre: [0, 0, 0] as const },
      mesh: slab
        ? meshOf(structure.lattice, vasp.relaxMesh, { vacuumAlongC: true })
        : bulkMesh(reference, all, spacingPerAng),
      ofPaper: isOfPaper(built),
      exactProjection: true,
    };
    const scan = reference.id.endsWith('BulkStrained')
      ? normalScan(structure, built, reference.id.startsWith('lower') ? 0 : 1)
      : [];
    const settings = { name: reference.label, groups: RELAX_TAGS, ediffEV: '1E-6' };
    return [
      ...runFiles(run, ofSpecies(run, vasp), settings),
      vaspJob(`ref-${reference.folder.slice(0, 1)}`, vasp, run.mesh, [
        'make_potcar',
        'run_code > vasp.out',
        ...(scan.length > 0 ? SCAN_BODY : []),
      ]),
      ...scan.map((spacing) => ({
        path: `${spacingFolder(spacing)}/POSCAR`,
        text: writePoscar(spacing.structure, {
          title: `${run.title} | planes at ${spacing.factor.toFixed(4)} of the unstrained distance`,
        }),
      })),
    ].map((f) => ({ ...f, path: `${reference.folder}/${f.path}` }));
  });
  const form = {
    unit: 'eV',
    account,
    totals: Object.fromEntries([
      ...all.map((r) => [r.id, null] as const),
      ...excessKeys(account.lower, 'lowerExcess'),
      ...excessKeys(account.upper, 'upperExcess'),
    ]),
  };
  return {
    files: [...files, { path: 'energies.json', text: `${JSON.stringify(form, null, 2)}\n` }],
    sections: [
      {
        heading: 'Which folder gives which term',
        lines: all.map(
          (r) => `${r.folder}  ${r.id}: ${r.label}, ${r.structure.numbers.length} atoms`,
        ),
      },
      ...(files.some((f) => f.path.includes('/normal-'))
        ? [{ heading: 'The normal of the strained bulks', lines: SCAN_TEXT }]
        : []),
      { heading: 'Formulas', lines: formulas(account.areaAng2, account.lower, account.upper) },
    ],
  };
}

/** What was asked for by species, for a cell that holds some of them. Moments stay on: 0 for the others. */
function ofSpecies(
  { structure, valencesE }: Pick<Run, 'structure' | 'valencesE'>,
  vasp: VaspOptions,
): VaspOptions {
  const present = speciesOf(structure.numbers, valencesE).species.flatMap((s) => [
    s.symbol,
    potcarKey(s),
  ]);
  const kept = <T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(values).filter(([key]) => present.includes(key)));
  const hubbard = kept(vasp.hubbard ?? {});
  return {
    ...vasp,
    magmom: vasp.magmom && kept(vasp.magmom),
    hubbard: Object.keys(hubbard).length === 0 ? null : hubbard,
    potcar: kept(vasp.potcar),
  };
}

const excessKeys = ({ excess }: SlabAccount, key: string) =>
  Object.keys(excess).length === 0 ? [] : [[key, null] as const];

function keptValences(
  valencesE: Float64Array | null,
  layer: Uint16Array,
  { slabs }: Reference,
): Float64Array | null {
  const kept = valencesE?.filter((_, i) => slabs.includes(layer[i]!)) ?? null;
  return kept?.some((v) => !Number.isNaN(v)) ? kept : null;
}

function keptFlags(
  frozen: Uint8Array | null,
  layer: Uint16Array,
  { slabs }: Reference,
): Uint8Array | null {
  if (frozen === null) return null;
  const kept = Array.from(layer.keys()).filter((i) => slabs.includes(layer[i]!));
  const out = Uint8Array.from(kept.flatMap((i) => [...frozen.subarray(3 * i, 3 * i + 3)]));
  return out.includes(1) ? out : null;
}

/** An explicit mesh is the stack's: a bulk gets the spacing that it has there along its denser axis, 1/Å. */
function bulkSpacing({ built }: Source, choice: MeshChoice): number {
  if (choice.kind === 'spacing') return choice.spacingPerAng;
  const { lattice } = built.structure;
  const [x, y] = spacingsOf(lattice, meshOf(lattice, choice, { vacuumAlongC: true }));
  return Math.min(x!, y!);
}

/** One mesh for a bulk strained and unstrained, which keeps the symmetry of both. */
function bulkMesh({ id }: Reference, all: readonly Reference[], spacingPerAng: number): Mesh {
  const side = id.slice(0, 5);
  const both = all.filter((r) => !r.slab && r.id.startsWith(side));
  return symmetricMesh(
    both.map((r) => r.structure.lattice),
    spacingPerAng,
  );
}

/** What the bulks are sampled with, and whether that keeps their symmetry. Nothing for a stack without them. */
export function bulkChecks(source: Source, { vasp }: ExportOptions): readonly Check[] {
  const { built, report } = source;
  if (built.slabs.length !== 2 || !(report.vacuum > 0)) return [];
  const { all } = referencesOf(built, report, structureOf(source));
  const spacingPerAng = bulkSpacing(source, vasp.relaxMesh);
  return all.filter((r) => !r.slab).map((r) => bulkMeshCheck(r, bulkMesh(r, all, spacingPerAng)));
}

function formulas(areaAng2: number, lower: SlabAccount, upper: SlabAccount): readonly string[] {
  const account = (s: SlabAccount, name: string) =>
    `R_${name} = ${s.units} x E(strained bulk) / ${s.bulkUnits}${Object.keys(s.excess).length === 0 ? '' : ` + E(${excessText(s.excess)})`}`;
  const excess = [lower, upper].filter((s) => Object.keys(s.excess).length > 0);
  return [
    `A = ${areaAng2.toFixed(6)} Angstrom^2, one face. 1 eV/Angstrom^2 = 16.02176634 J/m^2.`,
    'Work of adhesion W = (lowerSlab + upperSlab - stack) / A. Positive: it takes work to part the slabs.',
    'Strain energy per atom = (bulk strained - bulk unstrained) / atoms of the bulk cell, for each crystal.',
    'Interface energy = [stack - (lowerSlab + upperSlab)/2 - (R_lower + R_upper)/2] / A, the strained bulks as reference, so that the strain energy is not in it.',
    account(lower, 'lower'),
    account(upper, 'upper'),
    'It equals sigma_lower + sigma_upper - W with sigma = (slab - R) / 2A.',
    ...excess.map(
      (s) =>
        `${s.label}: the slab holds ${excessText(s.excess)} beyond whole formula units. Their energy is a choice of chemical potentials, for instance that of a bulk phase of these elements in equilibrium with ${s.label}.`,
    ),
    ...[lower, upper]
      .filter((s) => !s.symmetric)
      .map((s) => `${s.label}: its two faces differ, so sigma is the mean of both.`),
    'Fill the seven energies (and those of the excess) into energies.json and run: epistack export recipe.json --set references --energies energies.json. The page has the same form.',
  ];
}
