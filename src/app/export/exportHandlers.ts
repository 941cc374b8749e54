import { library } from '#app/document/library.ts';
import type { Handlers } from '#app/jobs/workerDoor.ts';
import { fileBlob } from '#app/shell/fileBlob.ts';
import { EpistackError } from '#core/errors.ts';
import { type OutFile, type Source, settled, structureOf } from '#core/export/exportSource.ts';
import { setFiles } from '#core/export/setFiles.ts';
import { trajectoryOf, writeSource } from '#core/export/writeFile.ts';
import { writableSymmetry } from '#core/io/cif/cifWrite.ts';
import { outputOf, type RunId, runOutputOf, takes } from '#core/io/formats.ts';
import { build } from '#core/recipe/build.ts';
import { frozenAtoms } from '#core/recipe/freeze.ts';
import { recipeHash } from '#core/recipe/hash.ts';
import { reportOf } from '#core/recipe/report/reportOf.ts';
import { ewaldFor } from '#engines/lammps/coulomb/ewald.ts';
import { lammpsInput } from '#engines/lammps/lammpsInput.ts';
import { PAPER_PROTOCOL } from '#engines/lammps/protocols.ts';
import { findOperations } from '#engines/symmetry/symmetry.ts';
import { zipFiles } from '#engines/zip/zip.ts';
import { downloadName } from './downloadName.ts';
import type { ExportRequest, ExportTasks, Written } from './exportTasks.ts';

/** A preview shows this much of each file. */
const HEAD_CHARS = 6000;
/** Tolerance of the symmetry search: how far atoms may be from their symmetric places, Å. */
const SYMPREC_ANG = 1e-3;

/** Files are written off the page's thread. */
export const exportHandlers: Handlers<ExportTasks> = { write: makeExport };

/**
 * Writes the requested export. Slow for large stacks and long trajectories.
 * @throws EpistackError saying why it cannot
 */
export async function makeExport(request: ExportRequest): Promise<Written> {
  // A frame is stored as displacements from the rigid stack, so that the terminal builds the same numbers.
  const { relaxed, ...rigid } = request.recipe;
  const isFrame = request.positions !== null;
  const built = build(isFrame || relaxed === undefined ? rigid : request.recipe, library);
  const given: Source = {
    built,
    report: reportOf(built),
    xyz: request.positions,
    note: isFrame ? request.note : '',
  };
  const { target } = request;
  const source = target.kind === 'set' ? settled(given) : given;
  if (target.kind === 'trajectory') return trajectoryWritten(source, request, target.id);
  const remarks: string[] = [];
  const files =
    target.kind === 'set'
      ? setOf(source, request, target.id)
      : [await formatFile(source, request, target, remarks)];
  if (request.preview)
    return {
      kind: 'preview',
      files: files.map(({ path, text }) => ({
        path,
        chars: text.length,
        head: text.slice(0, HEAD_CHARS),
      })),
    };
  return target.kind === 'set'
    ? {
        kind: 'file',
        name: `${request.stem}_${target.id}_${recipeHash(source.built.recipe)}.zip`,
        blob: new Blob([zipFiles(files)], { type: 'application/zip' }),
        remarks,
      }
    : { kind: 'file', name: files[0]!.path, blob: fileBlob([files[0]!.text]), remarks };
}

function setOf(
  source: Source,
  request: ExportRequest,
  id: Extract<ExportRequest['target'], { kind: 'set' }>['id'],
): readonly OutFile[] {
  const { frames, options, seed } = request;
  const snapshots =
    frames === null ? null : { frames: frames.xyz, count: frames.count, frameFs: frames.frameFs };
  return setFiles(
    source,
    id,
    { ...options, snapshots },
    {
      seed,
      write: (settledSource, kspace) =>
        lammpsInput(structureOf(settledSource), PAPER_PROTOCOL, {
          seed,
          frozen: frozenAtoms(settledSource.built),
          valencesE: settledSource.built.byHand?.valencesE ?? null,
          ewald: ewaldFor(kspace, settledSource.built.recipe),
        }),
    },
  );
}

async function formatFile(
  source: Source,
  { options, coordinates, stem }: ExportRequest,
  { id, symmetry }: Extract<ExportRequest['target'], { kind: 'format' }>,
  remarks: string[],
): Promise<OutFile> {
  const { write, names } = outputOf(id);
  const path = downloadName(stem, write.fileName, names);
  const choices = {
    coordinates,
    symmetry: symmetry && takes(id, 'symmetry') ? await found(source, remarks) : null,
  };
  return { path, text: writeSource(source, id, { ...options.vasp, ...options }, choices) };
}

/** The symmetry of the atoms, or null with a remark: a CIF in P 1 is correct too. */
async function found(source: Source, remarks: string[]) {
  try {
    const group = await findOperations(structureOf(source), { symprecAng: SYMPREC_ANG });
    const writable = writableSymmetry(group);
    remarks.push(
      writable === null
        ? `${group.symbol} was found, but its operations cannot be listed in the axes of this supercell: written in P 1.`
        : `Space group ${group.symbol} (${group.number}): ${group.representatives.length} of ${source.report.atoms} atoms are listed.`,
    );
    return writable;
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    remarks.push(`Written in P 1: ${error.message}.`);
    return null;
  }
}

function trajectoryWritten(
  source: Source,
  { frames, preview, stem }: ExportRequest,
  id: RunId,
): Written {
  if (frames === null)
    throw new EpistackError({
      code: 'setting',
      field: 'trajectory',
      expected: 'frames of this stack',
    });
  const { write, names } = runOutputOf(id);
  const name = downloadName(`${stem}_trajectory`, write.run.fileName, names);
  const parts: string[] = [];
  for (const part of trajectoryOf(source, frames, id)) {
    parts.push(part);
    if (preview) break;
  }
  if (!preview) return { kind: 'file', name, blob: fileBlob(parts), remarks: [] };
  const text = parts.join('');
  return {
    kind: 'preview',
    files: [{ path: name, chars: text.length * frames.count, head: text.slice(0, HEAD_CHARS) }],
  };
}
