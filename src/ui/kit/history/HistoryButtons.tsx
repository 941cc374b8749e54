/** Undo and redo, of the page or of a room that has a history of its own. */
export function HistoryButtons(props: {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  /** What the steps are of, where the page's own buttons stand beside: "settings". */
  readonly of?: string;
}) {
  const { canUndo, canRedo, undo, redo, of } = props;
  const named = (name: string) => (of === undefined ? name : `${name} ${of}`);
  return (
    <>
      <button
        type="button"
        className="button quiet step"
        disabled={!canUndo}
        onClick={undo}
        aria-label={named('Undo')}
        title={`${named('Undo')} (Ctrl Z)`}
      >
        ↶
      </button>
      <button
        type="button"
        className="button quiet step"
        disabled={!canRedo}
        onClick={redo}
        aria-label={named('Redo')}
        title={`${named('Redo')} (Ctrl Shift Z)`}
      >
        ↷
      </button>
    </>
  );
}
