import { useId, useState } from 'react';
import { type FreeCell, freeConstants } from '#core/crystal/crystal.ts';
import { atomicNumber } from '#core/crystal/elements.ts';
import {
  allSettings,
  type SpaceGroupSetting,
  settingsOfNumber,
  settingsOfSymbol,
  shortSymbol,
} from '#core/crystal/spaceGroups.ts';
import { mapTuple } from '#core/math/vec3.ts';
import { type HandSpec, hasUsualAxes, parseFraction } from '#core/recipe/crystals/handCrystal.ts';
import { Choice } from '#ui/kit/fields.tsx';

interface Row {
  readonly id: number;
  readonly symbol: string;
  readonly xyz: readonly [string, string, string];
}

const EMPTY = { symbol: '', xyz: ['', '', ''] } as const;
const LETTER: Readonly<Record<string, string>> = { alpha: 'α', beta: 'β', gamma: 'γ' };
const MAX_ROWS = 100;

/** A crystal typed in: space group, its free lattice constants, one atom of each occupied site. */
export function ImportHand({ onRead }: { readonly onRead: (spec: HandSpec) => void }) {
  const id = useId();
  const [group, setGroup] = useState('');
  const [hall, setHall] = useState('');
  const [constants, setConstants] = useState<Readonly<Record<string, string>>>({});
  const [rows, setRows] = useState<readonly Row[]>([{ id: 0, ...EMPTY }]);
  const [tried, setTried] = useState(false);

  const settings = settingsFor(group);
  const usual = settings.filter(hasUsualAxes);
  const setting = usual.find((s) => s.hall === hall) ?? usual.find((s) => s.standard) ?? usual[0];
  const free = setting === undefined ? [] : freeConstants(setting.number);
  const problems = tried ? problemsOf(group, settings, setting, free, constants, rows) : [];
  const change = (at: number, part: Partial<Row>): void =>
    setRows(rows.map((r) => (r.id === at ? { ...r, ...part } : r)));
  return (
    <form
      className="import-hand"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        setTried(true);
        if (
          setting === undefined ||
          problemsOf(group, settings, setting, free, constants, rows).length > 0
        )
          return;
        onRead({
          hall: setting.hall,
          // Its keys are those that the space group leaves free.
          cell: Object.fromEntries(free.map((k) => [k, read(constants[k])])) as unknown as FreeCell,
          sites: rows.map((r) => ({
            symbol: symbolOf(r.symbol),
            xyz: mapTuple(r.xyz, (x) => parseFraction(x)!),
          })),
        });
      }}
    >
      <div className="row">
        <label htmlFor={`${id}-group`}>space group</label>
        <span className="field import-group">
          <input
            id={`${id}-group`}
            list={`${id}-groups`}
            placeholder="Fm-3m or 225"
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
            value={group}
            aria-describedby={`${id}-found`}
            onChange={(e) => {
              setGroup(e.target.value);
              setHall('');
            }}
          />
        </span>
        <datalist id={`${id}-groups`}>
          {STANDARD.map((s) => (
            <option key={s.number} value={shortSymbol(s.symbol)}>
              {s.number}
            </option>
          ))}
        </datalist>
      </div>
      <p id={`${id}-found`} className="under" aria-live="polite">
        {setting === undefined
          ? group.trim() === ''
            ? 'A number from 1 to 230, or a symbol in any setting with b unique or hexagonal axes.'
            : settings.length > 0
              ? 'That setting has other axes: take the one with b unique or hexagonal axes.'
              : 'No space group is called so.'
          : `${shortSymbol(setting.symbol)}, No. ${setting.number}, ${systemOf(setting.number)}`}
      </p>
      {usual.length > 1 && (
        <Choice
          label="setting"
          value={setting!.hall}
          options={usual.map((s) => [s.hall, settingText(s)] as const)}
          onChange={setHall}
        />
      )}
      {setting !== undefined && (
        <fieldset className="import-constants">
          <legend>Lattice constants</legend>
          {free.map((key) => (
            <span key={key} className="import-symbol">
              <label htmlFor={`${id}-${key}`}>{LETTER[key] ?? key}</label>
              <span className="field">
                <input
                  id={`${id}-${key}`}
                  inputMode="text"
                  autoComplete="off"
                  maxLength={20}
                  value={constants[key] ?? ''}
                  onChange={(e) => setConstants({ ...constants, [key]: e.target.value })}
                />
                <span className="unit">{key.length > 1 ? '°' : 'Å'}</span>
              </span>
            </span>
          ))}
        </fieldset>
      )}
      <fieldset className="import-sites">
        <legend>Occupied sites, one atom of each: element and fractions such as 0.25 or 1/3</legend>
        {rows.map((r, n) => (
          <div key={r.id} className="import-site">
            {[r.symbol, ...r.xyz].map((value, k) => {
              const what = k === 0 ? 'element' : 'xyz'[k - 1]!;
              return (
                <span key={what} className={k === 0 ? 'field element' : 'field'}>
                  <input
                    aria-label={`site ${n + 1}, ${what}`}
                    placeholder={k === 0 ? 'Na' : what}
                    autoComplete="off"
                    spellCheck={false}
                    maxLength={20}
                    value={value}
                    onChange={(e) =>
                      change(
                        r.id,
                        k === 0
                          ? { symbol: e.target.value }
                          : {
                              xyz: mapTuple(r.xyz, (x, i) => (i === k - 1 ? e.target.value : x)),
                            },
                      )
                    }
                  />
                </span>
              );
            })}
            <button
              type="button"
              className="button quiet"
              aria-label={`Remove site ${n + 1}`}
              disabled={rows.length === 1}
              onClick={() => setRows(rows.filter((x) => x.id !== r.id))}
            >
              ✕
            </button>
          </div>
        ))}
        <button
          type="button"
          className="button small"
          disabled={rows.length >= MAX_ROWS}
          onClick={() =>
            setRows([...rows, { id: Math.max(...rows.map((r) => r.id)) + 1, ...EMPTY }])
          }
        >
          Add a site
        </button>
      </fieldset>
      {problems.length > 0 && (
        <ul role="alert" className="import-warnings">
          {problems.slice(0, 5).map((p) => (
            <li key={p}>{p}</li>
          ))}
        </ul>
      )}
      <button type="submit" className="button primary">
        Check the crystal
      </button>
    </form>
  );
}

