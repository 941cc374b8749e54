import { useId, useState } from 'react';
import type { Imported, ImportUse, ReadChoices } from '#app/import/importTasks.ts';
import type { CellParameters } from '#core/crystal/lattice.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { FORMATS } from '#core/io/formats.ts';
import { fixed } from '#core/math/decimals.ts';
import {
  areGivenAxes,
  axesText,
  type CrystalForm,
  type FormKind,
  materialOfForm,
} from '#core/recipe/crystals/imported.ts';
import type { Material } from '#core/recipe/crystals/library.ts';
import { MAX_SITES } from '#core/recipe/crystals/parseCrystal.ts';
import { Choice } from '#ui/kit/fields.tsx';
import { ImportFrame } from './ImportFrame.tsx';

interface ImportResultProps {
  readonly imported: Imported;
  readonly choices: ReadChoices;
  readonly onAnswer: (choices: ReadChoices) => void;
  readonly onUse: (material: Material, use: ImportUse) => void;
}

const TOLERANCES = ['0.0001', '0.001', '0.01', '0.05', '0.1', '0.3'] as const;
const DEFAULT_TOLERANCE = '0.01';
const NO_SEARCH = 'off';
const MAX_NAME = 100;

/** What was understood of a crystal, what is still to choose, and where it goes. */
export function ImportResult({ imported, choices, onAnswer, onUse }: ImportResultProps) {
  const id = useId();
  const { group, species, forms } = imported;
  const fits = (f: CrystalForm) => f.sites.length <= MAX_SITES;
  const preferred = forms.find((f) => f.kind === imported.preferred && fits(f));
  const [kind, setKind] = useState<FormKind>((preferred ?? forms.find(fits) ?? forms[0]!).kind);
  const [name, setName] = useState(() =>
    imported.model === null
      ? ''
      : `${imported.formula}, ordered: ${imported.model}`.slice(0, MAX_NAME),
  );
  const [states, setStates] = useState<readonly string[]>(() =>
    species.map((s) => (s.stateE === null ? '' : stateText(s.stateE))),
  );
  const form = forms.find((f) => f.kind === kind)!;
  const statesE = states.map(parseState);
  const wrong = statesE.includes(undefined);
  const known = statesE.filter((q) => typeof q === 'number');
  const sumE =
    known.length === species.length
      ? species.reduce((sum, s, i) => sum + s.count * known[i]!, 0)
      : null;
  const groupText =
    group === null ? 'symmetry not determined' : `${group.symbol} (${group.number})`;
  const use = (where: ImportUse): void =>
    onUse(
      materialOfForm(form, {
        name,
        statesE: statesE.map((q) => q ?? null),
        source:
          imported.format === 'hand'
            ? 'typed in by hand'
            : `imported from ${imported.fileName}${imported.title ? `: ${imported.title}` : ''}`,
        groupText,
      }),
      where,
    );
  const format = FORMATS.find((f) => f.id === imported.format)?.label ?? 'typed in';
  const tolerance =
    choices.search === null ? NO_SEARCH : String(choices.search?.symprecAng ?? DEFAULT_TOLERANCE);
  return (
    <section className="import-result" aria-label="What was read">
      <h3>
        {subscripts(imported.formula)} <span className="under">{groupText}</span>
      </h3>
      <dl>
        <dt>from</dt>
        <dd>
          {format}
          {imported.title !== '' && (
            <span className="under"> · {imported.title.slice(0, 120)}</span>
          )}
        </dd>
        <dt>cell</dt>
        <dd data-testid="import-cell">
          {cellText(imported.cell)} · {fixed(imported.volumeAng3, 2)} Å³
        </dd>
        <dt>atoms</dt>
        <dd>
          {imported.atoms} in the cell: {species.map((s) => `${s.count} ${s.symbol}`).join(', ')}
        </dd>
        {imported.printedGroup !== null && imported.printedGroup.number !== 1 && (
          <>
            <dt>named</dt>
            <dd>
              {[
                imported.printedGroup.symbol,
                imported.printedGroup.number && `No. ${imported.printedGroup.number}`,
              ]
                .filter(Boolean)
                .join(', ')}{' '}
              <span className="under">
                {imported.format === 'hand' ? 'as typed' : 'in the file'}
              </span>
            </dd>
          </>
        )}
        {imported.pairs.length > 0 && (
          <>
            <dt>nearest</dt>
            <dd>
              {imported.pairs.slice(0, 6).map((p, i) => (
                <span
                  key={`${p.a}-${p.b}`}
                  title={`${fixed(p.ratio, 2)} of the sum of the covalent radii`}
                >
                  {i > 0 && ', '}
                  {p.a}–{p.b} {fixed(p.ang, 3)} Å
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
      {imported.warnings.length > 0 && (
        <ul className="import-warnings" aria-label="Doubtful">
          {imported.warnings.slice(0, 12).map((w) => (
            <li key={w}>{w}</li>
          ))}
        </ul>
      )}
      {imported.notes.length > 0 && (
        <ul className="import-notes" aria-label="Notes">
          {imported.notes.slice(0, 12).map((n) => (
            <li key={n}>{n}</li>
          ))}
        </ul>
      )}
      {imported.blocks.length > 1 && (
        <Choice
          label="data block"
          value={choices.block ?? imported.blocks[0]!}
          options={imported.blocks
            .slice(0, 200)
            .map((b) => [b, b.slice(0, 60) || '(no name)'] as const)}
          onChange={(block) => onAnswer({ block })}
        />
      )}
      {imported.frames > 1 && (
        <ImportFrame
          frames={imported.frames}
          frame={imported.frame}
          onChoose={(frame) => onAnswer({ frame })}
        />
      )}
      <Choice
        label="symmetric within"
        value={tolerance}
        options={[
          ...TOLERANCES.map((t) => [t, `${t} Å`] as const),
          [NO_SEARCH, 'not looked for'] as const,
        ]}
        onChange={(t) => onAnswer({ search: t === NO_SEARCH ? null : { symprecAng: Number(t) } })}
      />
      <fieldset>
        <legend>Axes, which Miller indices refer to</legend>
        {forms.map((f) => (
          <label key={f.kind} className="import-axes">
            <input
              type="radio"
              name={`${id}-axes`}
              checked={f.kind === kind}
              disabled={!fits(f)}
              onChange={() => setKind(f.kind)}
            />
            <span>
              {AXES[f.kind]}
              <span className="under">
                {' '}
                {formText(f)}
                {f.kind !== 'given' && (
                  <>; {areGivenAxes(f.axes) ? 'along the given axes' : axesText(f.axes)}</>
                )}
                {!fits(f) && <>; more than the {MAX_SITES} sites that a link can hold</>}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="import-states">
        <legend>
          Oxidation states{' '}
          <span className="under">
            {species[0]!.from === 'file'
              ? 'as the file states them'
              : species[0]!.from === 'guess'
                ? 'guessed'
                : 'no neutral guess'}
          </span>
        </legend>
        {species.map((s, k) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the species of one crystal never change order
          <span key={k} className="import-symbol">
            <label htmlFor={`${id}-q${k}`}>{s.symbol}</label>
            <span className={statesE[k] === undefined ? 'field bad' : 'field'}>
              <input
                id={`${id}-q${k}`}
                className="short"
                inputMode="text"
                autoComplete="off"
                value={states[k]}
                aria-invalid={statesE[k] === undefined}
                aria-describedby={`${id}-sum`}
                onChange={(e) => setStates(states.map((q, i) => (i === k ? e.target.value : q)))}
              />
            </span>
          </span>
        ))}
        <p
          id={`${id}-sum`}
          className={wrong || (sumE !== null && Math.abs(sumE) > 1e-6) ? 'hint' : 'under'}
        >
          {wrong
            ? 'A number such as +2, −1 or 8/3; empty for unknown'
            : sumE === null
              ? 'Unknown: planes of this crystal get no charge and no verdict'
              : Math.abs(sumE) > 1e-6
                ? `The cell carries ${stateText(sumE)} e: a crystal is neutral`
                : 'Neutral'}
        </p>
      </fieldset>
      <div className="row">
        <label htmlFor={`${id}-name`}>name</label>
        <span className="field import-name">
          <input
            id={`${id}-name`}
            autoComplete="off"
            maxLength={MAX_NAME}
            placeholder={imported.formula}
            value={name}
            onChange={(e) => setName(e.target.value)}
          />
        </span>
      </div>
      <footer>
        {USES.map(([where, text]) => (
          <button
            key={where}
            type="button"
            className={where === 'film' ? 'button primary' : 'button'}
            disabled={wrong || !fits(form)}
            onClick={() => use(where)}
          >
            {text}
          </button>
        ))}
      </footer>
    </section>
  );
}

const USES: readonly (readonly [ImportUse, string])[] = [
  ['film', 'Use as film'],
  ['substrate', 'Use as substrate'],
  ['top', 'Add on top'],
];

const AXES: Readonly<Record<FormKind, string>> = {
  given: 'as given',
  conventional: 'conventional',
  primitive: 'primitive',
};

/** "a 4.594, c 2.959 Å; 6 atoms on 2 sites" */
function formText({ cell, sites, counts }: CrystalForm): string {
  const constants = Object.entries(cell).map(
    ([key, value]) =>
      `${LETTER[key] ?? key} ${fixed(value, key.length > 1 ? 2 : 3)}${key.length > 1 ? '°' : ''}`,
  );
  const atoms = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return `${constants.join(', ')}; ${atoms} ${atoms === 1 ? 'atom' : 'atoms'} on ${sites.length} ${sites.length === 1 ? 'site' : 'sites'}`;
}

const LETTER: Readonly<Record<string, string>> = { alpha: 'α', beta: 'β', gamma: 'γ' };

const cellText = (p: CellParameters): string =>
  `${[p.a, p.b, p.c].map((x) => fixed(x, 4)).join(', ')} Å; ${[p.alpha, p.beta, p.gamma].map((x) => fixed(x, 2)).join(', ')}°`;

/** "+2", "−1", "+8/3": exact for means over a few atoms, so that what is neutral stays so. */
function stateText(e: number): string {
  const size = Math.abs(e);
  const bottom = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].find(
    (d) => Math.abs(size * d - Math.round(size * d)) < 1e-9,
  );
  const text =
    bottom === undefined
      ? fixed(size, 4)
      : `${Math.round(size * bottom)}${bottom === 1 ? '' : `/${bottom}`}`;
  return e > 0 ? `+${text}` : e < 0 ? `−${text}` : '0';
}

/** "+2", "2+", "−1", "8/3"; null for nothing, undefined for what is no state. */
function parseState(text: string): number | null | undefined {
  const clean = text
    .trim()
    .replaceAll('−', '-')
    .replace(',', '.')
    .replace(/^(\d+)([+-])$/, '$2$1');
  if (clean === '' || clean === '?') return null;
  const [, top, bottom = '1'] = /^([+-]?\d+(?:\.\d+)?)(?:\/(\d+))?$/.exec(clean) ?? [];
  const value = Number(top) / Number(bottom);
  return top !== undefined && Math.abs(value) <= 9 ? value : undefined;
}
