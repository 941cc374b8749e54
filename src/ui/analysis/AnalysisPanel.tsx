import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { analysisPanelStore, setAnalysisTab } from '#app/analysis/analysisPanel.ts';
import { stemOf } from '#app/document/fileNames.ts';
import type { Model } from '#app/document/model.ts';
import { fileStem } from '#core/recipe/documentName.ts';
import { NumberField } from '#ui/kit/fields.tsx';
import { CloseButton } from '#ui/kit/overlay/Dialog.tsx';
import { FileStemContext } from '#ui/kit/plot/fileStem.ts';
import { TabList } from '#ui/kit/tabs/TabList.tsx';
import { usePlayer, useRecipe } from '#ui/state/hooks.ts';
import { Empty } from './AnalysisParts.tsx';
import { ALL_FRAMES, chosenRange, type FrameChoice } from './analysisFrames.ts';
import { ANALYSIS_TABS } from './tabs.ts';
import './analysis.css';

export interface AnalysisProps {
  readonly model: Model;
  readonly onClose: () => void;
}

/** Plots of what is played, all linked to the frame that is shown. */
export function AnalysisPanel({ model, onClose }: AnalysisProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const chosen = useStore(analysisPanelStore, (s) => s.tab);
  const source = usePlayer((p) => p.source);
  const isHeld = usePlayer((p) => p.isHeld);
  const count = useSlow(usePlayer((p) => p.count));
  const [choice, setChoice] = useState<FrameChoice>(ALL_FRAMES);
  // The chosen range belonged to another trajectory.
  const opened = usePlayer((p) => p.opened);
  // biome-ignore lint/correctness/useExhaustiveDependencies: forgets with the trajectory
  useEffect(() => setChoice(ALL_FRAMES), [opened]);
  const range = chosenRange(choice, Math.max(1, count));
  const played = isHeld ? null : source;
  const has = ANALYSIS_TABS.filter((t) => t.isFor?.(played, model) ?? true);
  const tab = has.find((t) => t.id === chosen) ?? has[0]!;
  const recipe = useRecipe();
  const stem = played?.kind === 'file' ? fileStem(played.label) : stemOf(recipe);
  return (
    <section className="analysis" aria-label="Analysis">
      <header>
        <h2 ref={title} tabIndex={-1}>
          Analysis
        </h2>
        <span className="under analysis-of">
          {tab.isOfNoFrames ? '' : (played?.label ?? 'nothing is played')}
        </span>
        <CloseButton label="Close the analysis" onClose={onClose} />
      </header>
      <TabList
        label="Analyses"
        className="analysis-tabs"
        idPrefix="analysis"
        asButtons
        tabs={has.map(({ id, label }) => [id, label])}
        tab={tab.id}
        onTab={setAnalysisTab}
      />
      {played && !tab.isOfNoFrames && <Frames choice={choice} count={count} onChange={setChoice} />}
      <div className="analysis-body" role="tabpanel" aria-labelledby={`analysis-${tab.id}`}>
        <FileStemContext value={stem}>
          {'Sourceless' in tab ? (
            <tab.Sourceless model={model} source={played} range={range} />
          ) : played === null ? (
            <Empty>
              Nothing is played: open a trajectory, run one, or go back to the default document,
              which has one. A spectrum of an energy gap from a file needs no trajectory.
            </Empty>
          ) : (
            <tab.Content model={model} source={played} range={range} />
          )}
        </FileStemContext>
      </div>
    </section>
  );
}

/** Which frames are analysed. Typed numbers count from 1, as the player's do. */
function Frames(props: {
  readonly choice: FrameChoice;
  readonly count: number;
  readonly onChange: (choice: FrameChoice) => void;
}) {
  const { choice, count, onChange } = props;
  const played = usePlayer((p) => p.range);
  const [draft, setDraft] = useState<FrameChoice | null>(null);
  const { first, last, stride } = draft ?? choice;
  const commit = () => {
    if (draft !== null) onChange(draft);
    setDraft(null);
  };
  const edit = (change: Partial<FrameChoice>) => setDraft({ ...(draft ?? choice), ...change });
  const shared = { digits: 0, step: 1, min: 1, short: true, onCommit: commit } as const;
  return (
    <div className="analysis-frames">
      <NumberField
        {...shared}
        label="frames"
        value={first + 1}
        max={(last ?? count - 1) + 1}
        onPreview={(n) => edit({ first: n - 1 })}
      />
      <NumberField
        {...shared}
        label="to"
        value={(last ?? count - 1) + 1}
        min={first + 1}
        max={Math.max(1, count)}
        // A range up to the last frame follows when frames are added.
        onPreview={(n) => edit({ last: n >= count ? null : n - 1 })}
      />
      <NumberField
        {...shared}
        label="every"
        value={stride}
        max={Math.max(1, count)}
        onPreview={(n) => edit({ stride: n })}
      />
      {played !== null && (
        <button
          type="button"
          className="button small"
          title="The frames between the in and out points of the player"
          onClick={() => onChange({ ...choice, first: played[0], last: played[1] })}
        >
          as played
        </button>
      )}
    </div>
  );
}

/** A running simulation grows many times a second; plots are updated less often. */
const SLOW_MS = 2000;
function useSlow(value: number): number {
  const [slow, setSlow] = useState(value);
  const toldMs = useRef(0);
  useEffect(() => {
    if (slow === value) return;
    const timer = setTimeout(
      () => {
        toldMs.current = performance.now();
        setSlow(value);
      },
      // Another trajectory is told at once.
      value < slow ? 0 : Math.max(0, toldMs.current + SLOW_MS - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [slow, value]);
  return slow;
}
