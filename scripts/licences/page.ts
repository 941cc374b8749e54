import type { Notice } from './notices.ts';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

/** Where the sources of the LAMMPS module can be read. */
export const lammpsSources = (tag: string): string =>
  `https://github.com/lammps/lammps/tree/${tag}`;

/**
 * The page "Licences" that is shipped beside the built page.
 * @param own the text of our own licence
 * @param lammps tag of the LAMMPS sources, and whether the module was built from changed ones
 */
export function licencesPage(
  own: string,
  notices: readonly Notice[],
  lammps: { readonly tag: string; readonly isModified: boolean },
): string {
  const wrapper = notices.find((n) => n.name === 'lammps.js');
  if (!wrapper) throw new Error('the page of licences speaks of LAMMPS, which is not bundled');
  const changes = lammps.isModified
    ? ` The module names its sources <code>${lammps.tag}-modified</code>: what was changed and added, and the build
script, lie in the folder <code>cpp</code> of <a href="https://github.com/lammps/lammps.js">lammps.js</a>, version
${wrapper.version}.`
    : '';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Licences – Epistack</title>
<style>
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; }
pre { white-space: pre-wrap; font-size: 12px; }
summary { cursor: pointer; }
</style>
<h1>Licences</h1>
<p>Epistack’s own sources are under the MIT licence. This page as it is distributed also contains the packages
below, each under its own licence. One of them is LAMMPS, under version 2 of the GNU General Public License.</p>
<details><summary>Epistack (MIT)</summary><pre>${escaped(own)}</pre></details>
<h2 id="lammps">LAMMPS</h2>
<p>Molecular dynamics runs in LAMMPS, as compiled to WebAssembly by the package lammps.js: the files
<code>assets/lammps*</code>. They are free software under the <a href="GPL-2.0.txt">GNU General Public License,
version 2</a>, and come without any warranty. LAMMPS is copyright Sandia Corporation and its other authors.</p>
<p>Source: <a href="${lammpsSources(lammps.tag)}">${lammpsSources(lammps.tag)}</a>.${changes}</p>
<p>Whoever publishes a copy of this page, changed or not, conveys LAMMPS with it: leave this text and the GPL in place,
and see that those who get the page can get that source from you.</p>
<h2>Packages and fonts</h2>
${notices
  .map(
    ({ name, version, licence, text }) =>
      `<details><summary>${escaped(`${name} ${version} (${licence})`)}</summary><pre>${escaped(text)}</pre></details>`,
  )
  .join('\n')}
</html>
`;
}
