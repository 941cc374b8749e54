import { useEffect, useRef, useState } from 'react';
import { endMicroscope, startMicroscope, wasLost } from '#app/microscope/microscopeJob.ts';
import type { Seen, SpecimenSource, Transformed } from '#app/microscope/microscopeTasks.ts';
import type { Observation } from '#core/microscope/observation.ts';
import type { Region } from '#core/microscope/spectrum/spectrum.ts';

/** An image with the question that it answers. */
export interface AnsweredImage {
  readonly seen: Seen;
  readonly source: SpecimenSource;
  readonly observation: Observation;
}

/** Sliders pass over many values: an image is asked for when they rest. */
const REST_MS = 120;

/** The image of the latest question; the one before stays until it is there. */
export function useSeen(
  source: SpecimenSource,
  observation: Observation,
): {
  readonly answered: AnsweredImage | null;
  readonly problem: string | null;
  /** It was given up, or its worker was lost: the same question may be answered when it is asked again. */
  readonly isStopped: boolean;
  /** 0 … 1; null when nothing is computed. */
  readonly done: number | null;
  /** Gives the question up; the image before stays. */
  readonly cancel: () => void;
  /** Asks what was stopped once more. */
  readonly again: () => void;
} {
  const [answered, setAnswered] = useState<AnsweredImage | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState<number | null>(0);
  const [isStopped, setStopped] = useState(false);
  const [tries, setTries] = useState(0);
  const giveUp = useRef<() => void>(() => undefined);
  useEffect(() => endMicroscope, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was stopped is asked again
  useEffect(() => {
    let cancel: () => void = () => undefined;
    setStopped(false);
    const timer = setTimeout(() => {
      setDone(0);
      const job = startMicroscope('look', { source, observation }, setDone);
      cancel = job.cancel;
      job.answer.then(
        (seen) => {
          setAnswered({ seen, source, observation });
          setProblem(null);
          setDone(null);
        },
        (error: Error) => {
          setProblem(error.message);
          setStopped(wasLost(error));
          setDone(null);
        },
      );
    }, REST_MS);
    const stop = () => {
      clearTimeout(timer);
      cancel();
    };
    giveUp.current = () => {
      stop();
      setDone(null);
      setStopped(true);
    };
    return stop;
  }, [source, observation, tries]);
  return {
    ...{ answered, problem, isStopped, done },
    cancel: () => giveUp.current(),
    again: () => {
      setProblem(null);
      setTries(tries + 1);
    },
  };
}

/** The transform of a region of an image. */
export function useTransform(
  answered: AnsweredImage | null,
  region: Region | null,
): Transformed | null {
  const [transformed, setTransformed] = useState<Transformed | null>(null);
  useEffect(() => {
    if (answered === null) return;
    const { seen, source, observation } = answered;
    const { width, height, pixelAng, values, thicknessAng } = seen.image;
    const image = { width, height, pixelAng, values };
    const job = startMicroscope('transform', {
      ...{ source, observation, image, thicknessAng, region, window: 'hann' },
    });
    job.answer.then(setTransformed, () => setTransformed(null));
    return job.cancel;
  }, [answered, region]);
  return transformed;
}
