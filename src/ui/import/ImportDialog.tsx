import { useEffect, useRef, useState } from 'react';
import { contentOf } from '#app/import/fileContent.ts';
import { isPlayable, kindOfFile, readableFile } from '#app/import/fileKind.ts';
import { readCrystal, readOrigin } from '#app/import/importing.ts';
import type { Imported, ImportRequest, Origin, ReadChoices } from '#app/import/importTasks.ts';
import { problemOf } from '#app/jobs/problems.ts';
import { CELL_ATOMS, EpistackError, type Failure } from '#core/errors.ts';
import { CRYSTAL_NAMES, listed, READABLE } from '#core/io/formats.ts';
import { decodeUtf8 } from '#core/io/text/utf8.ts';
import type { HandSpec } from '#core/recipe/crystals/handCrystal.ts';
import { FileButton } from '#ui/kit/drop/FileButton.tsx';
import { SegmentedControl } from '#ui/kit/fields.tsx';
import { CloseButton, Dialog } from '#ui/kit/overlay/Dialog.tsx';
import { FileOrigin } from './FileOrigin.tsx';
import { ImportHand } from './ImportHand.tsx';
import { ImportProblem } from './ImportProblem.tsx';
import { ImportResult } from './ImportResult.tsx';
import { placeImported } from './placeCrystal.ts';
import { playFile } from './playFile.ts';
import './import.css';

export interface ImportDialogProps {
  readonly open: boolean;
  /** A file dropped on the page; a new object for each drop, so that one file can be dropped twice. */
  readonly dropped: { readonly file: File } | null;
  /** A file was chosen that holds no atoms. */
  readonly onOther: (file: File) => void;
  readonly onClose: () => void;
}

type Tab = 'file' | 'paste' | 'hand';
type Source = { readonly data: string | Uint8Array; readonly name: string };

/** The file that is read; pasted text is one too. */
interface HeldFile {
  readonly file: File;
  /** Whether the player opens all of its frames as they stand. */
  readonly isPlayable: boolean;
}

type Status =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly what: string }
  | { readonly kind: 'opening'; readonly what: string }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'lost'; readonly reason: string; readonly again: () => void }
  | { readonly kind: 'done'; readonly imported: Imported; readonly count: number };

const PASTED = 'pasted text';
const CRYSTAL_SHORT = READABLE.filter((f) => f.structure.crystal !== null).map((f) => f.short);
/** Longer text is not put into a text field. */
const MAX_EDIT_CHARS = 500_000;

