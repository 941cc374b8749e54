import { useState } from 'react';
import { Choice, NumberField, ParsedField, SegmentedControl } from '#ui/kit/fields.tsx';
import { RefusalContext } from '#ui/kit/refusal.ts';
import { Part } from './Part.tsx';

const LONG = 'a label that is much longer than the panel in which it stands is wide';
const readPair = (text: string) => (/^\d+ \d+$/.test(text) ? text : null);

const OPTIONS = [
  ['one', 'one'],
  ['two', 'two'],
  ['long', 'a choice with a long text that does not fit'],
] as const;

function FieldSet() {
  const [length, setLength] = useState<number | null>(2.5);
  const [pair, setPair] = useState('1 2');
  const [choice, setChoice] = useState<(typeof OPTIONS)[number][0]>('one');
  const [segment, setSegment] = useState<'left' | 'right' | null>('left');
  const [on, setOn] = useState(true);
  return (
    <>
      <NumberField
        label="length"
        value={length}
        digits={2}
        step={0.1}
        min={0}
        max={10}
        unit="Å"
        onPreview={setLength}
      />
      <NumberField
        label="count"
        short
        value={3}
        digits={0}
        step={1}
        min={1}
        max={9}
        onPreview={() => {}}
      />
      <NumberField
        label={LONG}
        value={1}
        digits={2}
        step={0.1}
        min={0}
        max={10}
        unit="meV/atom/ps"
        onPreview={() => {}}
      />
      <ParsedField
        label="pair"
        text={pair}
        parse={readPair}
        expected="Two whole numbers"
        onCommit={setPair}
      />
      <Choice label="choice" value={choice} options={OPTIONS} onChange={setChoice} />
      <div className="row">
        <span className="label">segments</span>
        <SegmentedControl
          label="Segments"
          value={segment}
          options={[
            ['left', 'left'],
            ['right', 'right'],
          ]}
          onChange={setSegment}
        />
      </div>
      <label>
        <input type="checkbox" checked={on} onChange={(e) => setOn(e.target.checked)} /> switch
      </label>
    </>
  );
}

export function Fields() {
  return (
    <>
      <Part name="Fields">
        <FieldSet />
      </Part>
      <Part name="Fields, disabled">
        <fieldset disabled>
          <FieldSet />
        </fieldset>
      </Part>
    </>
  );
}

/** Empty, beyond the limits, and understood but not met; the form counts the refused ones. */
export function RefusedFieldStates() {
  const [ids, setIds] = useState<readonly string[]>([]);
  const [report] = useState(
    () => (id: string, isRefused: boolean) =>
      setIds((all) =>
        isRefused ? [...all.filter((x) => x !== id), id] : all.filter((x) => x !== id),
      ),
  );
  const [mass, setMass] = useState(5);
  return (
    <RefusalContext value={report}>
      <Part name="Fields, refused">
        <NumberField
          label="empty"
          value={null}
          digits={1}
          step={1}
          min={0}
          max={5}
          unit="eV"
          onPreview={() => {}}
        />
        <NumberField
          label="mass"
          value={mass}
          digits={1}
          step={1}
          min={0}
          max={10}
          unit="u"
          onPreview={setMass}
        />
        <ParsedField
          label="unreadable"
          text="x"
          parse={readPair}
          expected="Two whole numbers"
          onCommit={() => {}}
        />
        <ParsedField
          label="not met"
          text="3 4"
          refused
          parse={readPair}
          expected="Two whole numbers"
          onCommit={() => {}}
        />
        <p className="about" role="status">
          {ids.length} refused, mass {mass}
        </p>
      </Part>
    </RefusalContext>
  );
}
