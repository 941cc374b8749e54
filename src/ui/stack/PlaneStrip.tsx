import { useStore } from 'zustand';
import { commit } from '#app/document/document.ts';
import { marksStore } from '#app/document/marks/marks.ts';
import { atomicNumber } from '#core/crystal/elements.ts';
import { subscripts } from '#core/crystal/structure.ts';
import type { BuiltSlab } from '#core/recipe/build.ts';
import { changeSlab } from '#core/recipe/edits/slab.ts';
import type { SlabSpec } from '#core/recipe/recipe.ts';
import { elementColor } from '#ui/kit/palette.ts';
import { Roving } from '#ui/kit/tabs/Roving.tsx';

/** The slab from the side, top at the top: a row of dots per atomic plane; a click ends the slab there. */
export function PlaneStrip({
  step,
  slab,
  built,
}: {
  readonly step: number;
  readonly slab: SlabSpec;
  readonly built: BuiltSlab;
}) {
  const { sequence, surface } = built.slab;
  const colours = useStore(marksStore, (s) => s.now.marks.elements.colours);
  const face = step === 0 ? 'top' : 'bottom';
  const end = face === 'top' ? sequence.length - 1 : 0;
  const endAt = (p: number) =>
    commit(
      changeSlab(step, {
        planes: face === 'top' ? p + 1 : sequence.length - p,
        termination: sequence[p]!,
        remove: p === end ? slab.remove : slab.remove.filter((r) => r.face !== face),
      }),
    );
  return (
    <Roving className="strip" style={{ border: 0, margin: 0 }} aria-label="Atomic planes">
      {Array.from(sequence.keys())
        .reverse()
        .map((p) => {
          const kind = surface.planes[sequence[p]!]!;
          const gone = new Set(
            slab.remove
              .filter((r) => p === (r.face === 'top' ? sequence.length - 1 : 0))
              .map((r) => r.species),
          );
          return (
            <button
              key={p}
              type="button"
              title={`Plane ${p + 1}, ${subscripts(kind.label)}: end the slab here`}
              aria-label={`Plane ${p + 1} from the bottom, ${kind.label}: end the slab here`}
              aria-current={p === end}
              onClick={() => endAt(p)}
            >
              {Object.keys(kind.composition).map((symbol) => (
                <i
                  key={symbol}
                  className={gone.has(symbol) ? 'gone' : undefined}
                  style={
                    gone.has(symbol)
                      ? undefined
                      : {
                          background: elementColor(atomicNumber(symbol)!, colours),
                          // Any colour is seen on the strip.
                          ...(symbol in colours && { outline: '1px solid var(--muted)' }),
                        }
                  }
                />
              ))}
            </button>
          );
        })}
    </Roving>
  );
}
