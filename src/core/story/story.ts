import type { IntMat2 } from '#core/math/plane2.ts';
import type { Recipe, StrainPolicy } from '#core/recipe/recipe.ts';
import type { InPlaneCell } from '#core/surface/slab.ts';

/** More steps than these nobody follows. */
export const MOST_STORY_STEPS = 80;

/**
 * A story is a document of its own: steps that show one stack after the other, each with what is said of it. All text is
 * plain text.
 */
export interface Story {
  readonly epistackStory: 1;
  readonly title: string;
  readonly about?: string;
  /** Where its statements come from. */
  readonly sources?: readonly StorySource[];
  readonly steps: readonly StoryStep[];
}

export interface StorySource {
  readonly text: string;
  readonly doi?: string;
}

export interface StoryStep extends StorySeen {
  readonly title: string;
  /** Paragraphs. */
  readonly text?: readonly string[];
  /** What is shown. Absent: the stack of the step before. The first step has it. */
  readonly start?: StoryStart;
  /** Edits of what is shown, one after the other. */
  readonly changes?: readonly StoryChange[];
  /** Bonds and distances that are drawn or left out, for this step only. */
  readonly marks?: StoryMarks;
  /** Names of numbers of the report, shown large, see `storyNumbers.ts`. */
  readonly numbers?: readonly string[];
  readonly motion?: StoryMotion;
  /** What can be tried out on this step. */
  readonly control?: StoryControl;
  readonly questions?: readonly StoryQuestion[];
}

/** How a stack is seen: in a step, in a link, in a saved view. None of it is part of the document. */
export interface StorySeen {
  /** Where the camera stands. Absent: where it stood. */
  readonly view?: StoryView;
  /** Settings of the picture: in a step on top of the viewer's own, for this step only. */
  readonly look?: StoryLook;
  /** Both plane lattices of an interface over the picture. */
  readonly overlay?: StoryOverlay;
  /** What is left out, lifted and written; absent: nothing is. */
  readonly picture?: StoryPicture;
}

export type StoryStart = { readonly preset: string } | { readonly recipe: Recipe };

export interface StoryQuestion {
  readonly ask: string;
  readonly answer: string;
}

export const VIEWS_ALONG = ['a', 'b', 'c', 'oblique'] as const;

/** Along a named direction, or as a camera stood. */
export type StoryView =
  | { readonly along: (typeof VIEWS_ALONG)[number] }
  | {
      /** Direction from the stack to the camera, from +x towards +y. */
      readonly azimuthDeg: number;
      /** Above the plane of the interface. */
      readonly elevationDeg: number;
      /** Absent: the picture fits. */
      readonly frame?: StoryFrame;
      /** Cells repeat by themselves as in this view; absent: as the elevation has it. */
      readonly near?: (typeof VIEWS_ALONG)[number];
      /** No cell repeats by itself. */
      readonly alone?: boolean;
    };

/** What a camera was moved to by hand. */
export interface StoryFrame {
  /** Point that the camera turns about, Å. */
  readonly targetAng: readonly [number, number, number];
  /** Half the height of the picture there, Å. */
  readonly halfHeightAng: number;
  /** Where the camera looks beside that point, in half heights to the right and up. */
  readonly shift: readonly [number, number];
}

export const OVERLAY_POINTS = ['coincidence', 'moire'] as const;

/** As *Coincidence and moiré* of the page draws them. */
export interface StoryOverlay {
  /** Lattice points as built with the cell that both share, or unstrained with their moiré. */
  readonly points?: (typeof OVERLAY_POINTS)[number];
  /** Lines of misfit dislocations, where the cell is wide enough for one. */
  readonly dislocations?: boolean;
  /** From the substrate up; absent: 1. */
  readonly interface?: number;
}

/** What is drawn otherwise than it is. Slabs are counted from the bottom: 0 is the substrate. */
export interface StoryPicture {
  /** Atoms of the structure that the numbers below are of. There where any is. */
  readonly of?: number;
  readonly hide?: {
    /** Symbols. */
    readonly elements?: readonly string[];
    readonly slabs?: readonly number[];
    /** Single atoms, numbered from 1: "1-12,40". */
    readonly atoms?: string;
  };
  readonly clip?: StoryClip;
  /** How far each film is drawn above its place over the slab below, Å. */
  readonly liftAng?: number;
  /** Lattice planes and directions that are drawn. */
  readonly indices?: readonly StoryIndices[];
  /** What is written on which atoms. */
  readonly labels?: { readonly write: AtomLabel; readonly atoms: string };
  /** Ends of the scales of colours, by what is coloured. */
  readonly ranges?: Readonly<Record<string, readonly [low: number, high: number]>>;
}

