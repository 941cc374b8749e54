import { type Arguments, numberOption, optional, single, UsageError } from '#cli/args.ts';
import { FREEZE_HELP, freezeOptions, withFreeze } from '#cli/build/freezeOption.ts';
import type { Command } from '#cli/command.ts';
import { readRecipe } from '#cli/input.ts';
import { packagedLibrary } from '#cli/library.ts';
import { eachStep } from '#cli/md/eachStep.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { modelHelp, modelOf, modelOptions } from '#cli/universal/universalModel.ts';
import { fixed } from '#core/math/decimals.ts';
import { build } from '#core/recipe/build.ts';
import { rigidRecipe } from '#core/recipe/edits/relaxed.ts';
import { elasticReport } from '#core/recipe/elastic.ts';
import { frozenForRun } from '#core/recipe/freeze.ts';
import { type Adhesion, type AdhesionRequest, adhesion } from '#engines/dynamics/adhesion.ts';
import { J_M2_PER_EV_ANG2 } from '#engines/dynamics/joules.ts';
import { separationRange } from '#engines/dynamics/separationRange.ts';
import { fieldOf } from '#engines/properties/bulkCrystal.ts';
import { bulkReferences } from '#engines/properties/bulkReferences.ts';
import { type InterfaceEnergy, interfaceEnergy } from '#engines/properties/interfaceEnergy.ts';
import { type StrainEnergy, strainEnergies } from '#engines/properties/strainEnergies.ts';
import { builtNotes } from '#engines/universal/trust.ts';

/** Tighter than for positions: what 0.01 eV/Å leaves is a tenth of a weak work of adhesion. */
const FORCE_EV_ANG = 0.003;
const MAX_STEPS = 2000;

const options = {
  ...modelOptions,
  interface: 'string',
  range: 'string',
  relax: 'boolean',
  force: 'string',
  steps: 'string',
  ...freezeOptions,
  json: 'boolean',
} as const;
const help = `adhesion RECIPE [--model FILE] [--d3 bj|zero|none] [--interface N] [--range FROM,TO] [--relax] [--force ${FORCE_EV_ANG}] [--steps ${MAX_STEPS}] [--freeze B,T] [--freeze-beyond Å] [--json]
  Energy of an interface against d0, and its work of adhesion, by a universal machine-learned potential (Nequix: PBE
  without dispersion): energy of the two sides apart less that of the interface, by area, in J/m² and meV/Å², for rigid
  slabs at their best d0, and with --relax also with the atoms of both sides and of the interface relaxed in the cell of
  the interface. With --relax a substrate with one film in vacuum gets the energy of the strain of its slabs too, of their
  bulks at rest in the potential with the strain of the document, the normal free, beside linear elasticity; and where both are
  of whole formulas its interface energy: surface energies of both slabs against their strained bulks, normal free, less the work of adhesion. --interface counts from 1, at
  the bottom; --range: d0 in Å, in steps of 0.1 Å; if not given, from 0.5 Å below that of the document to 6 Å. Lateral cell and shift stay; relaxed positions of a document are not used.
  ${FREEZE_HELP}.
${modelHelp}`;

/** `epistack adhesion`: what it takes to part an interface. */
export const command = {
  name: 'adhesion',
  summary: 'd0 curve and work of adhesion by a universal potential',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  const forceEvAng = numberOption(args, 'force', false) ?? FORCE_EV_ANG;
  if (!(forceEvAng > 0)) throw new UsageError(`--force is over 0 eV/Å, not ${forceEvAng}`);
  const maxSteps = numberOption(args, 'steps', true) ?? MAX_STEPS;
  if (maxSteps < 1) throw new UsageError(`--steps is a count, not ${maxSteps}`);
  const recipe = rigidRecipe(withFreeze(readRecipe(single(args, 'RECIPE')), args));
  const library = packagedLibrary();
  const built = build(recipe, library);
  const count = built.slabs.length - 1;
  const number = numberOption(args, 'interface', true) ?? 1;
  if (!(number >= 1 && number <= count))
    throw new UsageError(
      count === 0
        ? 'this stack has no interface'
        : `--interface is a number from 1 to ${count}, not ${number}`,
    );
  const { network, engine, engineText } = await modelOf(args);
  const separationAng = built.slabs[number]!.separationAng!;
  const request: AdhesionRequest = {
    structure: built.structure,
    frozen: frozenForRun(built),
    lower: number - 1,
    separationAng,
    separationsAng: rangeOption(args) ?? separationRange(separationAng),
    relax: args.values['relax'] === true ? { forceEvAng, maxSteps } : null,
  };
  const found = await eachStep(adhesion(network, request), 'no work of adhesion');
  const references = bulkReferences(built);
  const isAsked = references !== null && request.relax !== null;
  const energy = isAsked
    ? await eachStep(
        interfaceEnergy(fieldOf(network), references, found, request.relax),
        'no interface energy',
      )
    : null;
  const all: Found = {
    ...found,
    interface: energy,
    strain: isAsked
      ? await eachStep(
          strainEnergies(fieldOf(network), references, request.relax),
          'no strain energy',
        )
      : [],
    notes: [...builtNotes(built), ...found.notes, ...(energy?.notes ?? [])],
    elasticJm2: elasticReport(built, library).map((e) => e?.relaxed.jPerM2 ?? null),
  };
  return { value: jsonOf(all, engine), text: textOf(all, engineText) };
}

