import {
  type Arguments,
  hklOption,
  none,
  numberOption,
  optional,
  required,
  UsageError,
} from '#cli/args.ts';
import type { Command } from '#cli/command.ts';
import { crystalHelp, crystalOptions, readCrystalOf } from '#cli/crystalFile.ts';
import { anyOutput, checkOut, writeText } from '#cli/output.ts';
import type { CommandAnswer } from '#cli/text.ts';
import { vacuumText } from '#core/crystal/contactCheck.ts';
import { unitCellStructure, wrap01 } from '#core/crystal/crystal.ts';
import { EMPTY_LAYER_ANG } from '#core/crystal/emptyLayers.ts';
import { checkLattice } from '#core/crystal/lattice.ts';
import { composition, type Structure } from '#core/crystal/structure.ts';
import { writePlain } from '#core/export/writeStructure.ts';
import { fixed, signedInFull } from '#core/math/decimals.ts';
import { inverse2, rowTimes, shapeOf, type Vec2 } from '#core/math/plane2.ts';
import { type CutBonds, cutBonds, cutText } from '#core/surface/cutBonds.ts';
import { cutAbove } from '#core/surface/defaultCut.ts';
import { layersOf, thicknessText } from '#core/surface/layers.ts';
import { hklText } from '#core/surface/miller.ts';
import { planeNote, planeThicknessesAng, thickPlaneText } from '#core/surface/planeNote.ts';
import {
  cutSlab,
  heightsOf,
  judgeSlab,
  type Slab,
  type SlabVerdict,
  widestGapAng,
} from '#core/surface/slab.ts';
import { defaultPlanesOf, primitiveArea, surfaceOf } from '#core/surface/surface.ts';

const options = {
  crystal: 'string',
  hkl: 'string',
  planes: 'string',
  repeats: 'string',
  termination: 'string',
  'cut-through': 'boolean',
  vacuum: 'string',
  ...crystalOptions,
  out: 'string',
  format: 'string',
  json: 'boolean',
} as const;
const help = `slab --crystal FILE --hkl H [--planes N | --repeats N] [--termination I] [--cut-through] [--vacuum Å] [--out FILE] [--json]
  Cuts a slab of the plane (hkl), e.g. 1,1,0 or -2,0,1 (four indices on hexagonal axes), in its primitive
  in-plane cell. "slabThickness" is from its lowest to its highest atom (Å). "cell" is that cell with γ folded to at most 90°; "vectors" are its a and b (Å, x along a,
  z out of the surface), in which the matrices of "match" and of recipes with "inPlane": "primitive" count.
  --planes counts atomic planes, --repeats whole periods (default 1). --termination is the
  plane that ends the slab on top, counted downward; the answer lists them with the bonds that each cuts.
  Without it the slab is cut between layers or molecules, where the plane lies between some. Molecules and
  polyatomic ions stay whole, and a plane is a set of such units, unless --cut-through is given. --vacuum (default 15) is the
  total empty length along c of the file written; its format follows from its name or --format.
${crystalHelp}`;

export const command = {
  name: 'slab',
  summary: 'cut a slab of a crystal and list its terminations',
  options,
  help,
  run,
} satisfies Command;

