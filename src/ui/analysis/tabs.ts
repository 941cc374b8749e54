import { contactsTab } from '#ui/analysis/tabs/AnalysisContacts.tsx';
import { diffractionTab } from '#ui/analysis/tabs/AnalysisDiffraction.tsx';
import { driftTab } from '#ui/analysis/tabs/AnalysisDrift.tsx';
import { micrographTab } from '#ui/analysis/tabs/AnalysisMicrograph.tsx';
import { msdTab } from '#ui/analysis/tabs/AnalysisMsd.tsx';
import { orientationTab } from '#ui/analysis/tabs/AnalysisOrientation.tsx';
import { paperTab } from '#ui/analysis/tabs/AnalysisPaper.tsx';
import { pickedTab } from '#ui/analysis/tabs/AnalysisPicked.tsx';
import { profileTab } from '#ui/analysis/tabs/AnalysisProfile.tsx';
import { rdfTab } from '#ui/analysis/tabs/AnalysisRdf.tsx';
import { spectrumTab } from '#ui/analysis/tabs/AnalysisSpectrum.tsx';
import { valuesTab } from '#ui/analysis/tabs/AnalysisValues.tsx';
import type { AnalysisTab } from './analysisTab.ts';

/** The parts of the analysis panel, as they stand in it; the first is open at first. */
export const ANALYSIS_TABS: readonly AnalysisTab[] = [
  contactsTab,
  pickedTab,
  valuesTab,
  rdfTab,
  msdTab,
  profileTab,
  driftTab,
  spectrumTab,
  diffractionTab,
  orientationTab,
  micrographTab,
  paperTab,
];
