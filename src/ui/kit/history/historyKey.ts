/** Ctrl Z and Ctrl Shift Z in a room with a history of its own, but not in a field that is typed in. */
export const historyKey =
  (undo: () => void, redo: () => void) =>
  (e: React.KeyboardEvent): void => {
    const isTyping = (e.target as HTMLElement).matches(
      'input:not([type="checkbox"], [type="range"])',
    );
    if (!(e.ctrlKey || e.metaKey) || e.key.toLowerCase() !== 'z' || isTyping) return;
    e.preventDefault();
    e.stopPropagation();
    if (e.shiftKey) redo();
    else undo();
  };
