/** How long to wait for a tab that is closing, as before a reload, to release its document. */
const PATIENCE_MS = 1500;
/** How long to wait for answers of other tabs where there are no locks. */
const ANSWER_MS = 400;

const PREFIX = 'epistack document ';

/** What tabs of one browser find each other by; either may be missing. */
export interface Between {
  readonly locks: Pick<LockManager, 'request' | 'query'> | null;
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage'> | null;
}

export const betweenTabs = (): Between => ({
  locks: navigator.locks ?? null,
  channel: typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('epistack'),
});

type Said = { readonly kind: 'whose' | 'mine'; readonly id: string; readonly tab: number };

/** What one tab has claimed: a document is written to by one tab at a time. */
export class Claims {
  readonly #between: Between;
  readonly #tab = Math.random();
  #id: string | null = null;
  #isSettled = false;
  /** Counts claims and releases. */
  #turn = 0;
  #release: () => void = () => undefined;
  #answered: (id: string) => void = () => undefined;

  constructor(between: Between = betweenTabs()) {
    this.#between = between;
    const { channel } = between;
    if (channel === null || between.locks !== null) return;
    channel.onmessage = ({ data }: MessageEvent<Said>) => {
      if (data.id !== this.#id && data.kind === 'whose') return;
      // Of two tabs that claim at the same moment exactly one must get it.
      if (data.kind === 'whose' && data.tab > this.#tab)
        channel.postMessage(this.#says('mine', data.id));
      else if (data.kind === 'whose' && this.#isSettled)
        channel.postMessage(this.#says('mine', data.id));
      else if (data.kind === 'mine') this.#answered(data.id);
    };
  }

  #says = (kind: Said['kind'], id: string): Said => ({ kind, id, tab: this.#tab });

  /** Claims a document for this tab; the one before is given free. @returns false where another tab has it */
  async claim(id: string): Promise<boolean> {
    if (id === this.#id) return true;
    this.release();
    this.#id = id;
    const turn = this.#turn;
    const { locks, channel } = this.#between;
    const isMine =
      locks !== null
        ? await this.#lock(locks, id)
        : channel !== null
          ? await this.#ask(channel, id)
          : true;
    // A later claim, of the same document perhaps, is not touched by the answer to this one.
    if (turn !== this.#turn) return isMine;
    if (!isMine) this.#id = null;
    this.#isSettled = isMine;
    return isMine;
  }

  /** The time limit also passes where the page itself was busy; only a lock that is held is another tab's. */
  async #lock(locks: NonNullable<Between['locks']>, id: string): Promise<boolean> {
    const turn = this.#turn;
    for (;;) {
      const isMine = await this.#requestLock(locks, id);
      if (isMine || turn !== this.#turn) return isMine;
      const { held = [] } = await locks.query();
      if (turn !== this.#turn || held.some(({ name }) => name === PREFIX + id)) return false;
    }
  }

  #requestLock(locks: NonNullable<Between['locks']>, id: string): Promise<boolean> {
    return new Promise((resolve) => {
      const give = new Promise<void>((release) => {
        this.#release = release;
      });
      const signal = AbortSignal.timeout(PATIENCE_MS);
      locks
        .request(PREFIX + id, { signal }, () => {
          resolve(true);
          return give;
        })
        // Locks are refused, as in a sandboxed page: then no other tab holds one either.
        .catch((error: unknown) => resolve(!isTimeout(error)));
    });
  }

  #ask(channel: NonNullable<Between['channel']>, id: string): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), ANSWER_MS);
      this.#answered = (answeredId) => {
        if (answeredId !== id) return;
        clearTimeout(timer);
        resolve(false);
      };
      channel.postMessage(this.#says('whose', id));
    });
  }

  /** The document that this tab has; null while another tab has it, or none was claimed. */
  get id(): string | null {
    return this.#isSettled ? this.#id : null;
  }

  /** Gives the document free for other tabs. */
  release(): void {
    this.#release();
    this.#release = () => undefined;
    this.#id = null;
    this.#isSettled = false;
    this.#turn++;
  }

  /** @returns ids of the documents that are open in any tab, as far as that is known */
  async open(): Promise<ReadonlySet<string>> {
    const held = (await this.#between.locks?.query().catch(() => null))?.held ?? [];
    const ids = held.flatMap(({ name }) =>
      name?.startsWith(PREFIX) === true ? [name.slice(PREFIX.length)] : [],
    );
    return new Set(this.#id === null ? ids : [...ids, this.#id]);
  }
}

const isTimeout = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError');
