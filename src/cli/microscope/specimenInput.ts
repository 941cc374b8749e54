import { existsSync } from 'node:fs';
import { type Arguments, UsageError } from '#cli/args.ts';
import { frameOption, hasField, nameOf, openAtoms, readRecipe } from '#cli/input.ts';
import { libraryCrystal, packagedLibrary, presetId } from '#cli/library.ts';
import { isNanocrystal, readNanocrystal } from '#cli/nanocrystal/nanocrystalFile.ts';
import { readOptions } from '#cli/trajectoryFile.ts';
import { inverse, mulRow } from '#core/math/mat3.ts';
import {
  crystalSpecimen,
  interfaceSpecimen,
  nanocrystalSpecimen,
  particleSpecimen,
  type Specimen,
} from '#core/microscope/specimen.ts';
import { build } from '#core/recipe/build.ts';
import { linkIn } from '#core/recipe/share.ts';

/** What is put under the microscope, and what is to be said of how it was read. */
export interface ReadSpecimen {
  readonly specimen: Specimen;
  readonly warnings: readonly string[];
}

/** A structure file, a recipe of an interface or of a nanocrystal, a link to one, or `preset:ID` of any kind. */
export function readSpecimen(path: string, args: Arguments): ReadSpecimen {
  const id = presetId(path);
  if (id !== null && packagedLibrary().has(id))
    return { specimen: crystalSpecimen(id, libraryCrystal(id)), warnings: [] };
  if (isNanocrystal(path)) return ofNanocrystal(path);
  const isFile = existsSync(path);
  if (id !== null || (!isFile && linkIn(path) !== null)) return ofInterface(path);
  if (hasField(path, 'steps')) return ofInterface(path);
  return ofFile(path, args);
}

const ofNanocrystal = (path: string): ReadSpecimen => ({
  specimen: nanocrystalSpecimen(readNanocrystal(path), packagedLibrary()),
  warnings: [],
});

const ofInterface = (path: string): ReadSpecimen => ({
  specimen: interfaceSpecimen(build(readRecipe(path), packagedLibrary())),
  warnings: [],
});

function ofFile(path: string, args: Arguments): ReadSpecimen {
  const { frames, at } = openAtoms(path, readOptions(args));
  const { structure, warnings, periodic } = at(frameOption(args, path, frames));
  const { lattice, numbers, xyz } = structure;
  const inv = inverse(lattice);
  const frac = new Float64Array(xyz.length);
  for (let i = 0; i < xyz.length; i += 3)
    frac.set(mulRow([xyz[i]!, xyz[i + 1]!, xyz[i + 2]!], inv), i);
  const name = path === '-' ? 'standard input' : nameOf(path);
  if (periodic && !periodic.includes(true))
    return { specimen: particleSpecimen(name, structure), warnings: [PARTICLE_NOTE] };
  return { specimen: crystalSpecimen(name, { lattice, numbers, frac }), warnings };
}

const PARTICLE_NOTE =
  'by its file nothing repeats: it is imaged whole, as a particle, with directions along x, y, z; of which crystals it is made the file does not say, so that spots have no indices and no diffraction is computed. A nanocrystal by its recipe has both';

/** `--of`: substrate or core, film or cap, a number from 1, or the name of the crystal. @throws {UsageError} */
export function crystalOption(asked: string | null, { crystals }: Specimen): number {
  if (asked === null) return 0;
  const word = asked.toLowerCase();
  const at =
    word === 'substrate' || word === 'core'
      ? 0
      : word === 'film' || word === 'cap'
        ? 1
        : /^\d+$/.test(word)
          ? Number(word) - 1
          : crystals.findIndex((c) => c.name.toLowerCase() === word);
  if (crystals[at] === undefined)
    throw new UsageError(
      `--of is substrate, film, or one of ${crystals.map(({ name }, k) => `${k + 1} (${name})`).join(', ')}, not "${asked}"`,
    );
  return at;
}
