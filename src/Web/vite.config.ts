import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { buildWorker } from './src/offline/buildWorker.ts'

const server = 'http://127.0.0.1:5080'

export default defineConfig({
  plugins: [react(), buildWorker()],
  build: {
    outDir: fileURLToPath(new URL('../../.artifacts/web/dist', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy of the host allows files of our own only: nothing is inlined into the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/api': server,
      '/live': { target: server, ws: true },
    },
  },
  // No test is about how fast a machine is that does other things beside. Threads: a process for each file would spend a third of it all on starting.
  test: { environment: 'node', pool: 'threads', include: ['src/**/*.test.{ts,tsx}'], testTimeout: 120_000, hookTimeout: 120_000 },
})
