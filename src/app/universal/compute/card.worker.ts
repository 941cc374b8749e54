import { type CardScope, serveCard } from '#engines/universal/gpu/cardServer.ts';

// The compiler is told of windows, and that each has a graphics card.
serveCard(globalThis as unknown as CardScope, navigator.gpu as GPU | undefined);
