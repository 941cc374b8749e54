import type { Structure } from '#core/crystal/structure.ts';
import type { IntVec3 } from '#core/math/integer.ts';
import type { Cart, Vec3 } from '#core/math/vec3.ts';
import type { FigureMarks, FigurePainter } from './figureRequest.ts';

/** Bonds of a structure. Atom `b` is meant `image` cells away from where the structure lists it. */
export interface SceneBonds {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** 3 per bond: cell translation added to atom b. */
  readonly image: Int16Array;
}

/** Atoms drawn again in other cells, paler than the atoms themselves. */
export interface SceneImages {
  readonly atom: Uint32Array;
  /** 3 per image: cells from where the structure lists its atom. */
  readonly cells: Int16Array;
}

/** Convex bodies around centres. Atoms are meant in the cells that are given with them. */
export interface ScenePolyhedra {
  readonly centre: Uint32Array;
  /** 3 per polyhedron. */
  readonly centreCells: Int16Array;
  /** One more than polyhedra: the corners of number k are those from `start[k]` to `start[k + 1]`. */
  readonly start: Uint32Array;
  readonly corner: Uint32Array;
  /** 3 per corner. */
  readonly cornerCells: Int16Array;
}

/** What hangs together. It follows from the positions, and may change with a frame. */
export interface SceneTopology {
  readonly bonds: SceneBonds;
  /** They complete bonds and polyhedra at the faces of the cell. */
  readonly images: SceneImages;
  /** Whether a bond to an image that is not drawn ends half-way; else it is left out. */
  readonly stubs: boolean;
  readonly polyhedra: ScenePolyhedra | null;
}

/** Cells in which the whole picture is repeated, both ends included: the structure's own is `[0, 0, 0]`. */
export interface SceneBlock {
  readonly from: IntVec3;
  readonly to: IntVec3;
}

/** A pair across the interface, drawn dashed. */
export interface SceneContact {
  readonly a: number;
  readonly b: number;
  /** Cell translation added to atom b. */
  readonly image: readonly [number, number, number];
  readonly distanceAng: number;
  readonly color: string;
  readonly labelled: boolean;
  /** Too close: marked over the atoms, the label in its colour. */
  readonly flagged?: boolean;
}

export interface SceneLook {
  /** Multiplies the radius table. */
  readonly atomScale: number;
  /** 0 draws none. */
  readonly bondRadiusAng: number;
  /** Width of sticks that are wires, of one colour and as wide at any distance, CSS px; 0 for sticks with light on them. */
  readonly wirePx: number;
  readonly showCell: boolean;
  readonly showContacts: boolean;
  readonly showContactLabels: boolean;
  /** How much of the page's colour the farthest atoms take, 0..1. */
  readonly depthCue: number;
  /** Ink lines at silhouettes. */
  readonly outlines: boolean;
  /** Less light where neighbours stand in its way. */
  readonly occlusion: boolean;
  /** A soft shadow on a floor below. */
  readonly floorShadow: boolean;
  /** Multiplies the words in the picture: they are read from the back row, too. */
  readonly textScale: number;
  /** The directions of a, b and c in the lower left corner. */
  readonly axes: boolean;
  /** A bar with its length, beside the picture on the page; a figure has its own. */
  readonly scaleBar: boolean;
  /** Whether polyhedra can be looked through. */
  readonly glassy: boolean;
  readonly projection: 'orthographic' | 'perspective';
}

/** CSS colours. */
export interface SceneTheme {
  readonly background: string;
  readonly backgroundEdge: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly panel: string;
  /** Around selected atoms. */
  readonly selected: string;
  readonly dark: boolean;
  /** Width of the halo around letters where nothing is below them, px; absent for the usual one. */
  readonly haloPx?: number;
}

/** A closed polyline, such as a slab's own cell drawn in the interface plane; of two corners it is one line. */
export interface SceneOutline {
  /** Cartesian, Å. */
  readonly corners: readonly Vec3[];
  readonly color: string;
  readonly dashed: boolean;
}

/** Where an outline ends again: a line is not drawn back over itself. */
export const sidesOfOutline = ({ corners }: Pick<SceneOutline, 'corners'>): number =>
  corners.length === 2 ? 1 : corners.length;

