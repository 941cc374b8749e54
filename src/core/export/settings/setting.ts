import type { MeshChoice } from '#core/export/kpoints.ts';
import type { ExportOptions } from '#core/export/options.ts';

/**
 * One setting of an export: the terminal reads it and a bundle's command writes it as `option`, the dialog shows
 * it as a field, and its limits hold in both.
 */
export type Setting = NumberSetting | ChoiceSetting | MeshSetting | PairsSetting;

interface Named {
  readonly label: string;
  /** What to know of it, in a tooltip. */
  readonly title?: string;
  /** Heading of the folded part of the dialog in which it stands; absent: it stands in the open. */
  readonly section?: string;
}

export interface NumberSetting extends Named {
  readonly kind: 'number';
  readonly option: string;
  readonly unit?: string;
  readonly limits: readonly [low: number, high: number];
  /** The terminal takes whole numbers only. */
  readonly isWhole?: boolean;
  /** Decimals and step of the field. */
  readonly digits: number;
  readonly step: number;
  /** Null: not asked for. */
  readonly get: (options: ExportOptions) => number | null;
  readonly set: (options: ExportOptions, value: number) => ExportOptions;
}

export interface ChoiceSetting extends Named {
  readonly kind: 'choice';
  readonly option: string;
  /** The words of the terminal, and how the dialog names them. */
  readonly choices: readonly (readonly [word: string, text: string])[];
  /** Below the field. */
  readonly about?: string;
  readonly get: (options: ExportOptions) => string;
  readonly set: (options: ExportOptions, word: string) => ExportOptions;
}

export interface MeshSetting extends Named {
  readonly kind: 'mesh';
  /** Option of the terminal that takes three counts. */
  readonly option: string;
  readonly spacingOption: string;
  readonly get: (options: ExportOptions) => MeshChoice;
  readonly set: (options: ExportOptions, choice: MeshChoice) => ExportOptions;
}

export interface PairsSetting extends Named {
  readonly kind: 'pairs';
  readonly option: PairsOption;
  /** An example, as the dialog takes it. */
  readonly hint: string;
  /** A value as the terminal takes it; undefined for a text that is no such value. */
  readonly read: (text: string) => unknown;
  readonly write: (value: unknown) => string;
  readonly get: (options: ExportOptions) => Readonly<Record<string, unknown>> | null;
  readonly set: (
    options: ExportOptions,
    values: Readonly<Record<string, unknown>>,
  ) => ExportOptions;
}

export type PairsOption = 'magmom' | 'hubbard' | 'incar' | 'potcar';
