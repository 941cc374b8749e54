import { type HandsSetup, handsOf } from '#engines/universal/crew/hands.ts';

// Sent once. It helps from then on, and hears nothing more.
addEventListener('message', ({ data }: MessageEvent<HandsSetup>) => {
  const hands = handsOf(data);
  postMessage('ready');
  hands.serve();
});
