import type { OverlayPen } from '#render/overlay/overlayCanvas.ts';

const number = (x: number): string => String(Number(x.toFixed(2)) + 0);

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

/** Widths of letters of Inter as parts of their height: narrow ones, wide ones, and the rest. */
const widthOf = (letter: string): number =>
  /[ilj.,:;'|·]/.test(letter) ? 0.3 : /[mwMW@]/.test(letter) ? 0.86 : 0.58;

const ANCHORS: Readonly<Record<string, string>> = { left: 'start', center: 'middle', right: 'end' };

/** A flat canvas whose strokes become elements of an SVG. */
export class SvgPen implements OverlayPen {
  readonly elements: string[] = [];
  fillStyle = '#000000';
  strokeStyle = '#000000';
  font = '11px sans-serif';
  globalAlpha = 1;
  lineCap: CanvasLineCap = 'butt';
  lineJoin: CanvasLineJoin = 'miter';
  lineWidth = 1;
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'middle';
  #path: string[] = [];
  #dash: readonly number[] = [];

  beginPath(): void {
    this.#path = [];
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${number(x)} ${number(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.#path.push(`L${number(x)} ${number(y)}`);
  }

  /** Whole circles are all that is drawn. */
  arc(x: number, y: number, radius: number): void {
    const r = number(radius);
    this.#path.push(
      `M${number(x - radius)} ${number(y)}a${r} ${r} 0 1 0 ${number(2 * radius)} 0a${r} ${r} 0 1 0 ${number(-2 * radius)} 0`,
    );
  }

  setLineDash(segments: readonly number[]): void {
    this.#dash = segments;
  }

  stroke(): void {
    const dash =
      this.#dash.length > 0 ? ` stroke-dasharray="${this.#dash.map(number).join(' ')}"` : '';
    this.#element(
      `fill="none" stroke="${this.strokeStyle}" stroke-width="${number(this.lineWidth)}" stroke-linecap="${this.lineCap}" stroke-linejoin="${this.lineJoin}"${dash}`,
    );
  }

  fill(): void {
    this.#element(`fill="${this.fillStyle}"`);
  }

  #element(style: string): void {
    const opacity = this.globalAlpha < 1 ? ` opacity="${number(this.globalAlpha)}"` : '';
    this.elements.push(`<path d="${this.#path.join('')}" ${style}${opacity}/>`);
  }

  strokeText(text: string, x: number, y: number): void {
    this.#text(
      text,
      [x, y],
      `fill="none" stroke="${this.strokeStyle}" stroke-width="${number(this.lineWidth)}" stroke-linejoin="round" aria-hidden="true"`,
    );
  }

  fillText(text: string, x: number, y: number): void {
    this.#text(text, [x, y], `fill="${this.fillStyle}"`);
  }

  #text(text: string, [x, y]: readonly [number, number], style: string): void {
    const [, weight = '400', size = '11'] = /^(\d+ )?([\d.]+)px/.exec(this.font) ?? [];
    // Editors disagree on dominant-baseline: the middle of small letters by hand.
    const down = 0.36 * Number(size);
    this.elements.push(
      `<text x="${number(x)}" y="${number(y + down)}" font-size="${number(Number(size))}" font-weight="${weight.trim()}" text-anchor="${ANCHORS[this.textAlign] ?? 'start'}" ${style}>${escaped(text)}</text>`,
    );
  }

  measureText(text: string): { readonly width: number } {
    const size = Number(/([\d.]+)px/.exec(this.font)?.[1] ?? 11);
    return { width: size * [...text].reduce((sum, letter) => sum + widthOf(letter), 0) };
  }
}
