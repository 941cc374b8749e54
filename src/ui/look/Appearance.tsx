import { Leva, useControls } from 'leva';
import { useEffect } from 'react';
import { sessionStore } from '#app/look/session.ts';

/** How the picture is drawn; loaded when first opened. Nothing here changes the document. */
export function Appearance() {
  const start = sessionStore.getState();
  const look = useControls('Appearance', {
    atomScale: { label: 'atom size', value: start.atomScale, min: 0.4, max: 2, step: 0.05 },
    bondRadiusAng: {
      label: 'bond radius Å',
      value: start.bondRadiusAng,
      min: 0.05,
      max: 0.4,
      step: 0.01,
    },
    showBonds: { label: 'bonds', value: start.showBonds },
    showCell: { label: 'cell box', value: start.showCell },
    showContacts: { label: 'contacts', value: start.showContacts },
    showContactLabels: { label: 'contact lengths', value: start.showContactLabels },
    showBoundaryImages: { label: 'boundary atoms', value: start.showBoundaryImages },
  });
  useEffect(() => sessionStore.setState(look), [look]);
  return <Leva titleBar={{ title: 'Appearance' }} hideCopyButton />;
}
