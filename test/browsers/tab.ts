/** How a user finds a thing on the page: by what it is and what it is called. */
export type Target =
  | {
      readonly role: 'button' | 'dialog' | 'heading' | 'region' | 'textbox';
      readonly name: string | RegExp;
      /** Where several bear the name: which one, from 0. */
      readonly nth?: number;
    }
  | { readonly testId: string; readonly nth?: number }
  /** The file input of a dialog; its button is what a user sees, but drivers hand files to the input. */
  | { readonly fileInputOf: string };

export interface Saved {
  readonly name: string;
  readonly bytes: Buffer;
}

/** One tab of a browser, in a profile of its own. Every call waits for what it acts on. */
export interface Tab {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  url(): Promise<string>;
  click(target: Target): Promise<void>;
  /** Replaces what stands in a field, key by key, and ends with Enter. */
  type(target: Target, text: string): Promise<void>;
  upload(target: Target, path: string): Promise<void>;
  text(target: Target): Promise<string>;
  enabled(target: Target): Promise<boolean>;
  /** Whether the thing is on the page now, without waiting. */
  shown(target: Target): Promise<boolean>;
  /** The value of a JavaScript expression in the page; it must survive JSON. */
  evaluate<T>(expression: string): Promise<T>;
  /** Clicks, and returns the file that the browser wrote. */
  download(target: Target): Promise<Saved>;
  /** Console errors and warnings, uncaught exceptions, failed requests, since the tab was opened. */
  errors(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface RunningBrowser {
  newTab(): Promise<Tab>;
  close(): Promise<void>;
}

/** How long a tab waits for a thing before it fails. */
export const PATIENCE_MS = 30_000;
