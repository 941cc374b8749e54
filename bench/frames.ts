import { launch } from '../test/helpers/browser/chromium.ts';

/**
 * `npx tsx bench/frames.ts`: uploading one frame of positions to the GPU, as the page does (a float
 * texture, 16 B an atom) beside one matrix per atom (64 B), as instanced meshes need.
 */
const browser = await launch();
const page = await browser.newPage();
// The TypeScript runner names functions through a helper that the page does not have.
await page.evaluate('globalThis.__name = (f) => f');
const rows = await page.evaluate(() => {
  const gl = document.createElement('canvas').getContext('webgl2')!;
  const median = (run: () => void) => {
    const taken = Array.from({ length: 31 }, () => {
      const start = performance.now();
      run();
      gl.finish();
      return performance.now() - start;
    });
    return taken.sort((a, b) => a - b)[15]!;
  };
  return [10_000, 100_000].map((atoms) => {
    const height = Math.ceil(atoms / 512);
    const spheres = new Float32Array(4 * 512 * height);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, 512, height);
    const texture = median(() => {
      for (let i = 0; i < 4 * atoms; i += 4) spheres[i] = i * 0.1;
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 512, height, gl.RGBA, gl.FLOAT, spheres);
    });
    const matrices = new Float32Array(16 * atoms);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, matrices.byteLength, gl.DYNAMIC_DRAW);
    const instances = median(() => {
      for (let i = 0; i < 16 * atoms; i += 16) matrices[i + 12] = i * 0.1;
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, matrices);
    });
    return { atoms, texture, instances };
  });
});
console.log(
  'atoms     texture ms   matrices ms   ratio   (medians, software GL unless a GPU is there)',
);
for (const { atoms, texture, instances } of rows)
  console.log(
    String(atoms).padEnd(9),
    texture.toFixed(2).padStart(10),
    instances.toFixed(2).padStart(12),
    (instances / texture).toFixed(1).padStart(8),
  );
await browser.close();
