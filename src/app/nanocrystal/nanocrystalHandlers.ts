import { library } from '#app/document/library.ts';
import type { Handlers } from '#app/jobs/workerDoor.ts';
import { type BondList, bondsOf } from '#core/crystal/neighbors.ts';
import { writePlain } from '#core/export/writeStructure.ts';
import { buildNanocrystal } from '#core/nanocrystal/buildNanocrystal.ts';
import { faceMisfit } from '#core/nanocrystal/cap/faceMisfit.ts';
import { nanocrystalOfInterface } from '#core/nanocrystal/ofInterface.ts';
import { periodicModel } from '#core/nanocrystal/periodicModel.ts';
import type { NanocrystalTasks } from './nanocrystalTasks.ts';

/** Beyond, balls stand so close in the picture that sticks are not seen. */
const MOST_STICKS_ATOMS = 20_000;
const NO_BONDS: BondList = {
  a: new Uint32Array(0),
  b: new Uint32Array(0),
  image: new Int16Array(0),
};

export const nanocrystalHandlers: Handlers<NanocrystalTasks> = {
  build: (recipe) => {
    const built = buildNanocrystal(recipe, library);
    const isSmall = built.structure.numbers.length <= MOST_STICKS_ATOMS;
    return { built, bonds: isSmall ? bondsOf(built.structure, built.charges) : NO_BONDS };
  },
  misfit: (recipe) => faceMisfit(recipe, library),
  periodic: (recipe) => periodicModel(recipe, library),
  ofInterface: (recipe) => nanocrystalOfInterface(recipe, library),
  file: ({ recipe, format }) => {
    const { structure, charges } = buildNanocrystal(recipe, library);
    return writePlain(structure, format, {
      title: recipe.title || 'nanocrystal',
      frozen: null,
      periodic: [false, false, false],
      charges,
    });
  },
};
