import { arrowsStore, fileVectors } from '#app/player/fileColumns.ts';
import { type PlayerState, playerStore } from '#app/player/player.ts';
import type { FrameColours } from '#ui/look/colouring.ts';
import { fileColours } from '#ui/look/colourings/fileColours.ts';
import { UnknownWord } from './unknownWord.ts';

/** What is played. */
export type PlayedSource = NonNullable<PlayerState['source']>;

/** Frames of a file as the terminal hands them on, with what it holds of each atom. */
export interface RequestedFile {
  readonly label: string;
  /** N atomic numbers. */
  readonly numbers: readonly number[];
  /** Frames one after the other: 3N little-endian floats each, Å, the corner of the first cell at 0; base64. */
  readonly frames: string;
  /** 9 floats of each frame, rows, Å; base64. */
  readonly lattices: string;
  /** All that have numbers, with their ends over the whole file. */
  readonly columns: NonNullable<PlayedSource['columns']>;
  /** Of those that are drawn, by name: N · width floats of each frame; base64. */
  readonly values: Readonly<Record<string, string>>;
  readonly emptyColumns: readonly string[];
}

export function floatsOf(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

const NOT_ASKED = (): never => {
  throw new Error('a file that is drawn answers no questions');
};

/** A source whose frames are there at once, for the same code that draws what the player has. */
export function fileSourceOf(file: RequestedFile): PlayedSource {
  const [all, cells] = [floatsOf(file.frames), floatsOf(file.lattices)];
  const numbers = Uint8Array.from(file.numbers);
  const width = 3 * numbers.length;
  const values = Object.entries(file.values).map(
    ([name, base64]) => [name, floatsOf(base64)] as const,
  );
  const count = all.length / width;
  const part = (of: Float32Array, k: number) =>
    of.subarray((k * of.length) / count, ((k + 1) * of.length) / count);
  const lattice = (k: number) => Float64Array.from(part(cells, k));
  return {
    kind: 'file',
    label: file.label,
    about: '',
    notes: [],
    structure: {
      lattice: lattice(0),
      numbers,
      xyz: Float64Array.from(part(all, 0)),
      layer: new Uint16Array(numbers.length),
    },
    count,
    timesFs: null,
    scalars: [],
    columns: file.columns,
    emptyColumns: file.emptyColumns,
    frameAt: (frame) => ({
      frame,
      positions: part(all, frame),
      lattice: lattice(frame),
      columns: Object.fromEntries(values.map(([name, of]) => [name, part(of, frame)])),
    }),
    problemAt: () => null,
    ask: NOT_ASKED,
    close: () => undefined,
  };
}

/** Makes it what is played: colours and arrows of a file are looked up there. Null for nothing. */
export function play(source: PlayedSource | null): void {
  arrowsStore.setState({ of: null, angPerUnit: null });
  playerStore.setState({ source, count: source?.count ?? 0 });
}

/** The colouring by a column of the file that is played: "q", "forces:z", or "file:q" where another has that name. */
export function fileColouring(name: string): FrameColours | null {
  const id = name.startsWith('file:') ? name : `file:${name}`;
  return fileColours().find((colouring) => colouring.id === id) ?? null;
}

/** Of the file that is played, as `--colour` takes them. */
export const fileColourNames = (): readonly string[] =>
  fileColours().map(({ id }) => id.slice('file:'.length));

const emptyText = ({ emptyColumns = [] }: PlayedSource): string =>
  emptyColumns.length === 0 ? '' : `; without a number in it: ${emptyColumns.join(', ')}`;

/** Why no column has this name. */
export function unknownColumn(option: string, typed: string, known: readonly string[]) {
  const { source } = playerStore.getState();
  const listed = known.length === 0 ? 'nothing' : known.join(', ');
  return new UnknownWord(
    source === null
      ? `${option} ${typed} is a column of a file: give it with --trajectory FILE`
      : `${option}: ${source.label} holds ${listed} of each atom, not "${typed}"${emptyText(source)}`,
  );
}

/** "forces", or "forces=2": 2 Å for one unit. @throws {UnknownWord} */
export function requestedArrows(text: string): void {
  const vectors = fileVectors(playerStore.getState().source);
  const cut = text.lastIndexOf('=');
  const isWhole = cut < 0 || vectors.some(({ name }) => name === text);
  const name = isWhole ? text : text.slice(0, cut);
  const angPerUnit = isWhole ? null : Number(text.slice(cut + 1));
  if (!vectors.some((vector) => vector.name === name))
    throw unknownColumn(
      '--arrows',
      name,
      vectors.map((vector) => vector.name),
    );
  if (angPerUnit !== null && !(angPerUnit > 0 && angPerUnit < 1e6))
    throw new UnknownWord(`--arrows ${name}=2 is Å of an arrow for one unit, not "${text}"`);
  arrowsStore.setState({ of: name, angPerUnit });
}