/** Brings in a crystal from a file, from text or by hand, shows what was understood, and asks where it goes. */
export function ImportDialog({ open, dropped, onOther, onClose }: ImportDialogProps) {
  const textArea = useRef<HTMLTextAreaElement>(null);
  const job = useRef<AbortController | null>(null);
  const count = useRef(0);
  const [tab, setTab] = useState<Tab>('file');
  /** The tab whose source gave the shown result, which is hidden under other tabs. */
  const [readIn, setReadIn] = useState<Tab>('file');
  const [text, setText] = useState('');
  const [source, setSource] = useState<Source | null>(null);
  const [held, setHeld] = useState<HeldFile | null>(null);
  const [spec, setSpec] = useState<HandSpec | null>(null);
  const [choices, setChoices] = useState<ReadChoices>({});
  const [origin, setOrigin] = useState<{ of: Source; found: Origin } | null>(null);
  const [status, setStatus] = useState<Status>({ kind: 'idle' });

  useEffect(() => () => job.current?.abort(), []);

  const run = async (request: ImportRequest, what: string): Promise<void> => {
    job.current?.abort();
    const mine = new AbortController();
    job.current = mine;
    setStatus({ kind: 'reading', what });
    try {
      const imported = await readCrystal(request, mine.signal);
      count.current++;
      if (job.current === mine) setStatus({ kind: 'done', imported, count: count.current });
    } catch (error) {
      const problem = problemOf(error);
      // Cancelled, or a later request is on.
      if (problem === null || job.current !== mine) return;
      setStatus(
        error instanceof EpistackError
          ? { kind: 'failed', failure: error.failure }
          : { kind: 'lost', reason: problem.reason, again: () => void run(request, what) },
      );
    }
    if (job.current === mine) job.current = null;
  };
  const read = (from: Source, answers: ReadChoices): void => {
    setSource(from);
    setSpec(null);
    setChoices(answers);
    void readOrigin({ ...from, ...answers }).then(
      (found) => found !== null && setOrigin({ of: from, found }),
    );
    void run({ kind: 'file', source: { ...from, ...answers } }, from.name);
  };
  const hold = async (file: File): Promise<void> =>
    setHeld({ file, isPlayable: await isPlayable(file) });
  const readFile = async (chosen: File): Promise<void> => {
    setTab('file');
    setReadIn('file');
    setStatus({ kind: 'reading', what: chosen.name });
    try {
      const file = await readableFile(chosen);
      const kind = await kindOfFile(file);
      if (kind !== 'crystal' && kind !== 'trajectory') {
        setStatus({ kind: 'idle' });
        onOther(file);
        return;
      }
      await hold(file);
      read({ data: await contentOf(file), name: file.name.replace(/\.gz$/i, '') }, {});
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setStatus({ kind: 'unreadable', reason: `${chosen.name}: ${reason}` });
    }
  };
  const readHand = (typed: HandSpec): void => {
    setReadIn('hand');
    setHeld(null);
    setSource(null);
    setSpec(typed);
    void run({ kind: 'hand', spec: typed }, 'the crystal');
  };
  /** The same source with more said about it. */
  const again = (answers: ReadChoices): void => {
    const next = { ...choices, ...answers };
    if (source !== null) read(source, next);
    else if (spec !== null) {
      setChoices(next);
      const search = next.search === undefined ? {} : { search: next.search };
      void run({ kind: 'hand', spec, ...search }, 'the crystal');
    }
  };
  /** Opens what is no crystal to be cut in the player. */
  const play = async (): Promise<void> => {
    if (held === null) return;
    job.current?.abort();
    const mine = new AbortController();
    job.current = mine;
    setStatus({ kind: 'opening', what: held.file.name });
    try {
      await playFile(held.file, mine.signal);
      if (job.current !== mine) return;
      setStatus({ kind: 'idle' });
      onClose();
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null || job.current !== mine) return;
      setStatus({ kind: 'lost', reason: problem.reason, again: () => void play() });
    }
  };
  const stop = (): void => {
    job.current?.abort();
    job.current = null;
    setStatus({ kind: 'idle' });
  };
  /** Opens what was read as text, at the line of a failure. */
  const editAt = (line: number): void => {
    if (source === null) return;
    const whole = typeof source.data === 'string' ? source.data : decodeUtf8(source.data);
    setText(whole);
    setTab('paste');
    setReadIn('paste');
    requestAnimationFrame(() => {
      const area = textArea.current;
      if (area === null) return;
      const lines = whole.split('\n');
      const start = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0);
      area.focus();
      area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
      area.scrollTop = Math.max(0, (line - 4) * (area.scrollHeight / lines.length));
    });
  };

  // Each new drop is read once; what was read before is replaced, what was typed stays.
  const seen = useRef<ImportDialogProps['dropped']>(null);
  useEffect(() => {
    if (dropped === null || seen.current === dropped) return;
    seen.current = dropped;
    void readFile(dropped.file);
  });

  const offer = held === null ? null : playOffer(status, held.isPlayable);
  const editable = source !== null && source.data.length <= MAX_EDIT_CHARS;
  return (
    <Dialog
      className="import"
      labelledBy="import-title"
      isOpen={open}
      closesOutside
      onClose={onClose}
    >
      <div className="import-body">
        <header>
          <h2 id="import-title">Import a crystal</h2>
          <CloseButton onClose={onClose} />
        </header>
        <SegmentedControl
          label="From"
          value={tab}
          options={[
            ['file', 'File'],
            ['paste', 'Paste text'],
            ['hand', 'By hand'],
          ]}
          onChange={setTab}
        />
        {tab === 'file' && (
          <div className="import-file">
            <FileButton className="button primary" onFile={(file) => void readFile(file)}>
              Choose a file…
            </FileButton>
            <p className="under">
              or drop one anywhere on the page. {CRYSTAL_NAMES.join(', ')}; gzip too. A run of many
              frames or a model of many atoms can be opened in the player from here. So can what
              else the page takes: a table of <code>epistack screen</code>, a saved document,
              nanocrystal or story, a measured pattern, a micrograph, a model or potential file. It
              stays on this computer.
            </p>
          </div>
        )}
        {tab === 'paste' && (
          <form
            className="import-paste"
            onSubmit={(e) => {
              e.preventDefault();
              if (text.trim() === '') return;
              setReadIn('paste');
              void hold(new File([text], PASTED));
              read({ data: text, name: PASTED }, {});
            }}
          >
            <label htmlFor="import-text">The text of a {listed(CRYSTAL_SHORT, 'or')} file</label>
            <textarea
              id="import-text"
              ref={textArea}
              rows={10}
              spellCheck={false}
              autoComplete="off"
              wrap="off"
              value={text}
              onChange={(e) => setText(e.target.value)}
            />
            <button type="submit" className="button primary" disabled={text.trim() === ''}>
              Read the text
            </button>
          </form>
        )}
        {/* Kept while hidden: nothing typed is lost by looking at another tab. */}
        <div hidden={tab !== 'hand'}>
          <ImportHand onRead={readHand} />
        </div>

        {/* Kept while hidden, as the form of its tab is. */}
        <div hidden={readIn !== tab}>
          <div className="import-status" aria-live="polite">
            {origin !== null && origin.of === source && (
              <FileOrigin {...origin.found} name={origin.of.name} onOpened={onClose} />
            )}
            {status.kind === 'reading' && (
              <p className="import-reading">
                Reading {status.what} and finding its symmetry…{' '}
                <button type="button" className="button small" onClick={stop}>
                  Stop
                </button>{' '}
                {choices.search !== null && (
                  <button
                    type="button"
                    className="button small"
                    onClick={() => again({ search: null })}
                  >
                    Leave the symmetry
                  </button>
                )}
              </p>
            )}
            {status.kind === 'opening' && (
              <p className="import-reading">
                Opening {status.what} in the player…{' '}
                <button type="button" className="button small" onClick={stop}>
                  Stop
                </button>
              </p>
            )}
            {status.kind === 'unreadable' && (
              <p role="alert" className="import-problem">
                {status.reason}
              </p>
            )}
            {status.kind === 'lost' && (
              <p role="alert" className="import-problem">
                Not read: {status.reason}. Your document is unchanged.{' '}
                <button type="button" className="button small" onClick={status.again}>
                  Read again
                </button>
              </p>
            )}
            {status.kind === 'failed' && (
              <ImportProblem
                failure={status.failure}
                name={source?.name ?? null}
                onAnswer={again}
                onEdit={editable ? editAt : null}
              />
            )}
            {offer !== null && (
              <p className="import-reading">
                {offer}{' '}
                <button type="button" className="button small" onClick={() => void play()}>
                  Open in the player
                </button>
              </p>
            )}
          </div>
          {status.kind === 'done' && (
            <ImportResult
              key={status.count}
              imported={status.imported}
              choices={choices}
              onAnswer={again}
              onUse={(material, use) => {
                placeImported(material, use);
                onClose();
              }}
            />
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** What the player can do for what was read, or null. */
function playOffer(status: Status, isPlayable: boolean): string | null {
  if (status.kind === 'done' && status.imported.frames > 1 && isPlayable)
    return `Its ${status.imported.frames} structures can also be played, one after the other.`;
  if (status.kind === 'failed' && isTooLarge(status.failure))
    return 'As it is it can be drawn, measured and analysed, only not cut to a slab.';
  if (status.kind === 'unreadable' && isPlayable) return 'The player takes longer files.';
  return null;
}

const isTooLarge = (failure: Failure): boolean =>
  failure.code === 'too-large' && failure.what === CELL_ATOMS;