const STANDARD: readonly SpaceGroupSetting[] = allSettings().filter((s) => s.standard);

const settingsFor = (text: string): readonly SpaceGroupSetting[] =>
  /^\s*\d{1,3}\s*$/.test(text) ? settingsOfNumber(Number(text)) : settingsOfSymbol(text);

/** "P b n m", "C 1 2/c 1", "F d -3 m, origin 2". */
function settingText(s: SpaceGroupSetting): string {
  const name = s.number >= 3 && s.number <= 15 ? s.full : s.symbol;
  const origin = /^[12]/.exec(s.setting)?.[0];
  const axes = s.setting.replace(/^[12]/, '');
  return [name, origin && `origin ${origin}`, /^[-abc]{3,}$/.test(axes) && axes]
    .filter(Boolean)
    .join(', ');
}

const systemOf = (n: number): string =>
  n < 3
    ? 'triclinic'
    : n < 16
      ? 'monoclinic'
      : n < 75
        ? 'orthorhombic'
        : n < 143
          ? 'tetragonal'
          : n < 168
            ? 'trigonal'
            : n < 195
              ? 'hexagonal'
              : 'cubic';

const read = (text: string | undefined): number =>
  text === undefined || text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));

/** "cd" is Cd; an unknown symbol stays as typed, for the message. */
const symbolOf = (text: string): string => {
  const clean = text.trim();
  const titled = clean.slice(0, 1).toUpperCase() + clean.slice(1).toLowerCase();
  return atomicNumber(titled) === undefined ? clean : titled;
};

/** Everything that is missing or wrong, at once, in the order of the form. */
function problemsOf(
  group: string,
  settings: readonly SpaceGroupSetting[],
  setting: SpaceGroupSetting | undefined,
  free: ReturnType<typeof freeConstants>,
  constants: Readonly<Record<string, string>>,
  rows: readonly Row[],
): string[] {
  const out: string[] = [];
  if (setting === undefined)
    out.push(
      group.trim() === ''
        ? 'The space group is missing.'
        : settings.length > 0
          ? `"${group.trim()}" has other axes than b unique or hexagonal ones.`
          : `"${group.trim()}" is no space group.`,
    );
  for (const key of free) {
    const value = read(constants[key]);
    const [least, most] = key.length > 1 ? [1, 179] : [0.5, 500];
    if (!(value >= least && value <= most))
      out.push(
        `${LETTER[key] ?? key} is a number from ${least} to ${most} ${key.length > 1 ? '°' : 'Å'}.`,
      );
  }
  rows.forEach((r, n) => {
    if (atomicNumber(symbolOf(r.symbol)) === undefined)
      out.push(
        `Site ${n + 1}: ${r.symbol.trim() === '' ? 'the element is missing' : `"${r.symbol.trim()}" is no element up to curium`}.`,
      );
    r.xyz.forEach((x, k) => {
      const value = parseFraction(x);
      if (value === undefined || Math.abs(value) > 10)
        out.push(`Site ${n + 1}: ${'xyz'[k]} is a fraction of the cell, such as 0.25 or 1/3.`);
    });
  });
  return out;
}
