import { describe, expect, test } from 'vitest';
import { modelOf } from '#app/document/model.ts';
import { atomFacts } from '#core/atoms/atomFacts.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { bondFacts, factsText, placeFacts, positionFacts } from '#ui/look/atoms/atomWords.ts';
import { alongWay, steppedAtom } from '#ui/look/atoms/stepAtoms.ts';

const model = modelOf(presetOf('cspbbr3-cds')!.recipe);
const { structure } = model.built;
const factsOf = (atom: number) => atomFacts(structure, model.built, atom);

describe('steps from atom to atom', () => {
  const places = [
    [100, 100],
    [120, 105],
    [160, 100],
    [100, 60],
    [101, 101],
    [40, 98],
  ] as const;
  const picture = {
    size: () => ({ widthCssPx: 200, heightCssPx: 200 }),
    projectAtom: (i: number) => places[i]!,
    atomAt: (x: number, y: number) => {
      const atom = places.findIndex(([px, py]) => px === x && py === y);
      // The second is behind another.
      return atom < 0 || atom === 1 ? null : { atom };
    },
  };

  test('lead to the nearest one that way, and never to what lies behind or far aside', () => {
    expect(alongWay(places, [100, 100], [1, 0])).toEqual([1, 2]);
    expect(alongWay(places, [100, 100], [-1, 0])).toEqual([5]);
    expect(alongWay(places, [100, 100], [0, -1])).toEqual([3]);
    expect(alongWay(places, [100, 100], [0, 1])).toEqual([]);
  });

  test('begin in the middle, pass hidden atoms over, and stay where there is none', () => {
    expect(steppedAtom(picture, places.length, null, [0, 0])).toBe(0);
    expect(steppedAtom(picture, places.length, 0, [1, 0])).toBe(2);
    expect(steppedAtom(picture, places.length, 2, [1, 0])).toBe(2);
  });
});

describe('words about an atom', () => {
  test('of lead in the bulk of the substrate', () => {
    const lead = structure.numbers.findIndex(
      (z, i) => SYMBOLS[z] === 'Pb' && model.built.plane[i] === 4,
    );
    const facts = factsOf(lead);
    expect(placeFacts(facts, model.report).slice(0, 2)).toEqual([
      ['crystal', 'CsPbBr₃ (substrate)'],
      ['plane', '5 of 9 · CsPbBr', expect.any(String)],
    ]);
    expect(bondFacts(facts).map(([name, value]) => [name, value])).toEqual([
      ['charge', '+2 e'],
      ['neighbours', '6, in bulk 6'],
      ['bond valence', '2.60 v.u.'],
    ]);
    expect(positionFacts(facts)[0]![1]).toMatch(/^\d\.\d{4} {2}\d\.\d{4} {2}\d\.\d{4}$/);
  });

  test('copied: one line each, every neighbour with its cell and distance, and the source', () => {
    const facts = factsOf(0);
    const lines = factsText(facts, structure.numbers, model.report).trim().split('\n');
    expect(lines[0]).toBe('atom\tCs 1');
    expect(lines.every((line) => line.split('\t').length === 2)).toBe(true);
    expect(lines.filter((line) => /^Br \d+( \(.*\))?\t\d\.\d{3}$/.test(line))).toHaveLength(
      facts.neighbours.filter(({ atom }) => SYMBOLS[structure.numbers[atom]!] === 'Br').length,
    );
    expect(lines).toContain('bond valence by\tBrese & O’Keeffe, Acta Cryst. B47 (1991) 192');
    expect(lines.some((line) => /\((−?\d ){2}−?\d\)/.test(line))).toBe(true);
  });
});
