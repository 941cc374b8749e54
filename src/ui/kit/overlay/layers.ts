/** A layer over the page, or in place of a part of it, that Escape closes. */
export interface Layer {
  /** Null where the browser itself closes it, as it does a modal dialog. */
  readonly onEscape: (() => void) | null;
  /** A text field that has the focus keeps Escape for itself. */
  readonly yieldsToFields: boolean;
}

/** The layers that are open. The last one opened is the uppermost, and the only one that Escape closes. */
export class LayerStack {
  readonly #open: Layer[] = [];

  /** @returns takes the layer off again, whatever was opened after it */
  add(layer: Layer): () => void {
    this.#open.push(layer);
    return () => {
      const at = this.#open.indexOf(layer);
      if (at >= 0) this.#open.splice(at, 1);
    };
  }

  /** @returns whether a layer took the key */
  escape(isInField: boolean): boolean {
    const top = this.#open.at(-1);
    if (top === undefined || top.onEscape === null) return false;
    if (isInField && top.yieldsToFields) return false;
    top.onEscape();
    return true;
  }
}

const onPage = new LayerStack();

/** Fields in which Escape has a meaning of its own. */
const TYPED_IN =
  'input:not([type="range"], [type="checkbox"], [type="radio"], [type="file"]), select, textarea';

function onKeyDown(e: KeyboardEvent): void {
  if (e.key !== 'Escape' || e.defaultPrevented) return;
  const isInField = e.target instanceof HTMLElement && e.target.matches(TYPED_IN);
  if (onPage.escape(isInField)) e.preventDefault();
}

let listening = 0;

/** Adds a layer to those of the page. @returns takes it off again */
export function addLayer(layer: Layer): () => void {
  if (listening++ === 0) document.addEventListener('keydown', onKeyDown);
  const remove = onPage.add(layer);
  return () => {
    remove();
    if (--listening === 0) document.removeEventListener('keydown', onKeyDown);
  };
}
