import { expect, test } from 'vitest';
import { INPUT_SETS } from '#core/export/inputSets.ts';
import { DEFAULT_EXPORT } from '#core/export/options.ts';
import { PAPER_PROTOCOL } from '#engines/lammps/protocols.ts';
import { filesOf, incarOf, sourceOf } from '../../../helpers/export.ts';

const files = new Map(
  INPUT_SETS.map((set) => [set.id, filesOf(sourceOf(), set.id, DEFAULT_EXPORT, PAPER_PROTOCOL)]),
);

/** Whether atoms move in an input, by what its own code says of it. */
function movesIn(path: string, text: string): boolean {
  const name = path.split('/').at(-1)!;
  // VASP: NSW ionic steps, 0 unless given; IBRION -1 keeps the atoms.
  if (name.startsWith('INCAR')) {
    const { NSW = '0', IBRION = '-1' } = incarOf(text);
    return Number(NSW.split(/\s/)[0]) > 0 && Number(IBRION.split(/\s/)[0]) >= 0;
  }
  // pw.x, CP2K and LAMMPS by their words for it.
  if (name.endsWith('.in')) return /calculation = '(relax|vc-relax|md)'/.test(text);
  if (name.endsWith('.inp')) return /RUN_TYPE +(GEO_OPT|MD|CELL_OPT)/.test(text);
  if (name.endsWith('in.lammps')) return /^(minimize|run +[1-9])/m.test(text);
  return false;
}

test.each(INPUT_SETS)('$id: atoms move in its inputs exactly if it says so', ({ id, moves }) => {
  const inputs = [...files.get(id)!].filter(([path, text]) => movesIn(path, text));
  expect(inputs.length > 0, inputs.map(([path]) => path).join()).toBe(moves);
});