/** A dimension along z, drawn beside the cell. */
export interface SceneGap {
  readonly fromAng: number;
  readonly toAng: number;
  readonly label: string;
  /** The hue of a slab; null for what lies between slabs, in ink. */
  readonly color: string | null;
  /** Height of its break mark, where a part of it is left out of the picture; absent where it is drawn as long as it is. */
  readonly breakAng?: number;
}

/** A part of the picture that words or marks have, CSS px from the upper left corner. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ScenePadding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Words beside the edges of the cell. */
export interface SceneSides {
  readonly a: string;
  readonly b: string;
}

/**
 * The part of the cell's box that is drawn, by heights, Å. What lies beyond, empty, is left out at a break mark
 * in the upright edges.
 */
export interface SceneBox {
  readonly floorAng: number;
  readonly lidAng: number;
  /** Heights of break marks. */
  readonly breaksAng: readonly number[];
}

export type ViewDirection = 'a' | 'b' | 'c' | 'oblique';

/** Position and direction of the camera. z is up; the same data serve both projections. */
export interface Pose {
  /** Point the camera turns about, Å. */
  readonly target: Cart;
  /** Direction from the target to the camera, from +x towards +y. */
  readonly azimuthRad: number;
  /** Above the xy plane. ±π/2 is allowed: the azimuth then says which way is up on the screen. */
  readonly elevationRad: number;
  /** Half the height of the picture in the plane of the target. */
  readonly halfHeightAng: number;
  /** Where the camera looks beside the target, in half heights to the right and up. */
  readonly shift: readonly [right: number, up: number];
}

/** Where the camera stands, other than along a named direction. */
export type SceneStand =
  /** Fits the atoms; `allRound` while they turn about z as well. */
  | {
      readonly azimuthRad: number;
      readonly elevationRad: number;
      readonly allRound: boolean;
    }
  | { readonly pose: Pose };

/** A new `request` number makes the camera glide to `direction`, or to `stand`, and fit the atoms. */
export interface SceneView {
  readonly direction: ViewDirection;
  readonly request: number;
  readonly stand?: SceneStand;
}

/** What the page can call on the picture once it is drawn. */
export interface SceneHandle {
  readonly webgl2: boolean;
  /** Draws the present view, labels included, at this many real pixels. @throws `too-large` */
  readonly capture: (widthPx: number, heightPx: number, transparent: boolean) => Promise<Blob>;
  /** Fetches what draws the present view at once, for the moment before a page is printed. */
  readonly still: () => Promise<StillPicture>;
  /** What the picture shows now and from where, to draw it anew elsewhere; null before its first frame. */
  readonly now: () => SceneNow | null;
  /** Fetches what draws figures of the present view, of any size, in parts. */
  readonly painter: () => Promise<FigurePainter>;
  /** What is drawn: spheres and polyhedra, those of repeated cells once. */
  readonly drawn: () => { readonly spheres: number; readonly polyhedra: number };
  /** Whether parts of it are still being fetched. */
  readonly isAwaiting: () => boolean;
  /** Size of the picture on the page. */
  readonly size: () => { readonly widthCssPx: number; readonly heightCssPx: number };
  /** Present position of an atom, CSS px from the upper left corner of the canvas. */
  readonly projectAtom: (atom: number) => readonly [xCssPx: number, yCssPx: number];
  /** The atom that is seen at a place of the canvas, CSS px; null for the background. */
  readonly atomAt: (xCssPx: number, yCssPx: number) => AtomImage | null;
}

export interface SceneNow {
  readonly scene: SceneProps;
  readonly frame: SceneFrame | null;
  readonly stand: SceneStand;
}

/** The present view, labels included, at this many real pixels, in these colours and with these marks. @throws `too-large` */
export type StillPicture = (
  widthPx: number,
  heightPx: number,
  theme: SceneTheme,
  marks: FigureMarks,
) => HTMLCanvasElement;

/** One frame of a trajectory, as it is to be drawn. */
export interface SceneFrame {
  /** In the order of the structure, 3N Cartesian Å, perhaps unwrapped. */
  readonly positions: Float32Array;
  /** 3×3 rows, Å; null for the structure's own. */
  readonly lattice: Float64Array | null;
  /** 3 per atom, sRGB 0..1, NaN where what they say is not known; null for the scene's. */
  readonly colors: Float32Array | null;
  /** Null for the scene's. The same object for as long as it is the same. */
  readonly topology: SceneTopology | null;
  /** Extra lines, such as trails of atoms: 6 coordinates a line (start and end), Å. */
  readonly trails: Float32Array | null;
  /** An arrow at each atom, 3 per atom, Å, NaN for none; absent for none at all. */
  readonly arrows?: Float32Array | null;
}

