import { createStore } from 'zustand/vanilla';
import { choose } from '#app/md/runStore.ts';
import { checksum } from '#app/universal/modelStore.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import { type OwnPotential, unnamedTypes } from '#engines/lammps/own/ownPotential.ts';
import type { OwnStyle } from '#engines/lammps/own/ownStyles.ts';
import { stylesOf } from '#engines/lammps/own/recogniseOwn.ts';
import { deleteOwn, readOwn, type ShelvedOwn, saveOwn } from './ownShelf.ts';

/** A potential file that this page can use. */
export interface OwnFile extends OwnPotential {
  /** Of the text, hexadecimal. */
  readonly sha256: string;
  /** Where it will be at the next visit: in this browser, or nowhere. */
  readonly from: 'browser' | 'visit';
}

interface OwnState {
  /** The file that runs; null where there is none. */
  readonly potential: OwnFile | null;
  /** All files that the browser keeps, the last one taken first. */
  readonly kept: readonly OwnFile[];
  /** Styles that its content fits, the likeliest first. */
  readonly styles: readonly OwnStyle[];
  /** Its atom types whose element it does not tell. */
  readonly unnamed: readonly number[];
  /** Why the last file was not taken. */
  readonly problem: string | null;
}

const NONE = { potential: null, styles: [], unnamed: [], problem: null } as const;

export const ownStore = createStore<OwnState>()(() => ({ ...NONE, kept: [] }));

/** The largest potential files that LAMMPS comes with have a few MB. */
const MAX_BYTES = 64 * 1024 * 1024;

const ofShelf = ({ id, elements, name, text, style }: ShelvedOwn): OwnFile => ({
  ...{ name, text, style, sha256: id, from: 'browser' },
  ...(elements.length === 0 ? {} : { elements: new Map(elements) }),
});

/** Makes a file the one that runs. @throws where it cannot be read */
function activate(potential: OwnFile): void {
  const [styles, unnamed] = [stylesOf(potential.text), unnamedTypes(potential)];
  ownStore.setState({ potential, styles, unnamed, problem: null });
}

let looking: Promise<void> | null = null;

/** Looks once for the files that the browser keeps; the last one taken runs, unless another was taken meanwhile. */
export function lookForOwn(): Promise<void> {
  looking ??= readOwn()
    .then((files) => {
      const kept = files.map(ofShelf);
      ownStore.setState((now) => ({ kept: withFirst(now.kept, kept) }));
      const { potential, problem } = ownStore.getState();
      if (potential === null && problem === null && kept[0] !== undefined) activate(kept[0]);
    })
    // Where nothing can be read nothing was kept.
    .catch(() => undefined);
  return looking;
}

/** Some files before others, each once. */
const withFirst = (first: readonly OwnFile[], others: readonly OwnFile[]): readonly OwnFile[] => [
  ...first,
  ...others.filter(({ sha256 }) => first.every((f) => f.sha256 !== sha256)),
];

/** Keeps the file that runs in the browser, as it is used now. Blocked storage: it serves this visit, as the panel says. */
async function keep(file: OwnFile): Promise<void> {
  const { sha256: id, name, text, style, elements = new Map<number, string>() } = file;
  try {
    await saveOwn({ id, name, text, style, elements: [...elements], usedMs: Date.now() });
  } catch {
    return;
  }
  const kept: OwnFile = { ...file, from: 'browser' };
  ownStore.setState((now) => ({
    kept: withFirst([kept], now.kept),
    potential: now.potential?.sha256 === id ? { ...now.potential, from: 'browser' } : now.potential,
  }));
}

/**
 * Takes a potential file, and keeps it in the browser.
 * @returns whether it is one; `problem` says why not, and the one before stays
 */
export async function takeOwn(file: File): Promise<boolean> {
  try {
    if (file.size > MAX_BYTES)
      throw new Error(
        `it has ${(file.size / 1024 / 1024).toFixed(0)} MB, and potential files have less than ${MAX_BYTES / 1024 / 1024} MB`,
      );
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = decodeUtf8(bytes);
    const [style] = stylesOf(text);
    if (style === undefined) throw new Error(WHAT_IS_TAKEN);
    const potential = { style, name: file.name, text, sha256: await checksum(bytes) };
    activate({ ...potential, from: 'visit' });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    ownStore.setState({ problem: why.startsWith(file.name) ? why : `${file.name}: ${why}` });
    return false;
  }
  await keep(ownStore.getState().potential!);
  return true;
}

/** Runs by a file that the browser keeps. */
export function runBy(file: OwnFile): void {
  try {
    activate(file);
  } catch (error) {
    ownStore.setState({ problem: `${file.name}: ${String(error)}` });
    return;
  }
  void keep(file);
}

const WHAT_IS_TAKEN =
  'it is no potential that is read here: a Tersoff, Stillinger–Weber, Vashishta or EAM file of LAMMPS (funcfl, setfl, Finnis–Sinclair), or a text with its units, pair_style and pair_coeff lines';

/** Where the content fits several styles, a person says which it is. */
export function chooseStyle(style: OwnStyle): void {
  const { potential } = ownStore.getState();
  if (potential !== null) change({ ...potential, style });
}

/** Which element an atom type of the file is; null for none that is here. */
export function chooseElement(type: number, symbol: string | null): void {
  const { potential } = ownStore.getState();
  if (potential === null) return;
  const elements = new Map(potential.elements);
  if (symbol === null) elements.delete(type);
  else elements.set(type, symbol);
  change({ ...potential, elements });
}

/** What is said of a file is kept with it. */
function change(potential: OwnFile): void {
  ownStore.setState({ potential });
  if (potential.from === 'browser') void keep(potential);
}

/** Takes a file that was dropped on the page; the panel of runs says what is wrong with it. */
export async function takeDropped(file: File): Promise<void> {
  await takeOwn(file);
  choose({ engine: 'own' });
}

/** Forgets a file, in the browser, too. */
export function removeOwn(file: OwnFile): void {
  ownStore.setState((now) => ({
    ...(now.potential?.sha256 === file.sha256 ? NONE : {}),
    kept: now.kept.filter(({ sha256 }) => sha256 !== file.sha256),
  }));
  void deleteOwn(file.sha256).catch(() => undefined);
}
