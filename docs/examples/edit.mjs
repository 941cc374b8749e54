// node docs/examples/edit.mjs: a stack is changed by functions recipe → recipe, and built again.
import { readFileSync } from 'node:fs';
import {
  addHandEdit,
  build,
  changeVacuum,
  edited,
  namesOf,
  poseFilm,
  presetOf,
  reportOf,
  shareStrain,
} from 'epistack';

const read = (name) =>
  JSON.parse(readFileSync(new URL(import.meta.resolve(`epistack/structures/${name}`)), 'utf8'));
const library = new Map(['Si', 'Ge'].map((id) => [id, read(`${id}.json`)]));

/** @param {string} what @param {import('epistack').Recipe} recipe */
function show(what, recipe) {
  const { layers, separations, vacuum } = reportOf(build(recipe, library));
  const film = (100 * (layers[1]?.strain.xx ?? 0)).toFixed(2);
  console.log(`${what}: film strained by ${film} %, d0 ${separations[0]} Å, vacuum ${vacuum} Å`);
}

const start = presetOf('ge-si').recipe;
show('preset', start);
// `edited` leaves out what belongs to the stack before only: relaxed positions, strains along the normal.
const shared = edited(shareStrain(0.3))(start);
show('shared strain', shared);
const moved = edited(poseFilm(1, { shift: [0.25, 0.25], separationAng: 1.5 }, true))(shared);
show('moved', moved);
show('more vacuum', edited(changeVacuum(30))(moved));

// Single atoms are named by their place in the crystal: with more vacuum the same atom is missing.
const vacancy = addHandEdit({ kind: 'delete', atoms: namesOf(build(moved, library), [0]) })(moved);
const capped = addHandEdit({ kind: 'passivate', face: 'bottom', cap: 'H' })(vacancy);
const { composition } = reportOf(build(changeVacuum(30)(capped), library));
console.log('edited by hand:', JSON.stringify(composition));
