import type { WireShape } from './wireShapes.ts';

/** A figure of the present view. */
export interface FigureRequest {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly transparent: boolean;
  readonly marks: FigureMarks;
  /** How far the atoms are turned about z beside the view, from +x towards +y. */
  readonly turnRad: number;
}

/** What a mark over the picture means, as a line of the legend. */
export interface LegendMark {
  readonly name: string;
  readonly color: string;
  readonly shape: 'plus' | 'cross' | 'ring' | 'line';
}

/**
 * How an entry of a legend is drawn: a mark over the picture, that of an element among wires, atoms that are striped or pale, or
 * a bar of colours; a disc where nothing is said.
 */
export type LegendShape = LegendMark['shape'] | 'striped' | 'pale' | WireShape | LegendBar;

/** Colours of a number, after the name of its entry, which ends with the number that the first of them stands for. */
export interface LegendBar {
  /** CSS colours in even steps. */
  readonly colors: readonly string[];
  /** What the last of them stands for, with its unit. */
  readonly end: string;
}

/** What is written into a figure besides atoms and labels. */
export interface FigureMarks {
  /** Left out where a lens makes near lengths larger than far ones. */
  readonly scaleBar: boolean;
  /** Names and CSS colours. */
  readonly legend: readonly (readonly [name: string, color: string, shape?: LegendShape])[];
}

/** A part of a figure, in its pixels from the upper left corner. */
export interface FigurePart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws a part of a figure into the upper left corner of a canvas. The figure has the proportions of the picture, whose
 * CSS px are the unit of its letters and lines.
 */
export type FigurePainter = (
  request: FigureRequest,
  part: FigurePart,
  ctx: CanvasRenderingContext2D,
) => void;