/** Two parallel planes: what lies beyond them is left out, or what lies between. */
export interface StoryClip {
  /** A direction or plane that they lie across, or a direction of the picture, Cartesian. */
  readonly across: StoryIndices | { readonly towards: readonly [number, number, number] };
  /** Shares of the cell's extent along their normal, 0 to 1. */
  readonly from: number;
  readonly to: number;
  /** What is kept; absent: what lies between. */
  readonly keep?: 'beyond';
}

/** A direction [uvw] or a plane (hkl), of the cell or, with its number, of a slab's crystal. */
export type StoryIndices = { readonly slab?: number } & (
  | { readonly uvw: readonly [number, number, number] }
  | { readonly hkl: readonly [number, number, number] }
);

/** What can be written on an atom: element and number, neighbours, formal charge. */
export const ATOM_LABELS = ['number', 'coordination', 'charge'] as const;
export type AtomLabel = (typeof ATOM_LABELS)[number];

/** Films are lifted no further, Å. */
export const MOST_LIFT_ANG = 20;

/** What a person drew, left out and measured in a picture. For the eye only: no result rests on it. */
export interface StoryMarks {
  /** Atoms of the structure that the numbers below are of. There where any is. */
  readonly of?: number;
  /** Bonds, such as "Pb12-Br40@0:1:0": both atoms, numbered from 1, and the cell of the second seen from the first. */
  readonly draw?: readonly string[];
  readonly hide?: readonly string[];
  /** The longest bond of pairs of elements, Å; 0 for none. */
  readonly lengths?: Readonly<Record<string, number>>;
  /** Colours of elements, such as {"Cd": "#ffcc00"}, where colours are those of elements. */
  readonly colours?: Readonly<Record<string, string>>;
  /** Radii of elements, Å: of balls of usual size. */
  readonly radii?: Readonly<Record<string, number>>;
  /**
   * Two to four atoms: "Pb12-Br40", each the nearest image to the one before, or "Pb12@0:0:0-Br40@0:1:0" in these cells.
   */
  readonly measure?: readonly string[];
}

/** Names of settings and their values; which there are is known to the page. */
export type StoryLook = Readonly<Record<string, StorySetting>>;
export type StorySetting = string | number | boolean;

export type StoryMotion =
  /** The recorded run of the stack, where it has one. */
  | { readonly kind: 'play' }
  /** The film glides over the substrate and back. */
  | {
      readonly kind: 'glide';
      /** Fractions of the interface cell. */
      readonly by: readonly [number, number];
      /** One way. */
      readonly seconds: number;
    };

export type StoryControl =
  /** Both criteria of critical thickness, from the mismatch and the film of the stack shown. */
  | { readonly kind: 'critical-thickness' }
  /** A slider that changes the stack of this step. */
  | {
      readonly kind: 'slider';
      readonly of: SliderSubject;
      readonly from: number;
      readonly to: number;
    };

export const SLIDER_SUBJECTS = ['film-share', 'film-a', 'separation'] as const;
export type SliderSubject = (typeof SLIDER_SUBJECTS)[number];

/** An edit of a document as data. Slabs are counted from the bottom: 0 is the substrate, 1 the first film. */
export type StoryChange =
  | { readonly edit: 'title'; readonly title: string }
  | { readonly edit: 'strain'; readonly strained: StrainPolicy }
  | {
      readonly edit: 'pose';
      readonly slab: number;
      readonly shift?: readonly [number, number];
      readonly separationAng?: number;
    }
  | { readonly edit: 'planes'; readonly slab: number; readonly planes: number }
  | { readonly edit: 'lattice'; readonly slab: number; readonly a: number }
  | {
      readonly edit: 'supercell';
      readonly slab: number;
      readonly matrix: IntMat2;
      readonly inPlane?: InPlaneCell;
    }
  | { readonly edit: 'hkl'; readonly slab: number; readonly hkl: readonly number[] }
  | { readonly edit: 'crystal'; readonly slab: number; readonly material: string }
  | { readonly edit: 'remove-film'; readonly slab: number }
  | { readonly edit: 'relax-normal' }
  | { readonly edit: 'vacuum'; readonly vacuumAng: number }
  | { readonly edit: 'superlattice'; readonly separationAng: number };
