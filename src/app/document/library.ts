import { type Library, type Material, withOwn } from '#core/recipe/crystals/library.ts';
import type { Recipe } from '#core/recipe/recipe.ts';
import al from '#structures/Al.json';
import al2o3 from '#structures/Al2O3.json';
import alas from '#structures/AlAs.json';
import cds from '#structures/CdS.json';
import cdsWurtzite from '#structures/CdS-wurtzite.json';
import cspbbr3 from '#structures/CsPbBr3.json';
import cspbbr3Pnma from '#structures/CsPbBr3-Pnma.json';
import cspbcl3 from '#structures/CsPbCl3.json';
import cspbi3 from '#structures/CsPbI3.json';
import fe from '#structures/Fe.json';
import gaas from '#structures/GaAs.json';
import gan from '#structures/GaN.json';
import ge from '#structures/Ge.json';
import graphene from '#structures/graphene.json';
import hbn from '#structures/hBN.json';
import inas from '#structures/InAs.json';
import inp from '#structures/InP.json';
import laalo3 from '#structures/LaAlO3.json';
import mgo from '#structures/MgO.json';
import mos2 from '#structures/MoS2.json';
import quartz from '#structures/quartz.json';
import si from '#structures/Si.json';
import srtio3 from '#structures/SrTiO3.json';
import ws2 from '#structures/WS2.json';
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
  si,
  ge,
  gaas,
  inas,
  alas,
  inp,
  srtio3,
  laalo3,
  mgo,
  fe,
  al,
  gan,
  al2o3,
  graphene,
  hbn,
  mos2,
  ws2,
  quartz,
  // As said above.
] as unknown as Material[];

/** The crystals that ship with the page: part of the bundle, so that the first view needs no fetch. */
export const library: Library = new Map(MATERIALS.map((m) => [m.id, m]));

/** A crystal of the library or of the document itself. */
export const materialIn = (recipe: Recipe, id: string): Material | undefined =>
  withOwn(library, recipe.crystals).get(id);
