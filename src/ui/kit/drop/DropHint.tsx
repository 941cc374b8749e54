import './dropHint.css';

/** What can be dropped, over all of the page while files are dragged over it. */
export function DropHint({ children }: { readonly children: string }) {
  return (
    <div className="drop-hint" aria-hidden="true">
      {children}
    </div>
  );
}
