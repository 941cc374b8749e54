import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { marksStore } from '#app/document/marks/marks.ts';
import { labelledOf, labelStore, selectionStore } from '#app/look/selection.ts';
import type { SceneMarks, SceneSheet } from '#render/types.ts';
import type { AtomsNow } from '#ui/look/atoms/atomsNow.ts';
import { drawnMeasures } from '#ui/look/measured/measuredList.ts';

const NO_LABELS: SceneMarks['labels'] = [];

/** Rings and words in the picture; undefined for none. What finds the words is fetched with the first. */
export function useMarks(
  now: AtomsNow,
  words: SceneMarks['words'],
  sheet: SceneSheet | null,
): SceneMarks | undefined {
  const selected = useStore(selectionStore, (s) => s.atoms);
  const { kind, atoms } = labelledOf(useStore(labelStore), now.marked);
  const measurements = useStore(marksStore, (s) => s.now.marks.measurements);
  const [labels, setLabels] = useState(NO_LABELS);
  useEffect(() => {
    if (kind === null) {
      setLabels(NO_LABELS);
      return;
    }
    let isCurrent = true;
    void import('./labelTexts.ts').then(
      ({ labelTexts }) => isCurrent && setLabels(labelTexts(kind, atoms, now)),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [kind, atoms, now]);
  const measures = useMemo(
    () => drawnMeasures(measurements, { ...now.structure, cut: now.marked.cut }),
    [measurements, now.structure, now.marked],
  );
  return useMemo(
    () =>
      selected.length + labels.length + measures.length + words.length === 0 && sheet === null
        ? undefined
        : { selected, labels, measures, words, ...(sheet && { sheet }) },
    [selected, labels, measures, words, sheet],
  );
}
