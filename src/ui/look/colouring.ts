import type { ComponentType } from 'react';
import type { Model } from '#app/document/model.ts';
import type { BondList } from '#core/crystal/neighbors.ts';
import type { Structure } from '#core/crystal/structure.ts';
import type { ElementLooks } from '#core/story/elementLooks.ts';
import { lacksNumbers } from '#render/gpu/buffers.ts';
import type { WireShape } from '#render/wireShapes.ts';

/** The atoms of a picture and what is drawn with them, of a built stack or of a file. */
export interface DrawnModel {
  readonly structure: Structure;
  readonly bonds: BondList;
  /** Null for atoms of a file: they have no slabs, no interface and no charges. */
  readonly model: Model | null;
}

/** A colour and what it stands for. */
export interface LegendKey {
  readonly name: string;
  /** Where there is little room. */
  readonly short?: string;
  /** CSS, #rrggbb. */
  readonly color: string;
  /** Atoms that have no such number are striped: no colour of a scale is taken for them. */
  readonly isStriped?: true;
  /** Atoms of the document that have it: not those which are drawn again. */
  readonly count?: number;
  /** How an element is marked where it is drawn among wires. */
  readonly wire?: WireShape;
  /** The atoms that have it, where they can be hidden: an atomic number, or a slab counted from the substrate. */
  readonly hides?: { readonly of: 'elements' | 'slabs'; readonly value: number };
}

/** Numbers as colours. */
export interface LegendScale {
  readonly unit: string;
  readonly digits: number;
  /** What has the first and the last colour. */
  readonly low: number;
  readonly high: number;
  /** CSS colours, evenly spaced from low to high. */
  readonly stops: readonly string[];
  /** Whether the ends follow from the atoms; else a person has typed them. */
  readonly isAutomatic: boolean;
}

/** What the colours of a picture mean. */
export interface Legend {
  /** In a sentence, with definitions. */
  readonly about: string;
  readonly keys: readonly LegendKey[];
  readonly scale: LegendScale | null;
  /** Whether the colours are those of the structure as it was built, in frames too. */
  readonly isOfBuilt?: true;
}

/** What a legend says of such colours beside a frame. */
export const AS_BUILT = 'as built';

/** The legend of one frame: nothing is said of atoms without a number where there are none. */
export const frameLegend = (legend: Legend, colors: Float32Array): Legend =>
  lacksNumbers(colors)
    ? legend
    : { ...legend, keys: legend.keys.filter(({ isStriped }) => !isStriped) };

export interface Coloured {
  /** 3 per atom, sRGB 0..1; NaN where the number is not known. */
  readonly colors: Float32Array;
  readonly legend: Legend;
}

/** By symbol. */
export type ElementColours = ElementLooks['colours'];

export type ColourRange = readonly [low: number, high: number];

/** A colouring of atoms that depends on the structure only, not on the frame. */
export interface StructureColouring {
  readonly id: string;
  /** In the list. */
  readonly label: string;
  /** Colours for the elements that are there, by atomic number; absent where they do not tell elements apart. */
  readonly colorIn?: (present: readonly number[]) => (z: number) => string;
  /**
   * @param range typed ends of a scale; null: from the atoms
   * @param byHand above those of a palette of elements
   */
  readonly colour: (
    atoms: DrawnModel,
    dark: boolean,
    range: ColourRange | null,
    byHand?: ElementColours,
  ) => Coloured;
}

/** As it stands in lists. */
export const listedLabel = ({ label, gaps }: Pick<FrameColours, 'label' | 'gaps'>): string =>
  gaps === undefined ? label : `${label} (${gaps})`;

/** Colours of atoms that depend on the frame of a trajectory. */
export interface FrameColours {
  readonly id: string;
  readonly label: string;
  /** In lists, behind the label: "in 3 of 10 frames"; absent where nothing is missing. */
  readonly gaps?: string;
  /**
   * 3 per atom, sRGB 0..1, NaN where the number is not known; null while what it needs is not there yet.
   * @param start positions of the atoms at the start of the trajectory, 3N, Å
   */
  readonly colors: (
    frame: {
      readonly lattice: ArrayLike<number>;
      readonly xyz: Float32Array;
      /** Of the file, by name, where any are shown. */
      readonly columns?: Readonly<Record<string, Float32Array>> | undefined;
    },
    start: ArrayLike<number> | undefined,
  ) => Float32Array | null;
  /** Of all frames: also names atoms that only some of them leave without a number. */
  readonly legend: () => Legend;
}

/** The same on the page. */
export interface FrameColouring extends FrameColours {
  readonly Legend: ComponentType<{ readonly id: string }>;
  /** Under the choice in Playback. */
  readonly Settings?: ComponentType;
}
