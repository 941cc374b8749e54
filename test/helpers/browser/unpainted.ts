/**
 * Runs in a page before its own code. GL makes and checks every draw call, errors and all, but puts no pixel onto a
 * canvas that is not small: painting on the processor takes a third of what tests of the page cost, and few of them
 * look at the picture. Whatever reads a canvas that was not painted throws: no test takes an empty picture for the page's.
 */
export function leaveUnpainted(): void {
  /** Of the small pictures of kept documents, which the page makes by itself and which cost little. */
  const SMALL_PX = 100_000;
  const unpainted = new WeakSet<object>();

  const drawings = [
    'drawElements',
    'drawArrays',
    'drawElementsInstanced',
    'drawArraysInstanced',
  ] as const;
  for (const name of drawings) {
    const draw = WebGL2RenderingContext.prototype[name] as (...args: unknown[]) => void;
    WebGL2RenderingContext.prototype[name] = function (
      this: WebGL2RenderingContext,
      ...args: unknown[]
    ) {
      if (this.drawingBufferWidth * this.drawingBufferHeight <= SMALL_PX) {
        unpainted.delete(this.canvas);
        draw.apply(this, args);
        return;
      }
      unpainted.add(this.canvas);
      this.enable(this.RASTERIZER_DISCARD);
      draw.apply(this, args);
      this.disable(this.RASTERIZER_DISCARD);
    };
  }

  const refuse = (): never => {
    const fault = 'nothing was painted: this test reads the picture and has to open with painted';
    console.error(fault);
    throw new Error(fault);
  };
  const guard = <T extends object>(
    owner: T,
    name: keyof T,
    reads: (args: unknown[]) => unknown,
  ) => {
    const read = owner[name] as (...args: unknown[]) => unknown;
    owner[name] = function (this: unknown, ...args: unknown[]) {
      const source = reads.call(this, args);
      if (typeof source === 'object' && source !== null && unpainted.has(source)) refuse();
      return read.apply(this, args);
    } as T[keyof T];
  };
  function itself(this: unknown) {
    return this;
  }
  const first = ([source]: unknown[]) => source;
  guard(CanvasRenderingContext2D.prototype, 'drawImage', first);
  guard(OffscreenCanvasRenderingContext2D.prototype, 'drawImage', first);
  guard(HTMLCanvasElement.prototype, 'toBlob', itself);
  guard(HTMLCanvasElement.prototype, 'toDataURL', itself);
  guard(HTMLCanvasElement.prototype, 'captureStream', itself);
  guard(globalThis, 'createImageBitmap' as keyof typeof globalThis, first);
  guard(WebGL2RenderingContext.prototype, 'readPixels', function (this: unknown) {
    return (this as WebGL2RenderingContext).canvas;
  });
}
