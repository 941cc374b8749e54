import { useCallback } from 'react';
import type { Model } from '#app/document/model.ts';
import { formula, subscripts } from '#core/crystal/structure.ts';
import { supercellText } from '#core/match/supercellText.ts';
import { fixed, signed, signedPercent } from '#core/math/decimals.ts';
import { documentName } from '#core/recipe/documentName.ts';
import { writtenCells } from '#core/recipe/edits/match.ts';
import { recipeHash } from '#core/recipe/hash.ts';
import { VERSION } from '#core/recipe/provenance.ts';
import { filmsOf, substrateOf } from '#core/recipe/recipe.ts';
import { isSuperlattice } from '#core/recipe/report/report.ts';
import { describeWarning } from '#core/recipe/report/warnings.ts';
import { packedLinkOf } from '#engines/zip/packedLink.ts';
import { chemistry, pairText } from '#ui/kit/format.ts';
import './sheet.css';

export interface DataSheetProps {
  readonly model: Model;
  /** Drawn before the page makes room for the sheet; null without WebGL 2. */
  readonly picture: HTMLCanvasElement | null;
}

/** What one page has room for; the rest is counted. */
const MAX_ROWS = 8;
const MAX_LINK_CHARS = 2000;

/** The interface on one page of paper: picture, numbers with their definitions, and the way back to the document. */
export function DataSheet({ model, picture }: DataSheetProps) {
  const { built, report } = model;
  const { recipe } = built;
  const cells = writtenCells(built);
  const hold = useCallback(
    (host: HTMLDivElement | null) => {
      if (picture !== null) host?.replaceChildren(picture);
    },
    [picture],
  );
  const specs = [substrateOf(recipe), ...filmsOf(recipe)].map((step) => step.slab);
  const link = location.href.split('#')[0]! + packedLinkOf(recipe);
  const { cell } = report;
  return (
    <article className="sheet" aria-label="Data sheet">
      <header>
        <h1>{documentName(recipe)}</h1>
        <p>
          {report.atoms} atoms, {subscripts(formula(report.composition))} · Epistack {VERSION} ·{' '}
          {new Date().toISOString().slice(0, 10)}
        </p>
      </header>
      {picture !== null && <div className="sheet-picture" ref={hold} />}
      <table>
        <caption>Interface cell</caption>
        <thead>
          <tr>
            <Heads heads={['a, Å', 'b, Å', 'c, Å', 'γ, °', 'area, Å²', 'vacuum, Å', 'd₀, Å']} />
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{fixed(cell.a, 3)}</td>
            <td>{fixed(cell.b, 3)}</td>
            <td>{fixed(cell.c, 3)}</td>
            <td>{fixed(cell.gamma, 2)}</td>
            <td>{fixed(report.area, 2)}</td>
            <td>{isSuperlattice(report) ? 'superlattice' : fixed(report.vacuum, 2)}</td>
            <td>{report.separations.map((d) => fixed(d, 3)).join(', ') || '–'}</td>
          </tr>
        </tbody>
      </table>
      <table>
        <caption>Slabs, top to bottom</caption>
        <thead>
          <tr>
            <Heads
              heads={[
                'slab',
                'plane',
                'primitive cells',
                'planes',
                'thick, Å',
                'atoms',
                'charge, e',
                'εxx, %',
                'εyy, %',
                'εxy, %',
              ]}
            />
          </tr>
        </thead>
        <tbody>
          {[...report.layers.entries()]
            .reverse()
            .slice(0, MAX_ROWS)
            .map(([i, layer]) => (
              <tr key={i}>
                <td>
                  {subscripts(layer.label)} ({layer.role})
                </td>
                <td>({specs[i]!.hkl.map((x) => fixed(x, 0)).join(' ')})</td>
                <td>{supercellText(cells[i]!)}</td>
                <td>{layer.planes.length}</td>
                <td>{fixed(layer.thickness, 2)}</td>
                <td>{layer.atoms}</td>
                <td>{layer.charge === null ? '–' : signed(layer.charge, 0)}</td>
                <td>{signedPercent(layer.strain.xx)}</td>
                <td>{signedPercent(layer.strain.yy)}</td>
                <td>{signedPercent(layer.strain.xy)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {report.mismatches.length > 0 && (
        <table>
          <caption>Mismatch on {subscripts(report.layers[0]!.label)}</caption>
          <thead>
            <tr>
              <Heads heads={['film', 'along a, %', 'along b, %', 'Δγ, °', 'area, %']} />
            </tr>
          </thead>
          <tbody>
            {report.mismatches.slice(0, MAX_ROWS).map((m, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a film has no other name
              <tr key={i}>
                <td>{subscripts(report.layers[i + 1]!.label)}</td>
                <td>{signedPercent(m.a)}</td>
                <td>{signedPercent(m.b)}</td>
                <td>{signed(m.gammaDeg, 2)}</td>
                <td>{signedPercent(m.area)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {report.contacts.length > 0 && (
        <table>
          <caption>
            Contacts across the interface, Å
            {report.contacts.length > MAX_ROWS &&
              `; ${report.contacts.length - MAX_ROWS} more in the full report`}
          </caption>
          <thead>
            <tr>
              <Heads heads={['pair', 'mean', 'standard deviation', 'least', 'number']} />
            </tr>
          </thead>
          <tbody>
            {report.contacts.slice(0, MAX_ROWS).map((c) => (
              <tr key={`${c.interface} ${c.pair}`}>
                <td>{pairText(c.pair)}</td>
                <td>{fixed(c.nearestMean, 3)}</td>
                <td>{fixed(c.nearestStd, 3)}</td>
                <td>{fixed(c.min, 3)}</td>
                <td>{c.count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {report.warnings.length > 0 && (
        <section>
          <h2>Checks</h2>
          <ul>
            {report.warnings
              .map(describeWarning)
              .slice(0, MAX_ROWS)
              .map((text) => (
                <li key={text}>{chemistry(text)}</li>
              ))}
          </ul>
        </section>
      )}
      <section className="sheet-small">
        <h2>Definitions</h2>
        <p>
          Mismatch (l_film − l_substrate) / l_substrate of the unstrained supercells; positive: the
          film is longer. Strain ε = U − 1, rotation removed, x along a; positive is tension. d₀:
          the lowest atom of the upper slab minus the highest of the lower one. Contacts: each atom
          of the lower facing plane to its nearest of the upper one, periodic images included.
          Charges are formal. Cells count the in-plane cell of the slab: 2×1, or the rows of the
          matrix.
        </p>
        <h2>Document</h2>
        <p>
          Recipe {recipeHash(recipe)}.{' '}
          {link.length <= MAX_LINK_CHARS
            ? `This address opens it: ${link}`
            : 'Its address is too long for paper: Copy link on the page gives it.'}
        </p>
      </section>
    </article>
  );
}

const Heads = ({ heads }: { readonly heads: readonly string[] }) =>
  heads.map((text) => (
    <th key={text} scope="col">
      {text}
    </th>
  ));
