import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const web = fileURLToPath(new URL('../../../src/Web/node_modules/', import.meta.url))

export default defineConfig({
  // One React: the client's own.
  resolve: { alias: { 'react-dom': `${web}react-dom`, react: `${web}react` } },
  build: {
    outDir: fileURLToPath(new URL('../../../.artifacts/canvas-benchmark', import.meta.url)),
    emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false },
    rolldownOptions: { input: ['ours.html', 'theirs.html'] },
  },
})
