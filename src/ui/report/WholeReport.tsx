import type { Model } from '#app/document/model.ts';
import { reportText } from '#core/recipe/report/reportText.ts';
import { Dialog } from '#ui/kit/overlay/Dialog.tsx';

export interface WholeReportProps {
  readonly model: Model;
  readonly onClose: () => void;
}

/** The report as text, to be copied. */
export function WholeReport({ model, onClose }: WholeReportProps) {
  const text = reportText(model.report);
  return (
    <Dialog label="Full report" onClose={onClose}>
      <header className="titlebar">
        <strong>Report</strong>
        <span>
          <button
            type="button"
            className="button small"
            onClick={() => void navigator.clipboard.writeText(text)}
          >
            Copy
          </button>{' '}
          <button type="button" className="button small" onClick={onClose}>
            Close
          </button>
        </span>
      </header>
      <pre>{text}</pre>
    </Dialog>
  );
}
