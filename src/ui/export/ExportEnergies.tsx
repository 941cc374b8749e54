import { useId, useMemo, useState } from 'react';
import type { Model } from '#app/document/model.ts';
import { EpistackError } from '#core/errors.ts';
import type { ExportOptions } from '#core/export/options.ts';
import {
  type Energies,
  energiesFromTotals,
  excessText,
  type PerArea,
  type Totals,
} from '#core/export/references/energies.ts';
import { type References, referencesOf } from '#core/export/references/references.ts';
import { fixed } from '#core/math/decimals.ts';
import { readTyped } from '#ui/kit/numberText.ts';

type Typed = Readonly<Record<string, string>>;

const read = (text: string | undefined): number | null => readTyped(text ?? '');

/** Takes the computed energies back and answers adhesion, interface and strain energy. */
export function ExportEnergies({
  model,
  options,
}: {
  readonly model: Model;
  readonly options: ExportOptions;
}) {
  const id = useId();
  const [typed, setTyped] = useState<Typed>({});
  const references = useMemo(() => attempt(model, options), [model, options]);
  if (references === null) return null;
  const { all, account } = references;
  const fields = [
    ...all.map((r) => ({ key: r.id as string, label: r.label, folder: r.folder, optional: false })),
    ...(
      [
        ['lowerExcess', account.lower],
        ['upperExcess', account.upper],
      ] as const
    ).flatMap(([key, s]) =>
      Object.keys(s.excess).length === 0
        ? []
        : [
            {
              key,
              label: `${excessText(s.excess)} beyond whole units of ${s.label}`,
              folder: 'your choice of chemical potentials',
              optional: true,
            },
          ],
    ),
  ];
  const values = Object.fromEntries(
    fields.flatMap(({ key }) => {
      const value = read(typed[key]);
      return value === null ? [] : [[key, value]];
    }),
  );
  const missing = fields.filter((f) => !f.optional && !(f.key in values)).length;
  // With none missing, each field has its number.
  const energies = missing === 0 ? energiesFromTotals(account, values as unknown as Totals) : null;
  return (
    <details className="export-energies">
      <summary>Have the energies? Three quantities from them</summary>
      <p className="about">Total energies in eV, each of the cell of its folder.</p>
      <div className="export-grid">
        {fields.map(({ key, label, folder }) => {
          const text = typed[key] ?? '';
          const bad = text.trim() !== '' && read(text) === null;
          return (
            <div key={key} className="row">
              <label htmlFor={`${id}-${key}`}>
                {label} <small>{folder}</small>
              </label>
              <span className={bad ? 'field bad' : 'field'}>
                <input
                  id={`${id}-${key}`}
                  inputMode="text"
                  value={text}
                  aria-invalid={bad}
                  onChange={(e) => setTyped({ ...typed, [key]: e.target.value })}
                />
                <span className="unit">eV</span>
              </span>
            </div>
          );
        })}
      </div>
      {energies === null ? (
        <p className="about" role="status">
          {missing} of {fields.filter((f) => !f.optional).length} energies to go.
        </p>
      ) : (
        <Results energies={energies} />
      )}
    </details>
  );
}

function Results({ energies }: { readonly energies: Energies }) {
  const area = (p: PerArea) => (
    <>
      <td>{fixed(p.jPerM2, 4)} J/m²</td>
      <td>{fixed(p.eVPerAng2, 6)} eV/Å²</td>
    </>
  );
  return (
    <>
      <table className="export-results">
        <caption className="sr">Energies of the interface</caption>
        <tbody>
          <tr>
            <th scope="row">Work of adhesion</th>
            {area(energies.workOfAdhesion)}
          </tr>
          <tr>
            <th scope="row">Interface energy</th>
            {energies.interfaceEnergy === null ? (
              <td colSpan={2}>not known</td>
            ) : (
              area(energies.interfaceEnergy)
            )}
          </tr>
          {energies.strain.map((s, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lower and upper slab, in this order
            <tr key={i}>
              <th scope="row">Strain energy, {s.label}</th>
              <td>{fixed(s.meVPerAtom, 3)} meV/atom</td>
              <td>{fixed(s.perArea.jPerM2, 4)} J/m²</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="about">
        W = (lower + upper − stack) / A; positive: parting the slabs takes work. The interface
        energy counts from the strained bulks, so the strain is not in it.
      </p>
      {energies.notes.map((n) => (
        <p key={n} className="about">
          {n}
        </p>
      ))}
    </>
  );
}

/** Null for a stack that these formulas are not for; the checks say why. */
function attempt({ built, report }: Model, { slabBox }: ExportOptions): References | null {
  try {
    return referencesOf(built, report, built.structure, slabBox);
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return null;
  }
}
