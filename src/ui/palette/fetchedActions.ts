import { openAnalysis } from '#app/analysis/analysisPanel.ts';
import { PAPER_TAB } from '#app/analysis/openPaperData.ts';
import { exportStore } from '#app/export/exportSettings.ts';
import { playerStore } from '#app/player/player.ts';
import { openPlace } from '#app/shell/places.ts';
import { ANALYSIS_TABS } from '#ui/analysis/tabs.ts';
import { targetGroups } from '#ui/export/exportTargets.ts';
import type { Action } from './action.ts';
import { noRun, stackNow } from './state.ts';

/** What a tab of the analysis is about, beside its short name. */
const ANALYSES: Readonly<Record<string, string>> = {
  contacts: 'lengths across the interface over time',
  picked: 'distances and angles over time',
  values: 'energies and temperatures beside the frames',
  rdf: 'radial distribution, coordination number',
  msd: 'mean squared displacement, diffusion',
  profile: 'density along the normal',
  drift: 'centres of mass of the slabs',
  spectrum: 'of a series of the frames, or of an energy gap from a file',
  diffraction: 'powder pattern',
  orientation: 'orientation relation, stereographic projection, parallel planes',
  micrograph: 'one of your own, orientations from its Fourier transform',
  paper: 'PL peaks, lifetimes, photoconductors',
};

const ANALYSIS: readonly Action[] = ANALYSIS_TABS.map(({ id, label, isFor }) => ({
  id: `analysis-${id}`,
  name: ANALYSES[id] === undefined ? label : `${label}: ${ANALYSES[id]}`,
  group: 'Analyse',
  whyNot: () => {
    const { source, isHeld } = playerStore.getState();
    const stack = stackNow();
    // That of the paper is there for every document as soon as it is asked for.
    if (isFor === undefined || id === PAPER_TAB || stack === null) return null;
    return isFor(isHeld ? null : source, stack) ? null : `${label}: nothing that is played has any`;
  },
  run: () => openAnalysis(id),
}));

/** Everything that can leave the page: the dialog opens on it. */
const EXPORTS: readonly Action[] = targetGroups(true).flatMap(({ heading, rows }) =>
  rows.map(
    ({ id, label, hint }): Action => ({
      id: `export-${id}`,
      name: `Export ${label}: ${hint}`,
      group: heading.replace(' (zip)', ''),
      ...(id.startsWith('run:') && { whyNot: noRun }),
      run: () => {
        exportStore.setState({ target: id });
        openPlace('export');
      },
    }),
  ),
);

/** Actions whose tables hold the code of formats and plots: some 150 kB, which the list does not wait for. */
export const FETCHED_ACTIONS: readonly Action[] = [...EXPORTS, ...ANALYSIS];
