import { useEffect } from 'react';
import { useStore } from 'zustand';
import { chooseCompute, computeStore, lookForCard } from '#app/universal/compute/computeStore.ts';
import { computeWords } from '#app/universal/compute/computeWords.ts';
import { circumstances, isolatedByReload, threadsHere } from '#app/universal/compute/threads.ts';
import { SegmentedControl } from '#ui/kit/fields.tsx';

/** On what the universal potential is computed, where there is a choice, and what that means. */
export function ComputeSwitch() {
  const { choice, card } = useStore(computeStore);
  useEffect(() => void lookForCard(), []);
  return (
    <>
      {card !== null && (
        <>
          <span className="label">compute on</span>
          <SegmentedControl
            label="Compute on"
            value={choice}
            options={[
              ['automatic', 'automatic'],
              ['processor', 'processor'],
              ['card', 'graphics card'],
            ]}
            onChange={chooseCompute}
          />
        </>
      )}
      <p className="about" data-testid="computed-on">
        {computeWords(choice, { card, threads: threadsHere(), isolated: isolation() })}
      </p>
    </>
  );
}

function isolation(): 'now' | 'later' | 'not' {
  const now = circumstances();
  if (now.isIsolated) return 'now';
  return isolatedByReload(now) ? 'later' : 'not';
}
