import '#ui/shell/inter.css';
import { draw, slice } from './draw.ts';

declare global {
  interface Window {
    /** What the terminal calls. */
    epistack: { readonly draw: typeof draw; readonly slice: typeof slice };
    /** Put there by the terminal: a line for it. */
    epistackSay: (text: string) => void;
  }
}

// What is drawn is measured in this font: it must be there before.
await document.fonts.load('500 11px "Inter Variable"');
window.epistack = { draw, slice };
