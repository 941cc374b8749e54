import { formula } from '#core/crystal/structure.ts';
import { fixed, signedInFull, signedPercent } from '#core/math/decimals.ts';
import { isSuperlattice, type Report } from './report.ts';
import { describeWarning } from './warnings.ts';

const ang = (x: number, digits = 3): string => `${x.toFixed(digits)} Å`;
/** Zero has a blank in place of its sign. */
const percent = (x: number): string => `${signedPercent(x).padStart(5)} %`;
const charge = (q: number | null): string => (q === null ? 'unknown' : `${signedInFull(q)} e`);

/** "film", or "film 2" counted upward where there are several; the page counts alike. */
const roleOf = (report: Report, index: number): string =>
  index === 0 ? 'substrate' : report.layers.length > 2 ? `film ${index}` : 'film';

/** The report as plain text: what the terminal prints and the page shows under “full report”. */
export function reportText(report: Report): string {
  const { cell } = report;
  const lines = [
    report.title,
    '',
    `atoms        ${report.atoms}   ${formula(report.composition)}   formal charge ${charge(report.charge)}`,
    `cell         a ${ang(cell.a)}   b ${ang(cell.b)}   c ${ang(cell.c)}   γ ${cell.gamma.toFixed(2)}°   area ${report.area.toFixed(2)} Å²`,
    !isSuperlattice(report)
      ? `vacuum       ${ang(report.vacuum, 2)} along c, half below and half above the stack`
      : 'vacuum       none: the stack repeats along c as a superlattice',
  ];
  if (report.mismatch !== null) {
    lines.push(
      '',
      'Mismatch: (film − substrate) / substrate, unstrained supercells; positive: the film is longer',
    );
    for (const [i, m] of report.mismatches.entries()) {
      const film = report.layers[i + 1]!;
      const base = report.layers[0]!;
      lines.push(
        `  ${film.label} (${roleOf(report, i + 1)}) on ${base.label}   a ${percent(m.a)} (${film.supercell.a.toFixed(3)} on ${ang(base.supercell.a)})   b ${percent(m.b)} (${film.supercell.b.toFixed(3)} on ${ang(base.supercell.b)})   Δγ ${fixed(m.gammaDeg, 2)}°   area ${percent(m.area)}`,
      );
    }
  }
  lines.push('', 'Strain taken: ε = U − 1, rotation removed, x along a; positive is tension');
  for (const [i, l] of report.layers.entries())
    lines.push(
      `  ${`${l.label} (${roleOf(report, i)})`.padEnd(22)} εxx ${percent(l.strain.xx)}   εyy ${percent(l.strain.yy)}   εxy ${percent(l.strain.xy)}${l.normalStrain === 0 ? '' : `   εzz ${percent(l.normalStrain)} (given)`}`,
    );
  if (report.separations.length > 0)
    lines.push(
      '',
      `d0: lowest atom of the upper slab minus highest of the lower: ${report.separations.map((d) => ang(d)).join(', ')}`,
    );
  if (report.contacts.length > 0) {
    lines.push(
      '',
      'Contacts: each X of the lower facing plane to its nearest Y of the upper one, by minimum image',
    );
    for (const c of report.contacts)
      lines.push(
        `  ${report.separations.length > 1 ? `interface ${c.interface + 1}  ` : ''}${c.pair.padEnd(6)} mean ${ang(c.nearestMean)}   sd ${ang(c.nearestStd)}   min ${ang(c.min)}   n ${c.count}   within ${c.cutoff} Å: ${c.withinCount}${c.withinMean === null ? '' : `, mean ${ang(c.withinMean)}`}`,
      );
  }
  if (report.closest !== null)
    lines.push(
      '',
      `Closest pair: ${report.closest.pair}, atoms ${report.closest.atoms[0] + 1} and ${report.closest.atoms[1] + 1}, ${ang(report.closest.distance)}`,
    );
  lines.push('', 'Slabs, top to bottom; formal charges for the whole cell');
  for (const [i, l] of [...report.layers.entries()].reverse()) {
    lines.push(
      `  ${l.label} (${roleOf(report, i)})   ${l.atoms} atoms   ${formula(l.composition)}   charge ${charge(l.charge)}   ${ang(l.thickness)} thick   ${l.symmetric ? 'symmetric' : 'asymmetric'}${l.dipole === null ? '' : `   dipole ${fixed(l.dipole, 2)} e·Å`}`,
    );
    for (const p of [...l.planes].reverse())
      lines.push(
        `    z ${p.zAng.toFixed(3).padStart(8)}   ${formula(p.composition).padEnd(16)} charge ${charge(p.charge)}`,
      );
  }
  if (report.edits.length > 0)
    lines.push(
      '',
      'Edits by hand, in order',
      ...report.edits.map((e, i) => `  ${i + 1}  ${e.text}   ${e.outcome}`),
    );
  if (report.warnings.length > 0)
    lines.push('', 'Warnings', ...report.warnings.map((w) => `  ${describeWarning(w)}`));
  if (report.notes.length > 0) lines.push('', 'Notes', ...report.notes.map((n) => `  ${n}`));
  return `${lines.join('\n')}\n`;
}
