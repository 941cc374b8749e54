import { createStore } from 'zustand/vanilla';
import { choose } from '#app/md/runStore.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import { type OwnPotential, unnamedTypes } from '#engines/lammps/own/ownPotential.ts';
import type { OwnStyle } from '#engines/lammps/own/ownStyles.ts';
import { stylesOf } from '#engines/lammps/own/recogniseOwn.ts';

interface OwnState {
  /** The potential file of this visit; null where there is none. */
  readonly potential: OwnPotential | null;
  /** Styles that its content fits, the likeliest first. */
  readonly styles: readonly OwnStyle[];
  /** Its atom types whose element it does not tell. */
  readonly unnamed: readonly number[];
  /** Why the last file was not taken. */
  readonly problem: string | null;
}

const NONE: OwnState = { potential: null, styles: [], unnamed: [], problem: null };

export const ownStore = createStore<OwnState>()(() => NONE);

/** The largest potential files that LAMMPS comes with have a few MB. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Takes a potential file for this visit.
 * @returns whether it is one; `problem` says why not, and the one before stays
 */
export async function takeOwn(file: File): Promise<boolean> {
  try {
    if (file.size > MAX_BYTES)
      throw new Error(
        `it has ${(file.size / 1024 / 1024).toFixed(0)} MB, and potential files have less than ${MAX_BYTES / 1024 / 1024} MB`,
      );
    const text = decodeUtf8(new Uint8Array(await file.arrayBuffer()));
    const styles = stylesOf(text);
    const [style] = styles;
    if (style === undefined) throw new Error(WHAT_IS_TAKEN);
    const potential: OwnPotential = { style, name: file.name, text };
    ownStore.setState({ potential, styles, unnamed: unnamedTypes(potential), problem: null });
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    ownStore.setState({ problem: why.startsWith(file.name) ? why : `${file.name}: ${why}` });
    return false;
  }
}

const WHAT_IS_TAKEN =
  'it is no potential that is read here: a Tersoff, Stillinger–Weber, Vashishta or EAM file of LAMMPS (funcfl, setfl, Finnis–Sinclair), or a text with its units, pair_style and pair_coeff lines';

/** Where the content fits several styles, a person says which it is. */
export function chooseStyle(style: OwnStyle): void {
  const { potential } = ownStore.getState();
  if (potential !== null) ownStore.setState({ potential: { ...potential, style } });
}

/** Which element an atom type of the file is; null for none that is here. */
export function chooseElement(type: number, symbol: string | null): void {
  const { potential } = ownStore.getState();
  if (potential === null) return;
  const elements = new Map(potential.elements);
  if (symbol === null) elements.delete(type);
  else elements.set(type, symbol);
  ownStore.setState({ potential: { ...potential, elements } });
}

/** Takes a file that was dropped on the page; the panel of runs says what is wrong with it. */
export async function takeDropped(file: File): Promise<void> {
  await takeOwn(file);
  choose({ engine: 'own' });
}

export const removeOwn = (): void => ownStore.setState(NONE, true);
