import { useMemo, useState } from 'react';
import type { TrajectorySource } from '#app/trajectory/trajectorySource.ts';
import { selectAtoms } from '#core/analysis/frames.ts';
import { SYMBOLS } from '#core/crystal/elements.ts';
import { Answered, Empty } from '#ui/analysis/AnalysisParts.tsx';
import { notesOf } from '#ui/analysis/analysisFrames.ts';
import { atomsOf, type PlayedAtoms } from '#ui/analysis/analysisGroups.ts';
import type { AnalysisTab, TabProps } from '#ui/analysis/analysisTab.ts';
import { idOf, type Keyed, useAnswers } from '#ui/analysis/useAnswer.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';
import { Plot } from '#ui/kit/plot/Plot.tsx';
import { dashOf, type PlotSpec } from '#ui/kit/plot/plotSpec.ts';

type RdfQuestion = Extract<Parameters<TrajectorySource['ask']>[0], { kind: 'rdf' }>;

const BIN_ANG = 0.05;
const ANY = 'any';

interface End {
  readonly element: string;
  readonly side: string;
}

export const rdfTab: AnalysisTab = {
  id: 'rdf',
  label: 'g(r)',
  Content: AnalysisRdf,
};

/** g(r) of a pair of species, anywhere or in one slab, with the running coordination number. */
function AnalysisRdf({ model, source, range }: TabProps) {
  const { structure } = source;
  const atoms = useMemo(() => atomsOf(structure, model.built), [structure, model.built]);
  const [a, setA] = useState<End | null>(null);
  const [b, setB] = useState<End | null>(null);
  const [maxAng, setMax] = useState(8);
  const [typed, setTyped] = useState(8);
  const { elements, slabs } = atoms;
  const first = shown(a, atoms, elements[0]!);
  const second = shown(b, atoms, elements.at(-1)!);
  const questions = [rdfQuestion(atoms, first, second, maxAng)];
  const { a: groupA, b: groupB } = questions[0]!.question;
  const isEmpty = groupA.atoms.length === 0 || groupB.atoms.length === 0;
  const answer = useAnswers(isEmpty ? [] : questions, range);
  return (
    <>
      <div className="analysis-choices">
        <EndChoice name="around" value={first} atoms={atoms} onChange={setA} />
        <EndChoice name="of" value={second} atoms={atoms} onChange={setB} />
        <NumberField
          label="up to"
          value={typed}
          digits={1}
          step={0.5}
          min={1}
          max={20}
          unit="Å"
          onPreview={setTyped}
          onCommit={() => setMax(typed)}
        />
      </div>
      {isEmpty && (
        <Empty>
          No atoms of {isEmpty && groupA.atoms.length === 0 ? groupA.label : groupB.label}.
        </Empty>
      )}
      <Answered answer={answer}>
        {(found) => {
          const rdf = found.results[0]!;
          const spec: PlotSpec = {
            name: `g(r), ${rdf.label}`,
            file: `rdf-${first.element}-${second.element}`,
            about: `How often atoms of the second kind lie at a distance from one of the first, against an even spread over the whole cell: g(r) = ⟨V n(r)⟩ / (N_A N_B · 4π/3 (r₂³ − r₁³)), all periodic images, bins of ${BIN_ANG} Å, ${rdf.frames} frames. Where the cell holds vacuum${slabs.length > 0 ? ' or another slab' : ''} it does not tend to 1. The coordination is the mean number of neighbours up to the upper edge of each bin.`,
            x: { title: 'r', unit: 'Å', values: rdf.rAng },
            y: { title: 'g(r)', unit: '' },
            right: { title: 'coordination', unit: '' },
            lines: [
              { label: 'g(r)', values: rdf.g, ink: 'ink', dash: [] },
              {
                label: 'coordination',
                values: rdf.coordination,
                ink: 'muted',
                dash: dashOf(1),
                right: true,
              },
            ],
          };
          return <Plot spec={spec} notes={notesOf(source, found.range)} />;
        }}
      </Answered>
    </>
  );
}

/** A choice that these atoms do not have falls back to the default. */
function shown(chosen: End | null, { elements, slabs }: PlayedAtoms, element: number): End {
  const has = chosen !== null && elements.some((z) => SYMBOLS[z] === chosen.element);
  const hasSide = chosen !== null && Number(chosen.side) < slabs.length;
  return {
    element: has ? chosen.element : SYMBOLS[element]!,
    side: hasSide ? chosen.side : ANY,
  };
}

function EndChoice(props: {
  readonly name: string;
  readonly value: End;
  readonly atoms: PlayedAtoms;
  readonly onChange: (end: End) => void;
}) {
  const { name, value, atoms, onChange } = props;
  return (
    <>
      <Choice
        label={name}
        value={value.element}
        options={atoms.elements.map((z) => [SYMBOLS[z]!, SYMBOLS[z]!])}
        onChange={(element) => onChange({ ...value, element })}
      />
      {atoms.slabs.length > 1 && (
        <Choice
          label={`${value.element} in`}
          value={value.side}
          options={[
            [ANY, 'all slabs'],
            ...atoms.slabs.map((s, i) => [String(i), i === 0 ? `${s} (substrate)` : s] as const),
          ]}
          onChange={(side) => onChange({ ...value, side })}
        />
      )}
    </>
  );
}

function rdfQuestion(atoms: PlayedAtoms, a: End, b: End, maxAng: number): Keyed<RdfQuestion> {
  const group = ({ element, side }: End) => ({
    label: side === ANY ? element : `${element} in ${atoms.slabs[Number(side)]}`,
    atoms: selectAtoms(atoms, {
      number: SYMBOLS.indexOf(element),
      ...(side !== ANY && { side: Number(side) }),
    }),
  });
  return {
    key: `rdf ${idOf(atoms)} ${a.element}/${a.side} ${b.element}/${b.side} ${maxAng}`,
    question: {
      kind: 'rdf',
      a: group(a),
      b: group(b),
      maxAng,
      bins: Math.round(maxAng / BIN_ANG),
    },
  };
}
