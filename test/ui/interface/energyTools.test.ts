import { type ComponentProps, createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { EngineLimits } from '#ui/interface/energy/EngineLimits.tsx';
import { type JobProgress, ModelJob } from '#ui/interface/energy/ModelJob.tsx';

test('crystals and planes in the limits of a potential are written as elsewhere on the page', () => {
  const notes = ['MoS2: slabs of formal charges (Br2 −2.00 e a face), Mo–S at 1.52 Å.'];
  expect(renderToStaticMarkup(createElement(EngineLimits, { notes }))).toContain(
    'MoS₂: slabs of formal charges (Br₂ −2.00 e a face), Mo–S at 1.52 Å.',
  );
});

test('a computation whose model has been removed meanwhile can still be ended', () => {
  const job = (progress: JobProgress | null) => {
    const props: ComponentProps<typeof ModelJob> = {
      children: 'Compute',
      progress,
      problem: null,
      onCancel: () => undefined,
    };
    return renderToStaticMarkup(createElement(ModelJob, props));
  };
  const running = job({ label: 'Energies', text: 'bulk MoS2, step 3' });
  expect(running).toContain('cancel');
  expect(running).toContain('bulk MoS₂, step 3');
  expect(running).not.toContain('Compute');
  expect(job(null)).not.toContain('cancel');
});
