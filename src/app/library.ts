import type { Library, Material } from '#core/recipe/library.ts';
import cds from '#structures/CdS.json';
import cdsWurtzite from '#structures/CdS-wurtzite.json';
import cspbbr3 from '#structures/CsPbBr3.json';
import cspbbr3Pnma from '#structures/CsPbBr3-Pnma.json';
import cspbcl3 from '#structures/CsPbCl3.json';
import cspbi3 from '#structures/CsPbI3.json';
import zns from '#structures/ZnS.json';

// JSON widens tuples and unions; the files' shape is checked by the library test.
const MATERIALS = [
  cspbbr3,
  cds,
  cspbcl3,
  cspbi3,
  zns,
  cdsWurtzite,
  cspbbr3Pnma,
] as unknown as Material[];

/** The crystals that ship with the page: part of the bundle, so that the first view needs no fetch. */
export const library: Library = new Map(MATERIALS.map((m) => [m.id, m]));
