import './dropHint.css';

/** A hint over the whole page, while files are dragged over it, that says what can be dropped. */
export function DropHint({ children }: { readonly children: string }) {
  return (
    <div className="drop-hint" aria-hidden="true">
      {children}
    </div>
  );
}
