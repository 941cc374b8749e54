import { createStore } from 'zustand/vanilla';
import { keptStore } from './keptStore.ts';

/** How large a figure is and what stands in it. Kept in the browser. */
export interface FigureSettings {
  /** What `width` and `height` count. */
  readonly unit: 'mm' | 'px';
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  /** Height of letters in print; lines keep their proportion to it. */
  readonly textPt: number;
  readonly transparent: boolean;
  /** Ink on white instead of the colours of the page. */
  readonly onPaper: boolean;
  readonly legend: boolean;
  readonly scaleBar: boolean;
  readonly axes: boolean;
  /** Dimensions and lengths of contacts. */
  readonly labels: boolean;
  /** Scale of models that are printed in 3D. */
  readonly printMmPerAng: number;
}

export const FIGURE_DEFAULTS: FigureSettings = {
  unit: 'mm',
  width: 170,
  height: 110,
  dpi: 300,
  textPt: 8,
  transparent: true,
  onPaper: true,
  legend: true,
  scaleBar: true,
  axes: true,
  labels: true,
  printMmPerAng: 2,
};

export interface FigureSize {
  readonly id: string;
  readonly label: string;
  readonly size: Pick<FigureSettings, 'unit' | 'width' | 'height' | 'dpi' | 'textPt'>;
}

export const FIGURE_SIZES: readonly FigureSize[] = [
  {
    id: 'column',
    label: 'One column, 85 × 70 mm',
    size: { unit: 'mm', width: 85, height: 70, dpi: 600, textPt: 7 },
  },
  {
    id: 'page',
    label: 'Two columns, 170 × 110 mm',
    size: { unit: 'mm', width: 170, height: 110, dpi: 300, textPt: 8 },
  },
  {
    id: 'slide',
    label: 'Slide, 1920 × 1080 px',
    size: { unit: 'px', width: 1920, height: 1080, dpi: 96, textPt: 16 },
  },
  {
    id: 'poster',
    label: 'Poster, 420 × 297 mm',
    size: { unit: 'mm', width: 420, height: 297, dpi: 300, textPt: 20 },
  },
];

/** Limits of the fields. The sides are in pixels: hardly a program opens larger pictures. */
export const FIGURE_LIMITS = {
  sidePx: [16, 60_000],
  pixels: 1e9,
  dpi: [36, 2400],
  textPt: [3, 200],
  printMmPerAng: [0.1, 50],
} as const;

const MM_AN_INCH = 25.4;

export interface FigurePixels {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Whole pixels of a figure. */
export function pixelsOf(
  s: Pick<FigureSettings, 'unit' | 'width' | 'height' | 'dpi'>,
): FigurePixels {
  const each = s.unit === 'mm' ? s.dpi / MM_AN_INCH : 1;
  return { widthPx: Math.round(s.width * each), heightPx: Math.round(s.height * each) };
}

/** The same size counted in another unit. */
export function inUnit(s: FigureSettings, unit: FigureSettings['unit']): FigureSettings {
  if (s.unit === unit) return s;
  const { widthPx, heightPx } = pixelsOf(s);
  const each = unit === 'mm' ? MM_AN_INCH / s.dpi : 1;
  return { ...s, unit, width: widthPx * each, height: heightPx * each };
}

/** Points of the letters on the page, which are 11 CSS px high. */
const LETTERS_PX = 11;
const POINTS_AN_INCH = 72;

/** Size of a figure in CSS px of the picture on the page: letters then have their height in print. */
export function cssSizeOf(s: FigureSettings): FigurePixels {
  const pxEach = (s.textPt * s.dpi) / POINTS_AN_INCH / LETTERS_PX;
  const { widthPx, heightPx } = pixelsOf(s);
  return { widthPx: widthPx / pxEach, heightPx: heightPx / pxEach };
}

/** Why a figure of this size cannot be written, or null. */
export function sizeProblem(s: FigureSettings): string | null {
  const { widthPx, heightPx } = pixelsOf(s);
  const [least, most] = FIGURE_LIMITS.sidePx;
  if (!(Math.min(widthPx, heightPx) >= least && Math.max(widthPx, heightPx) <= most))
    return `a side of ${widthPx} × ${heightPx} px is outside ${least} to ${most.toLocaleString('en')} px`;
  if (!(widthPx * heightPx <= FIGURE_LIMITS.pixels))
    return `${widthPx} × ${heightPx} px are more than ${FIGURE_LIMITS.pixels / 1e6} million`;
  const css = cssSizeOf(s);
  return Math.min(css.widthPx, css.heightPx) >= LEAST_LETTERS * LETTERS_PX
    ? null
    : `letters of ${s.textPt} pt leave no room for the atoms: take smaller ones, or a larger figure`;
}

/** Heights of a letter that the shorter side must hold. */
const LEAST_LETTERS = 10;

export const figureStore = createStore<FigureSettings>()(() => FIGURE_DEFAULTS);
keptStore(figureStore, 'epistack.figure', FIGURE_DEFAULTS);
