import { mkdirSync, writeFileSync } from 'node:fs';
import type { Structure } from '#core/crystal/structure.ts';
import { recordedContacts } from './recordedContacts.ts';
import { compactJson, type Frame, snapshotFile } from './snapshotFile.ts';

interface RecordedFiles {
  /** First line of the XDATCAR. */
  readonly title: string;
  readonly structure: Structure;
  readonly frames: readonly Frame[];
  readonly snapshotFs: number;
  readonly provenance: object;
}

/** Writes a recorded run as the page reads it: snapshots, their contacts, and where they come from. */
export function writeRun(
  folder: string,
  { title, structure, frames, snapshotFs, provenance }: RecordedFiles,
): void {
  mkdirSync(folder, { recursive: true });
  const packed = snapshotFile(structure, title, frames);
  writeFileSync(`${folder}XDATCAR.gz`, packed);
  writeFileSync(`${folder}contacts.json`, recordedContacts(packed, snapshotFs));
  writeFileSync(`${folder}provenance.json`, compactJson(provenance));
}
