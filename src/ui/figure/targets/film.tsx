import { useStore } from 'zustand';
import { beginFilm, begunBefore } from '#app/export/begunFilm.ts';
import { FILM_LIMITS, type FilmSettings, filmStore } from '#app/export/filmSettings.ts';
import { fileStem } from '#core/recipe/documentName.ts';
import type { DrawnSettingsProps, DrawnTarget } from '#ui/figure/drawnTarget.ts';
import { FigureMarkFields } from '#ui/figure/FigureFields.tsx';
import { filmProblem, sizeRemark } from '#ui/figure/films/filmPlan.ts';
import { FILMS, filmKind } from '#ui/figure/films/films.ts';
import { viewOnlyRemarks } from '#ui/figure/viewOnlyFacts.ts';
import { Choice, NumberField } from '#ui/kit/fields.tsx';

const KINDS = FILMS.map(({ label }) => label.toLowerCase());

/** A film of what is shown. */
export const film: DrawnTarget = {
  id: 'film',
  label: 'Film',
  hint: `${KINDS.slice(0, -1).join(', ')} or ${KINDS.at(-1)}, as MP4, WebM or GIF`,
  endings: ['.mp4', '.webm', '.gif'],
  Settings: FilmFields,
  problem: filmProblem,
  still: async (plan) => (await import('#ui/figure/films/writeFilm.ts')).filmStill(plan),
  write: async (plan, work) => {
    const { writeFilm } = await import('#ui/figure/films/writeFilm.ts');
    const end = beginFilm(plan.film.format);
    const { blob, format, codec, frames } = await writeFilm(plan, work).finally(end);
    const size = sizeRemark(plan.film);
    const seconds = frames / plan.film.framesPerSecond;
    return {
      blob,
      ending: `.${format}`,
      ...(plan.film.kind === 'story' && { stem: fileStem(plan.story!.title) }),
      remarks: [
        `${frames} frames at ${plan.film.framesPerSecond} a second, ${Number(seconds.toFixed(2))} s, ${codec}.`,
        ...(size === null ? [] : [size]),
        ...(format === plan.film.format
          ? []
          : ['This browser has no encoder for MP4: it is WebM instead.']),
        ...(plan.film.kind === 'story' ? [] : viewOnlyRemarks(plan)),
      ],
    };
  },
};

const change = (part: Partial<FilmSettings>): void => filmStore.setState(part);

function FilmFields({ plan }: DrawnSettingsProps) {
  const s = useStore(filmStore);
  const kind = filmKind(s.kind);
  const frames = kind.problem(plan) === null ? kind.shots(plan, s).count : null;
  return (
    <>
      <Choice
        label="shows"
        value={kind.id}
        options={FILMS.map(({ id, label }) => [id, label] as const)}
        onChange={(id) => change({ kind: id })}
      />
      <p className="about">{kind.hint}</p>
      <Choice
        label="format"
        value={s.format}
        options={[
          ['mp4', 'MP4 (H.264 where the browser has it)'],
          ['webm', 'WebM'],
          ['gif', 'GIF, 256 colours'],
        ]}
        onChange={(format) => change({ format })}
      />
      {begunBefore !== null && begunBefore === s.format && s.format !== 'gif' && (
        <p className="warn">
          The last film in this format was not finished. If this browser lost the page meanwhile,
          take GIF: it needs no encoder of the browser.
        </p>
      )}
      <NumberField
        label="width"
        value={s.widthPx}
        digits={0}
        step={10}
        min={FILM_LIMITS.sidePx[0]}
        max={FILM_LIMITS.sidePx[1]}
        unit="px"
        onPreview={(widthPx) => change({ widthPx })}
      />
      <NumberField
        label="height"
        value={s.heightPx}
        digits={0}
        step={10}
        min={FILM_LIMITS.sidePx[0]}
        max={FILM_LIMITS.sidePx[1]}
        unit="px"
        onPreview={(heightPx) => change({ heightPx })}
      />
      <NumberField
        label="frames a second"
        value={s.framesPerSecond}
        digits={0}
        step={1}
        min={FILM_LIMITS.framesPerSecond[0]}
        max={FILM_LIMITS.framesPerSecond[1]}
        onPreview={(framesPerSecond) => change({ framesPerSecond })}
      />
      {kind.timed ? (
        <NumberField
          label={kind.each === undefined ? 'length' : `length of ${kind.each}`}
          value={s.seconds}
          digits={1}
          step={0.5}
          min={FILM_LIMITS.seconds[0]}
          max={FILM_LIMITS.seconds[1]}
          unit="s"
          trim
          onPreview={(seconds) => change({ seconds })}
        />
      ) : (
        <NumberField
          label="every so many frames"
          value={s.every}
          digits={0}
          step={1}
          min={FILM_LIMITS.every[0]}
          max={FILM_LIMITS.every[1]}
          onPreview={(every) => change({ every })}
        />
      )}
      {frames !== null && (
        <p className="about">
          {frames.toLocaleString('en')} frames, {Number((frames / s.framesPerSecond).toFixed(2))} s.
        </p>
      )}
      <FigureMarkFields without="transparent" />
    </>
  );
}
