import { createContext, use, useEffect } from 'react';

/** Called by each field inside when its entry becomes refused or accepted. */
export type ReportRefusal = (id: string, isRefused: boolean) => void;

const ignore: ReportRefusal = () => {};

/** A form that must know whether one of its fields is refused gives its fields a way to say so. */
export const RefusalContext = createContext<ReportRefusal>(ignore);

/** Reports a field of this id, also when it is taken off the page. */
export function useRefusal(id: string, isRefused: boolean): void {
  const report = use(RefusalContext);
  useEffect(() => {
    if (!isRefused) return;
    report(id, true);
    return () => report(id, false);
  }, [id, isRefused, report]);
}
