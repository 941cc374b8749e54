import { part } from '#ui/kit/boundary/part.tsx';
import type { Legend as LegendData, StructureColouring } from '#ui/look/colouring.ts';
import type { ScaleProps } from './Scale.tsx';

// Numbers are not coloured in the first view.
const Scale = part<ScaleProps>({
  what: 'The scale of the colours',
  load: () => import('./Scale.tsx').then((m) => m.Scale),
});

/** What the colours of the picture mean. */
export function Legend({
  colouring,
  legend,
}: {
  readonly colouring: StructureColouring;
  readonly legend: LegendData;
}) {
  return (
    <>
      {legend.scale && (
        <Scale
          id={colouring.id}
          label={colouring.label}
          about={legend.about}
          scale={legend.scale}
        />
      )}
      {legend.keys.map(({ name, color }) => (
        <span key={`${name} ${color}`} title={legend.about}>
          <i style={{ background: color }} />
          {name}
        </span>
      ))}
    </>
  );
}