const jM2 = (evAng2: number): number => evAng2 * J_M2_PER_EV_ANG2;

type Found = Adhesion & {
  /** Null where there is none. */
  readonly interface: InterfaceEnergy | null;
  /** Substrate first; none where it was not asked for. */
  readonly strain: readonly StrainEnergy[];
  /** By linear elasticity, J/m², of each slab; null without elastic constants. */
  readonly elasticJm2: readonly (number | null)[];
};

const jsonOf = (found: Found, engine: string) => ({
  areaAng2: found.areaAng2,
  curve: found.separationsAng.map((d0, k) => ({
    d0,
    energyEvAng2: found.energiesEvAng2[k],
    energyJm2: jM2(found.energiesEvAng2[k]!),
  })),
  best: { d0: found.best.separationAng, inside: found.best.isInside },
  workOfAdhesion: {
    rigidEvAng2: found.rigidEvAng2,
    rigidJm2: jM2(found.rigidEvAng2),
    relaxedEvAng2: found.relaxedEvAng2,
    relaxedJm2: found.relaxedEvAng2 === null ? null : jM2(found.relaxedEvAng2),
    converged: found.converged,
  },
  interfaceEnergy:
    found.interface === null
      ? null
      : {
          evAng2: found.interface.evAng2,
          jm2: jM2(found.interface.evAng2),
          converged: found.interface.converged,
        },
  strainEnergies: found.strain.map(({ label, evPerAtom, evAng2, converged }, k) => ({
    label,
    evPerAtom,
    evAng2,
    jm2: jM2(evAng2),
    linearElasticityJm2: found.elasticJm2[k],
    converged,
  })),
  engine,
  ...(found.notes.length > 0 ? { notes: found.notes } : {}),
});

function textOf(found: Found, engine: string): string {
  const both = (evAng2: number): string =>
    `${fixed(jM2(evAng2), 4)} J/m², ${fixed(1000 * evAng2, 2)} meV/Å²`;
  const { best, relaxedEvAng2 } = found;
  return [
    `engine   ${engine}`,
    `area     ${fixed(found.areaAng2, 3)} Å²`,
    '    d0/Å        J/m²      meV/Å²   above both sides apart',
    ...found.separationsAng.map((d, k) => {
      const e = found.energiesEvAng2[k]!;
      return `${fixed(d, 3).padStart(8)}  ${fixed(jM2(e), 4).padStart(10)}  ${fixed(1000 * e, 2).padStart(10)}`;
    }),
    best.isInside
      ? `best d0  ${fixed(best.separationAng, 3)} Å`
      : `best d0  ${fixed(best.separationAng, 3)} Å, at the end of the range: widen it by --range`,
    `work of adhesion, rigid     ${both(found.rigidEvAng2)}`,
    ...(relaxedEvAng2 === null
      ? []
      : [`work of adhesion, relaxed   ${both(relaxedEvAng2)}${notYet(found)}`]),
    ...(found.interface === null
      ? []
      : [`interface energy            ${both(found.interface.evAng2)}${notYet(found.interface)}`]),
    ...found.strain.map((strain, k) => {
      const elastic = found.elasticJm2[k];
      return `strain energy of ${strain.label}   ${both(strain.evAng2)}${notYet(strain)}; by linear elasticity ${elastic == null ? 'not known, without elastic constants' : `${fixed(elastic, 4)} J/m²`}`;
    }),
    ...found.notes.map((note) => `note: ${note}`),
    '',
  ].join('\n');
}

const notYet = ({ converged }: { readonly converged: boolean }): string =>
  converged ? '' : ' (not converged)';

function rangeOption(args: Arguments): readonly number[] | null {
  const text = optional(args, 'range');
  if (text === null) return null;
  const [from, to] = text.split(',').map(Number);
  if (!(from! > 0 && to! > from! && to! <= 50) || text.split(',').length !== 2)
    throw new UsageError(`--range is two lengths in Å, such as 1.8,6, not "${text}"`);
  return separationRange(from!, from!, to!);
}
