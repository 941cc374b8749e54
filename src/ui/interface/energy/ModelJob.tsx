import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { lookForModel, modelStore } from '#app/universal/modelStore.ts';
import { subscripts } from '#core/crystal/structure.ts';
import { useJobFocus } from '#ui/kit/jobFocus.ts';
import { DispersionSwitch } from './DispersionSwitch.tsx';
import { ModelNeeded } from './ModelNeeded.tsx';

/** How far a computation is. */
export interface JobProgress {
  /** Name of the bar. */
  readonly label: string;
  readonly text: string;
  /** How many of how many; without, the bar only moves. */
  readonly done?: number;
  readonly of?: number;
}

interface ModelJobProps {
  /** What is asked before a computation. */
  readonly options?: ReactNode;
  /** Its buttons. */
  readonly children: ReactNode;
  /** null while nothing is computed. */
  readonly progress: JobProgress | null;
  readonly problem: string | null;
  readonly onCancel: () => void;
}

/** What stands around a computation by the universal potential: its buttons or how to get the model, progress, cancel, problem. */
export function ModelJob({ options, children, progress, problem, onCancel }: ModelJobProps) {
  const { status, model } = useStore(modelStore);
  const ways = useJobFocus(progress !== null);
  useEffect(() => void lookForModel(), []);
  // A job whose model has been removed meanwhile goes on, and can be ended.
  return (
    <>
      {model === null ? (
        <ModelNeeded status={status} />
      ) : (
        <>
          <DispersionSwitch />
          {options}
        </>
      )}
      {(model !== null || progress !== null) && (
        <div className="ways" ref={ways}>
          {model !== null && children}
          {progress !== null && (
            <button type="button" className="linkish" onClick={onCancel}>
              cancel
            </button>
          )}
        </div>
      )}
      {progress !== null && (
        <p className="about" role="status">
          <progress
            aria-label={progress.label}
            {...(progress.of !== undefined && { value: progress.done, max: progress.of })}
          />{' '}
          {subscripts(progress.text)}
        </p>
      )}
      {problem !== null && (
        <p role="alert" className="hint">
          {problem}
        </p>
      )}
    </>
  );
}