async function run(args: Arguments): Promise<CommandAnswer> {
  none(args);
  const out = optional(args, 'out');
  checkOut(out, args);
  const vacuumAng = numberOption(args, 'vacuum', false) ?? 15;
  if (vacuumAng < 0) throw new UsageError(`--vacuum is a length, not ${vacuumAng}`);
  const hkl = hklOption(args, 'hkl');
  const planes = numberOption(args, 'planes', true);
  const repeats = numberOption(args, 'repeats', true);
  if (planes !== null && repeats !== null)
    throw new UsageError('give --planes or --repeats, not both');
  const { crystal, indices, notes } = await readCrystalOf(required(args, 'crystal'), args);
  const planesOf = args.values['cut-through'] === true ? 'atoms' : defaultPlanesOf(crystal);
  const surface = surfaceOf(crystal, indices(hkl), planesOf);
  const cuts = cutBonds(surface);
  const hasGap = cuts.some((cut) => cut.bonds === 0);
  const slab = cutSlab(surface, {
    planes: planes ?? (repeats ?? 1) * surface.planes.length,
    termination:
      numberOption(args, 'termination', true) ??
      (hasGap || planesOf === 'units' ? cutAbove(surface) : 0),
    face: 'top',
    remove: [],
  });
  if (out !== null) {
    const structure = inVacuum(slab, vacuumAng);
    const title = `${surface.name} (${indices(surface.plane.hkl).join(' ')}) slab, ${slab.sequence.length} planes | Epistack`;
    const format = anyOutput(out, optional(args, 'format'));
    writeText(out, writePlain(structure, format, { title, frozen: null }));
  }
  const shape = shapeOf(surface.cell);
  const gamma = (shape.gammaRad * 180) / Math.PI;
  const verdict = judgeSlab(slab);
  const vacuum = vacuumText(unitCellStructure(crystal), indices);
  const note = planeNote(crystal, surface, indices);
  const thicknesses = planeThicknessesAng(surface);
  const { lowAng, highAng } = heightsOf(slab);
  const value = {
    hkl: indices(surface.plane.hkl),
    dSpacing: surface.dSpacingAng,
    cell: { a: shape.aAng, b: shape.bAng, gamma: gamma > 90 ? 180 - gamma : gamma },
    vectors: surface.cell,
    area: primitiveArea(surface),
    layerPeriod: surface.layerPeriodAng,
    atomsPerPrimitive: surface.numbers.length,
    terminations: surface.planes.map((p, index) => ({
      index,
      label: p.label,
      composition: p.composition,
      charge: p.chargeE,
      thickness: thicknesses[index]!,
      cuts: cuts[index]!,
      ...(p.equivalentTo === null ? {} : { equivalentTo: p.equivalentTo }),
    })),
    atoms: slab.numbers.length,
    composition: composition(slab.numbers),
    planes: slab.sequence.length,
    slabThickness: highAng - lowAng,
    charge: verdict.chargeE,
    dipole: verdict.dipoleEAng,
    symmetric: verdict.symmetric,
    layers: layersOf(slab),
    planesOf,
    warnings: [
      ...notes,
      ...(vacuum === null ? [] : [vacuum]),
      ...(note === null ? [] : [note]),
      ...warningsOf(verdict),
      ...cutWarnings(slab, cuts),
    ],
  };
  const charge = (q: number | null) => (q === null ? 'charge unknown' : `${signedInFull(q)} e`);
  const text = [
    `${hklText(value.hkl)}   d ${value.dSpacing.toFixed(4)} Å   period along the normal ${value.layerPeriod.toFixed(4)} Å`,
    `in-plane primitive cell   a ${value.cell.a.toFixed(4)}  b ${value.cell.b.toFixed(4)} Å  γ ${value.cell.gamma.toFixed(3)}°   area ${value.area.toFixed(4)} Å²`,
    `its vectors, which matrices count in   a ${vectorText(surface.cell[0])}  b ${vectorText(surface.cell[1])} Å`,
    'planes of one period, downward (formal charge per primitive in-plane cell):',
    ...value.terminations.map(
      (t) =>
        `  ${t.index}  ${t.label.padEnd(14)} ${charge(t.charge).padEnd(8)} ${cutText(t.cuts)}${padded(thickPlaneText(t.thickness))}${'equivalentTo' in t ? `   equivalent to ${t.equivalentTo}` : ''}`,
    ),
    `slab: ${thicknessText(slab)}, ${value.slabThickness.toFixed(3)} Å from its lowest to its highest atom, ${value.atoms} atoms, ${charge(value.charge)}, ${value.symmetric ? 'symmetric' : 'asymmetric'}${value.dipole === null ? '' : `, dipole ${fixed(value.dipole, 3)} e·Å about the mid-height`}`,
    ...value.warnings.map((w) => `warning: ${w}`),
    ...(out === null ? [] : [`written: ${out}`]),
  ];
  return { value, text: out === '-' ? '' : `${text.join('\n')}\n` };
}

const padded = (text: string): string => (text === '' ? '' : `   ${text}`);

const vectorText = ([x, y]: Vec2): string => `(${fixed(x, 4)}, ${fixed(y, 4)})`;

/** Facts to check before a slab is used alone; formal charges per primitive in-plane cell. */
function warningsOf({ chargeE, dipoleEAng, symmetric }: SlabVerdict): readonly string[] {
  if (chargeE === null) return ['formal charges are unknown: neutrality and dipole are not judged'];
  const out: string[] = [];
  if (Math.abs(chargeE) > 1e-6)
    out.push(
      'the slab is charged: another --termination or number of planes may balance it; its dipole depends on the origin',
    );
  if (!symmetric && Math.abs(dipoleEAng ?? 0) > 1e-4)
    out.push(
      'asymmetric with a dipole along c: use a dipole correction, or make its two faces alike',
    );
  return out;
}

/** Warnings about a slab: bonded units that are cut, or vacuum inside. */
function cutWarnings(slab: Slab, cuts: readonly CutBonds[]): readonly string[] {
  const { planes } = slab.surface;
  const [bottom, top] = [slab.sequence[0]!, slab.sequence.at(-1)!];
  const faces = [
    ['top', cuts[top]!],
    ['bottom', cuts[(bottom + 1) % planes.length]!],
  ] as const;
  const open = faces.filter(([, cut]) => cut.molecular > 0 || (cut.unit !== null && cut.unit < 3));
  const gapAng = widestGapAng(slab);
  return [
    ...open.map(([face, cut]) => `its ${face} face ${cutText(cut)}`),
    ...(gapAng > EMPTY_LAYER_ANG
      ? [
          `a gap of ${gapAng.toFixed(1)} Å inside the slab: it is cut through the empty layer of the file`,
        ]
      : []),
  ];
}

/**
 * The slab in a cell with a along x and c along z, in the middle of the vacuum, wrapped in the plane.
 * @throws `bad-lattice` when the cell has no height
 */
function inVacuum(slab: Slab, vacuumAng: number): Structure {
  const { cell } = slab.surface;
  const { lowAng, highAng } = heightsOf(slab);
  const toFrac = inverse2(cell);
  const xyz = Float64Array.from(slab.xyz);
  for (let i = 0; i < xyz.length; i += 3) {
    const f = rowTimes([xyz[i]!, xyz[i + 1]!], toFrac);
    const [x, y] = rowTimes([wrap01(f[0]), wrap01(f[1])], cell);
    xyz.set([x, y, xyz[i + 2]! - lowAng + vacuumAng / 2], i);
  }
  const lattice = Float64Array.of(...cell[0], 0, ...cell[1], 0, 0, 0, highAng - lowAng + vacuumAng);
  // One flat plane without vacuum has no volume.
  checkLattice(lattice);
  return { lattice, numbers: slab.numbers, xyz, layer: new Uint16Array(slab.numbers.length) };
}
