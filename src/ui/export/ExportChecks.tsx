import { useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import type { Model } from '#app/document/model.ts';
import { changeVasp, exportStore, type TargetId } from '#app/export/exportSettings.ts';
import { shownName, shownPositions } from '#app/player/player.ts';
import { EpistackError, withoutOptions } from '#core/errors.ts';
import type { Check, Remedy } from '#core/export/checks.ts';
import type { Source } from '#core/export/exportSource.ts';
import { valencesOf } from '#core/export/exportSource.ts';
import type { InputSet } from '#core/export/inputSet.ts';
import type { SetId } from '#core/export/inputSets.ts';
import type { ExportOptions } from '#core/export/options.ts';
import { setChecks } from '#core/export/setFiles.ts';
import type { OutputId } from '#core/io/formats.ts';
import { lossesOf } from '#core/io/losses.ts';
import { changeSlab } from '#core/recipe/edits/slab.ts';
import { changeVacuum } from '#core/recipe/edits/vacuum.ts';
import { chemistry } from '#ui/kit/format.ts';
import { usePlayer } from '#ui/state/hooks.ts';
import { setOf } from './exportTargets.ts';

const LEVELS: Readonly<Record<Check['level'], readonly [mark: string, word: string]>> = {
  ok: ['✓', 'fine'],
  note: ['i', 'note'],
  warn: ['!', 'warning'],
};

/** What to look at before a long calculation, worst first, each with what it means and how to mend it. */
export function ExportChecks({
  model,
  target,
  options,
}: {
  readonly model: Model;
  readonly target: TargetId;
  readonly options: ExportOptions;
}) {
  const set = setOf(target);
  const settings = useStore(exportStore);
  // Of a run that plays meanwhile, not every frame.
  const player = useDeferredValue(usePlayer((p) => p));
  const { checks, problem } = useMemo(() => {
    const source = {
      built: model.built,
      report: model.report,
      xyz: settings.fromFrame ? shownPositions(player) : null,
      note: shownName(player)?.note ?? '',
    };
    return attempt(
      source.xyz === null ? { ...source, note: '' } : source,
      set?.id ?? null,
      options,
    );
  }, [model, set, options, settings, player]);
  if (problem !== null)
    return (
      <p role="alert" className="warn">
        {problem}
      </p>
    );
  if (checks.length === 0) return null;
  const open = checks.filter((c) => c.level !== 'ok');
  const fine = checks.filter((c) => c.level === 'ok');
  return (
    <section className="export-checks" aria-label="Checks before a calculation">
      <h4 className="caps">Checks</h4>
      <ul>
        {open.map((c) => (
          <li key={c.id} className={c.level}>
            <span className="mark" aria-hidden="true">
              {LEVELS[c.level][0]}
            </span>
            <div>
              <p>
                <span className="sr">{LEVELS[c.level][1]}: </span>
                {chemistry(c.found)}
              </p>
              <p className="about">{chemistry(c.means)}</p>
              {c.fix && (
                <p>
                  {chemistry(withoutOptions(c.fix))}{' '}
                  {c.remedy && (
                    <button
                      type="button"
                      className="linkish"
                      onClick={() => apply(c.remedy!, set?.mesh ?? null)}
                    >
                      {remedyText(c.remedy)}
                    </button>
                  )}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      <details className="more">
        <summary>
          {fine.length} {open.length === 0 ? 'checks' : 'more'}, all fine
        </summary>
        <ul>
          {fine.map((c) => (
            <li key={c.id} className="ok">
              <span className="mark" aria-hidden="true">
                ✓
              </span>
              <p>{c.found}</p>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function attempt(
  source: Source,
  set: SetId | null,
  options: ExportOptions,
): { readonly checks: readonly Check[]; readonly problem: string | null } {
  if (set === null) return { checks: [], problem: null };
  try {
    return { checks: setChecks(source, set, options), problem: null };
  } catch (error) {
    if (!(error instanceof EpistackError)) throw error;
    return { checks: [], problem: error.message };
  }
}

function remedyText(remedy: Remedy): string {
  switch (remedy.kind) {
    case 'vacuum':
      return `Set the vacuum to ${remedy.vacuumAng} Å`;
    case 'planes':
      return `Take ${remedy.planes} planes`;
    case 'mesh':
      return `Use ${remedy.mesh.join('×')}`;
    case 'dipole':
      return 'Switch the correction on';
    default:
      return remedy satisfies never;
  }
}

/** One step of the document's history, or a setting of the export. */
function apply(remedy: Remedy, meshName: InputSet['mesh']): void {
  switch (remedy.kind) {
    case 'vacuum':
      commit(changeVacuum(remedy.vacuumAng));
      break;
    case 'planes':
      commit(changeSlab(remedy.slab, { planes: remedy.planes }));
      break;
    case 'mesh': {
      const mesh = { kind: 'mesh', mesh: remedy.mesh } as const;
      if (meshName !== null) changeVasp({ [meshName]: mesh });
      break;
    }
    case 'dipole':
      changeVasp({ dipole: 'on' });
      break;
    default:
      remedy satisfies never;
  }
}

/** What a format leaves out. */
export function ExportLosses({
  id,
  model,
}: {
  readonly id: OutputId | null;
  readonly model: Pick<Model, 'built'>;
}) {
  const losses = id === null ? [] : lossesOf(id, valencesOf(model) !== null);
  if (losses.length === 0) return null;
  return (
    <section className="export-losses" aria-label="What this format cannot hold">
      <h4 className="caps">What it cannot hold</h4>
      <ul>
        {losses.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
