import { useMemo, useState } from 'react';
import { openPaperData } from '#app/analysis/openPaperData.ts';
import { commit } from '#app/document/document.ts';
import {
  DFT_NOTE,
  ENGINES_SAY,
  PAPER_ENGINES,
  type PaperRow,
  paperCheck,
} from '#core/recipe/presets/paperCheck.ts';
import { PAPER_CITATION } from '#core/recipe/presets/paperReading.ts';
import { presetOf } from '#core/recipe/presets/presets.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { useRecipe } from '#ui/state/hooks.ts';
import type { CardProps } from './reportCard.ts';

const READINGS: readonly (readonly [string, string])[] = [
  ['cspbbr3-cds', 'A counts'],
  ['cspbbr3-cds-b', 'B labels'],
  ['cspbbr3-cds-c', 'C microscope'],
];

/** The reason of a row below it, where reasons are asked for. */
const whyRow = ({ quantity, why }: PaperRow, isAsked: boolean, columns: number) =>
  isAsked && why !== ''
    ? [
        <tr key={`${quantity} why`} className="why">
          <td colSpan={columns}>{why}</td>
        </tr>,
      ]
    : [];

/** The paper's printed numbers beside the computed ones, and why they differ. */
export function PaperCheck({ model, open }: CardProps) {
  const recipe = useRecipe();
  const [why, setWhy] = useState(false);
  const rows = useMemo(() => paperCheck(model.built, model.report), [model]);
  const chosen = rows.filter((r) => r.chosen).length;
  const compared = rows.filter((r) => r.agrees !== null && !r.chosen);
  const built = rows.filter((r) => r.byEngine === undefined);
  const engines = rows.filter((r) => r.byEngine !== undefined);
  const agree = compared.filter((r) => r.agrees).length;
  return (
    <section data-open={open} aria-label="Paper check">
      <div className="caps">
        <h2 className="caps">Paper check</h2>
        <span
          className="note"
          title="Put in: constants typed from the paper, and lengths that the preset was solved for"
        >
          {agree} of {compared.length} agree · {chosen} put in
        </span>
      </div>
      <div
        className="row"
        title="Three readings of the model that the paper prints; each opens as one undoable step"
      >
        <span className="label">reading</span>
        <SegmentedControl
          label="Reading of the paper’s model"
          value={recipe.preset}
          options={READINGS}
          onChange={(id) => commit(() => presetOf(id).recipe)}
        />
      </div>
      <table className="paper">
        <thead>
          <tr>
            <th>
              <span className="sr">quantity</span>
            </th>
            <th>printed</th>
            <th>computed</th>
          </tr>
        </thead>
        <tbody>
          {built.flatMap((r) => [
            <tr key={r.quantity}>
              <td>{r.quantity}</td>
              <td className="muted">{r.printed}</td>
              <td className={r.agrees === false ? 'warn' : undefined} title={r.why}>
                {r.agrees === false ? '≠ ' : ''}
                {r.computed}
              </td>
            </tr>,
            ...whyRow(r, why, 3),
          ])}
        </tbody>
      </table>
      {engines.length > 0 && (
        <>
          <table className="paper by-engine">
            <caption>By physics: means of the nearest contacts, Å</caption>
            <thead>
              <tr>
                <th>
                  <span className="sr">quantity</span>
                </th>
                <th>printed</th>
                {PAPER_ENGINES.map((name) => (
                  <th key={name}>{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {engines.flatMap((r) => [
                <tr key={r.quantity}>
                  <td>{r.quantity}</td>
                  <td className="muted">{r.printed.replace(' Å', '')}</td>
                  {r.byEngine!.map((value, k) => (
                    <td key={PAPER_ENGINES[k]} title={r.why}>
                      {value}
                    </td>
                  ))}
                </tr>,
                ...whyRow(r, why, 2 + PAPER_ENGINES.length),
              ])}
            </tbody>
          </table>
          <p className="about">{ENGINES_SAY}</p>
          <p className="about">{DFT_NOTE}</p>
        </>
      )}
      <p className="about">
        {PAPER_CITATION}, Supporting Information. No supercell of the printed constants gives 1.80
        and 4.16 %.{' '}
        <button type="button" className="linkish" aria-expanded={why} onClick={() => setWhy(!why)}>
          {why ? 'Hide the reasons' : 'Why?'}
        </button>{' '}
        <button type="button" className="linkish" onClick={openPaperData}>
          Tables S1–S5
        </button>
      </p>
    </section>
  );
}
