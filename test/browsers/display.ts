import { spawn } from 'node:child_process';
import { onPath } from './onPath.ts';

export interface Display {
  /** What a browser must find in its environment. */
  readonly env: Readonly<Record<string, string>>;
  close(): void;
}

/**
 * A screen of its own for a browser that has WebGL 2 only with a window. Where there is no Xvfb (macOS,
 * Windows, a desktop) the window opens on the screen that is there.
 */
export async function openDisplay(): Promise<Display> {
  const program = onPath('Xvfb');
  if (program === undefined) return { env: {}, close: () => {} };
  // Xvfb picks a free display and writes its number to the descriptor.
  const server = spawn(
    program,
    ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const number = await new Promise<string>((resolve, reject) => {
    server.stdio[3]!.once('data', (bytes: Buffer) => resolve(String(bytes).trim()));
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return {
    // Mesa draws on the CPU.
    env: { DISPLAY: `:${number}`, LIBGL_ALWAYS_SOFTWARE: '1' },
    close: () => server.kill(),
  };
}

/** Whether a browser with a window can run here. */
export const hasDisplay = (): boolean =>
  process.platform !== 'linux' ||
  onPath('Xvfb') !== undefined ||
  Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
