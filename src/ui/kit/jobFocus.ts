import { type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps the focus among the buttons of a job, where a button that had it is gone or can no longer be pressed: on what
 * ends the job while it goes on, then on what begins it. A focus elsewhere on the page is left there.
 * @returns for the element around the buttons, which ends with that of cancel
 */
export function useJobFocus(isBusy: boolean): RefObject<HTMLDivElement | null> {
  const host = useRef<HTMLDivElement>(null);
  const wasBusy = useRef(isBusy);
  useEffect(() => {
    if (wasBusy.current === isBusy || host.current === null) return;
    wasBusy.current = isBusy;
    const { activeElement } = document;
    if (activeElement !== document.body && !host.current.contains(activeElement)) return;
    const buttons = [...host.current.querySelectorAll<HTMLElement>('button:enabled')];
    (isBusy ? buttons.at(-1) : buttons[0])?.focus();
  }, [isBusy]);
  return host;
}
