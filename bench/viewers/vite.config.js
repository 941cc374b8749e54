import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  logLevel: 'error',
  build: {
    outDir: 'dist',
    target: 'es2023',
    rolldownOptions: { checks: { bundlerTimings: false } },
    lib: {
      entry: 'matterviz.js',
      formats: ['es'],
      fileName: 'matterviz',
      cssFileName: 'matterviz',
    },
    chunkSizeWarningLimit: 100_000,
  },
  define: { 'process.env.NODE_ENV': '"production"' },
});
