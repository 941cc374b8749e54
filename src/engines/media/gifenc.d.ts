/** The package has no types of its own. Of it, what is used here. */
declare module 'gifenc' {
  type Palette = [number, number, number][];
  interface FrameOptions {
    readonly palette?: Palette;
    /** ms, kept to a hundredth of a second. */
    readonly delay: number;
    /** 0: for ever. */
    readonly repeat?: number;
  }
  export function GIFEncoder(): {
    readonly writeFrame: (
      index: Uint8Array,
      widthPx: number,
      heightPx: number,
      options: FrameOptions,
    ) => void;
    readonly finish: () => void;
    readonly bytes: () => Uint8Array<ArrayBuffer>;
  };
  export function quantize(rgba: Uint8Array | Uint8ClampedArray, colors: number): Palette;
  export function applyPalette(rgba: Uint8Array | Uint8ClampedArray, palette: Palette): Uint8Array;
}
