import { createStore } from 'zustand/vanilla';
import { computeStore } from '#app/universal/compute/computeStore.ts';
import { sha256 } from '#core/io/text/sha256.ts';
import { DISPERSIONS, type DispersionChoice } from '#engines/dispersion/damping.ts';
import type { ModelName } from '#engines/dynamics/universalInput.ts';
import { parseModel } from '#engines/universal/model/modelFile.ts';
import type { PotentialSource } from '#engines/universal/potential.ts';
import { whyMissing } from '#offline/missing.ts';
import { deleteModel, type KeptModel, readModel, saveModel } from './modelShelf.ts';

/** A model of the universal potential that this page can use. */
export interface PageModel extends KeptModel, ModelName {
  /** Where it will be at the next visit: in this browser, nowhere, or where this page lies. */
  readonly from: 'browser' | 'visit' | 'installation';
  readonly chosen: DispersionChoice | null;
}

/** What a worker takes of it. */
export const sourceOf = ({ bytes, dispersion }: PageModel): PotentialSource => ({
  bytes,
  dispersion,
  compute: computeStore.getState().choice,
});

interface ModelState {
  /** `looking` until browser and installation have been asked. */
  readonly status: 'looking' | 'settled';
  readonly model: PageModel | null;
  /** Why the last file was not taken, or what was found could not be read. */
  readonly problem: string | null;
}

export const modelStore = createStore<ModelState>()(() => ({
  status: 'looking',
  model: null,
  problem: null,
}));

/** Larger files are no model of this kind: those published have 2.8 MB. */
const MAX_BYTES = 64 * 1024 * 1024;

/** @throws EpistackError model-file */
async function checked(
  { name, bytes, chosen: kept }: KeptModel,
  from: PageModel['from'],
): Promise<PageModel> {
  const { elements } = parseModel(bytes);
  const chosen = DISPERSIONS.find((choice) => choice === kept) ?? null;
  return {
    name,
    bytes,
    sha256: await checksum(bytes),
    elements: new Set(elements),
    from,
    chosen,
    dispersion: chosen ?? 'none',
  };
}

/** SHA-256, hexadecimal. By the browser, which takes no time; it has none where the page came over plain HTTP. */
export async function checksum(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return sha256(bytes);
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

let looking: Promise<void> | null = null;

/** Looks once for a model that the browser keeps, else for one that lies beside the page. */
export function lookForModel(): Promise<void> {
  looking ??= look();
  return looking;
}

async function look(): Promise<void> {
  const [model, problem] = await found().then<[PageModel | null, null], [null, string]>(
    (model) => [model, null],
    (error: unknown) => [null, textOf(error)],
  );
  // One that was dropped meanwhile stays.
  modelStore.setState((now) => ({
    status: 'settled',
    ...(now.model === null && now.problem === null ? { model, problem } : {}),
  }));
}

async function found(): Promise<PageModel | null> {
  // Where nothing can be read nothing was kept.
  const kept = await readModel().catch(() => null);
  if (kept !== null) return checked(kept, 'browser');
  const installed = await installedModel();
  return installed === null ? null : checked(installed, 'installation');
}

/** The first model that whoever serves this page put into its folder `models`. */
async function installedModel(): Promise<KeptModel | null> {
  const at = new URL('models/', document.baseURI);
  const list: unknown = await fetch(new URL('index.json', at))
    .then((response) => (response.ok ? response.json() : []))
    // Without the list, as on a host that was given only a part of the files, there is none.
    .catch(() => []);
  const name: unknown = Array.isArray(list) ? list[0] : undefined;
  if (typeof name !== 'string') return null;
  const response = await fetch(new URL(encodeURIComponent(name), at)).catch(() => null);
  if (!response?.ok) throw new Error(`models/${name} could not be fetched: ${whyMissing()}`);
  return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
}

/**
 * Takes a file as the model of this page, and keeps it in the browser.
 * @returns whether it is one; `problem` says why not, and the model before stays
 */
export async function takeModel(file: File): Promise<boolean> {
  try {
    if (file.size > MAX_BYTES)
      throw new Error(
        `it has ${(file.size / 1024 / 1024).toFixed(0)} MB, and models have less than ${MAX_BYTES / 1024 / 1024} MB`,
      );
    const bytes = new Uint8Array(await file.arrayBuffer());
    const chosen = modelStore.getState().model?.chosen ?? null;
    const model = await checked({ name: file.name, bytes, chosen }, 'visit');
    modelStore.setState({ model, problem: null });
    await saveModel(model).then(
      () => modelStore.setState({ model: { ...model, from: 'browser' } }),
      // Blocked storage: it serves this visit, and the panel says so.
      () => undefined,
    );
    return true;
  } catch (error) {
    modelStore.setState({ problem: `${file.name}: ${textOf(error)}` });
    return false;
  }
}

/** Takes a dispersion term with the model from now on, and keeps the choice where the model is kept. */
export function chooseDispersion(chosen: DispersionChoice): void {
  const { model } = modelStore.getState();
  if (model === null) return;
  const next = { ...model, chosen, dispersion: chosen };
  modelStore.setState({ model: next });
  if (model.from === 'browser') void saveModel(next).catch(() => undefined);
}

/** Forgets the model that the browser keeps; one that lies beside the page is found again at the next visit. */
export async function removeModel(): Promise<void> {
  modelStore.setState({ model: null, problem: null });
  await deleteModel().catch(() => undefined);
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