/** Frames that change faster than React renders: read when drawn, with a callback on change. */
export interface SceneFeed {
  /** Null draws the structure as it is; so does a frame with another number of atoms. */
  readonly now: () => SceneFrame | null;
  /** @returns stops */
  readonly watch: (onFrame: () => void) => () => void;
}

/** An atom as it is drawn: in its own cell, or as an image in another. */
export interface AtomImage {
  readonly atom: number;
  readonly cells: IntVec3;
}

/** What is written and drawn around atoms of the cell. */
export interface SceneMarks {
  readonly selected: readonly number[];
  readonly labels: readonly { readonly atom: number; readonly text: string }[];
  /** Measured along chains of atoms. */
  readonly measures: readonly {
    readonly atoms: readonly number[];
    /** Which image of each is meant, in cells; null: each the nearest image to the one before. */
    readonly cells: readonly IntVec3[] | null;
    readonly text: string;
  }[];
  /** Written at places in the scene, Cartesian Å. */
  readonly words: readonly { readonly at: Vec3; readonly text: string; readonly color: string }[];
  /** Drawn over everything, as on a sheet above the picture; absent for nothing. */
  readonly sheet?: SceneSheet;
}

/** Lines and points of plane lattices, Cartesian Å. */
export interface SceneSheet {
  readonly lines: readonly {
    /** 6 coordinates a line: start and end. */
    readonly ends: Float32Array;
    readonly color: string;
    readonly widthPx: number;
    readonly dashed: boolean;
  }[];
  /** Marks of one size on the screen, smaller where they would touch. */
  readonly points: readonly {
    /** Distance of the nearest two. */
    readonly apartAng: number;
    /** 3 coordinates a point. */
    readonly at: Float32Array;
    readonly shape: 'plus' | 'cross' | 'ring';
    readonly color: string;
  }[];
}

/** A flat convex polygon that can be looked through, such as a lattice plane. */
export interface SceneFace {
  /** Cartesian, Å. */
  readonly corners: readonly Vec3[];
  readonly color: string;
}

export interface SceneProps {
  readonly structure: Structure;
  /** What the picture is of, in any words: another content is fitted anew, wherever the camera was led. Absent or empty: only the extent of the atoms counts. */
  readonly content?: string;
  /** 3 per atom, sRGB 0..1, NaN where what they say is not known: these are striped. */
  readonly colors: Float32Array;
  /** Per atom, before `look.atomScale`. */
  readonly radiiAng: Float32Array;
  readonly feed: SceneFeed;
  readonly topology: SceneTopology;
  readonly block: SceneBlock;
  readonly contacts: readonly SceneContact[];
  readonly outlines: readonly SceneOutline[];
  /** Absent for none. */
  readonly faces?: readonly SceneFace[];
  /** Where not all words have room, those of the last ones go. */
  readonly gaps: readonly SceneGap[];
  /** Null draws the box of the cell as it is. */
  readonly box: SceneBox | null;
  /** Null leaves the edges without dimensions. */
  readonly sides: SceneSides | null;
  /** Points that the picture must hold besides, Cartesian, Å: of frames that are still to come. Absent for none. */
  readonly reach?: readonly Vec3[];
  /** Room kept free at the sides for what the page writes over the picture, CSS px. */
  readonly padding: ScenePadding;
  /** What stands there, CSS px from the upper left corner: words in the picture keep off. Absent for nothing. */
  readonly covered?: readonly Rect[];
  readonly look: SceneLook;
  readonly theme: SceneTheme;
  readonly view: SceneView;
  /** Absent for none. */
  readonly marks?: SceneMarks;
  /** Picked atoms in order. */
  readonly selection: readonly number[];
  /** Which image of each is meant, in cells; null: each the nearest image to the one before. */
  readonly selectionCells: readonly IntVec3[] | null;
  /** Shown at the last segment of the selection. */
  readonly measureLabel: string | null;
  readonly hovered: number | null;
  /** A click that is no drag; null is the background; `extend` is shift, ctrl or meta. */
  readonly onPick: (picked: AtomImage | null, event: { readonly extend: boolean }) => void;
  readonly onHover: (atom: number | null) => void;
  /** The canvas' accessible name. */
  readonly label: string;
}
