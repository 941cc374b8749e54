import { createStore } from 'zustand/vanilla';
import { createRefusedFields } from '#app/shell/refusedFields.ts';
import type { SetId } from '#core/export/inputSets.ts';
import { DEFAULT_EXPORT, type ExportOptions } from '#core/export/options.ts';
import type { PairsOption } from '#core/export/settings/setting.ts';
import type { OutputId, RunId } from '#core/io/formats.ts';
import type { HubbardU } from '#core/io/metadata.ts';

/** What the dialog offers: a format, a set, a trajectory, something drawn, the document. */
export type TargetId =
  | `file:${OutputId}`
  | `set:${SetId}`
  | `run:${RunId}`
  | `drawn:${string}`
  | 'recipe'
  | 'embed';

/** Choices of the export dialog. They are kept until the page is left, also while the dialog is closed. */
export interface ExportSettings {
  readonly target: TargetId;
  readonly options: ExportOptions;
  readonly coordinates: 'direct' | 'cartesian';
  readonly symmetry: boolean;
  readonly fromFrame: boolean;
  /** As typed: "Fe=3, O=0"; read by `pairsOf`, `hubbardOf`. */
  readonly magmom: string;
  readonly hubbard: string;
  readonly incar: string;
  readonly potcar: string;
  readonly seed: number;
  readonly hasBudget: boolean;
  readonly budget: number;
}

export const exportStore = createStore<ExportSettings>()(() => ({
  target: 'file:poscar',
  options: DEFAULT_EXPORT,
  coordinates: 'direct',
  symmetry: false,
  fromFrame: true,
  magmom: '',
  hubbard: '',
  incar: '',
  potcar: '',
  seed: 1,
  hasBudget: false,
  budget: 400,
}));

/** Settings whose field shows a refused value; nothing is written while there are any. */
export const refusedSettings = createRefusedFields();

export const changeVasp = (part: Partial<ExportOptions['vasp']>): void =>
  exportStore.setState(({ options }) => ({
    options: { ...options, vasp: { ...options.vasp, ...part } },
  }));

/** Reads "Fe=3, O=0" as pairs; {} for an empty text, null when it cannot be read. */
export function pairsOf(text: string): Readonly<Record<string, string>> | null {
  const parts = text.split(',').map((p) => p.trim());
  if (parts.length === 1 && parts[0] === '') return {};
  const pairs = parts.map((p) => /^([A-Za-z][A-Za-z0-9_.]*)\s*=\s*(\S(?:.*\S)?)$/.exec(p));
  if (pairs.includes(null)) return null;
  return Object.fromEntries(pairs.map((m) => [m![1]!, m![2]!]));
}

/** Reads "Fe=3" as numbers; null when it cannot be read. */
export function elementNumbers(text: string): Readonly<Record<string, number>> | null {
  const pairs = pairsOf(text);
  if (pairs === null) return null;
  const out = Object.fromEntries(Object.entries(pairs).map(([k, v]) => [k, Number(v)]));
  return Object.values(out).every(Number.isFinite) ? out : null;
}

/** "Fe=d 4.0" (l as p, d, f; U, and J if there is one, in eV); null for what cannot be read. */
export function hubbardOf(text: string): Readonly<Record<string, HubbardU>> | null {
  const pairs = pairsOf(text);
  if (pairs === null) return null;
  const out: Record<string, HubbardU> = {};
  for (const [symbol, value] of Object.entries(pairs)) {
    const [, l, u, j = '0'] = /^([pdf])\s+(-?[\d.]+)(?:\s+(-?[\d.]+))?$/.exec(value) ?? [];
    const [uEV, jEV] = [Number(u), Number(j)];
    if (l === undefined || !Number.isFinite(uEV) || !Number.isFinite(jEV)) return null;
    out[symbol] = { l: l === 'p' ? 1 : l === 'd' ? 2 : 3, uEV, jEV };
  }
  return out;
}

/** Whether what was typed can be read. */
export const isReadable = (option: PairsOption, text: string): boolean =>
  READERS[option](text) !== null;

const READERS: Readonly<Record<PairsOption, (text: string) => object | null>> = {
  magmom: elementNumbers,
  hubbard: hubbardOf,
  incar: pairsOf,
  potcar: pairsOf,
};

/** The options with what was typed as text; null while some of it cannot be read. */
export function optionsOf(s: ExportSettings): ExportOptions | null {
  const [magmom, hubbard] = [elementNumbers(s.magmom), hubbardOf(s.hubbard)];
  const [incar, potcar] = [pairsOf(s.incar), pairsOf(s.potcar)];
  if (magmom === null || hubbard === null || incar === null || potcar === null) return null;
  const orNone = <T>(record: Readonly<Record<string, T>>) =>
    Object.keys(record).length === 0 ? null : record;
  return {
    ...s.options,
    atomBudget: s.hasBudget ? s.budget : null,
    vasp: {
      ...s.options.vasp,
      magmom: orNone(magmom),
      hubbard: orNone(hubbard),
      incar,
      potcar,
    },
  };
}
