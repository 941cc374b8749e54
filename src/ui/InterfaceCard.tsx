import { useRef } from 'react';
import { commit, preview } from '#app/document.ts';
import { changeFilm } from '#app/edits.ts';
import type { FilmStep } from '#core/recipe/recipe.ts';
import { NumberField } from './fields.tsx';

/** Shift fractions are kept to 1e-4 of the cell when dragged: 0.002 Å here. */
const tidy = (x: number): number => Math.round((x - Math.floor(x)) * 1e4) / 1e4;

/** Between two slabs: how far apart (d₀) and how shifted. */
export function InterfaceCard({ step, film }: { readonly step: number; readonly film: FilmStep }) {
  const pad = useRef<HTMLButtonElement>(null);
  const [sa, sb] = film.registryShift;
  const move = (a: number, b: number) => preview(changeFilm(step, { registryShift: [a, b] }));
  const drag = (e: React.PointerEvent) => {
    const box = pad.current!.getBoundingClientRect();
    move(
      tidy(Math.min(0.9999, Math.max(0, (e.clientX - box.left) / box.width))),
      tidy(Math.min(0.9999, Math.max(0, 1 - (e.clientY - box.top) / box.height))),
    );
  };
  const nudge = (e: React.KeyboardEvent) => {
    const d = e.shiftKey ? 0.05 : 0.005;
    const by: Record<string, readonly [number, number]> = {
      ArrowLeft: [-d, 0],
      ArrowRight: [d, 0],
      ArrowUp: [0, d],
      ArrowDown: [0, -d],
    };
    const delta = by[e.key];
    if (delta === undefined) return;
    e.preventDefault();
    move(tidy(sa + delta[0]), tidy(sb + delta[1]));
  };
  return (
    <section className="between" aria-label="Interface">
      <button
        ref={pad}
        type="button"
        className="pad"
        title="Registry: drag to shift the film inside the interface cell (a to the right, b up); arrow keys step"
        aria-label={`Registry shift ${sa.toFixed(3)} along a, ${sb.toFixed(3)} along b; arrow keys move it`}
        onPointerDown={(e) => {
          e.currentTarget.setPointerCapture(e.pointerId);
          drag(e);
        }}
        onPointerMove={(e) => e.currentTarget.hasPointerCapture(e.pointerId) && drag(e)}
        onPointerUp={() => commit()}
        onKeyDown={nudge}
        onKeyUp={(e) => e.key.startsWith('Arrow') && commit()}
      >
        <b
          style={{
            left: `${100 * (sa - Math.floor(sa))}%`,
            bottom: `calc(${100 * (sb - Math.floor(sb))}% - 0px)`,
            transform: 'translateY(0)',
          }}
        />
      </button>
      <div>
        <NumberField
          label="d₀"
          title="d₀: height of the lowest atom of the upper slab minus that of the highest atom of the lower slab"
          value={film.separationAng}
          digits={2}
          step={0.05}
          min={0}
          max={100}
          unit="Å"
          onPreview={(v) => preview(changeFilm(step, { separationAng: v }))}
          onCommit={() => commit()}
        />
        <input
          type="range"
          aria-label="d₀ slider"
          min={1.5}
          max={6}
          step={0.01}
          value={film.separationAng}
          onChange={(e) => preview(changeFilm(step, { separationAng: Number(e.target.value) }))}
          onPointerUp={() => commit()}
          onKeyUp={() => commit()}
          onBlur={() => commit()}
        />
        {(['a', 'b'] as const).map((axis, k) => (
          <NumberField
            key={axis}
            label={`shift ${axis}`}
            title={`Lateral shift along ${axis}, in fractions of the interface cell`}
            value={film.registryShift[k]!}
            digits={4}
            step={0.005}
            min={-10}
            max={10}
            onPreview={(v) => move(k === 0 ? v : sa, k === 1 ? v : sb)}
            onCommit={() => commit()}
          />
        ))}
      </div>
    </section>
  );
}
