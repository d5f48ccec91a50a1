import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import type { Build } from './rules'

const worker = fileURLToPath(new URL('worker.ts', import.meta.url))

/** After the client is built, builds the worker that keeps it: one script without imports, which names every file, so that another build is another worker. */
export function buildWorker(): Plugin {
  return {
    name: 'labelwise-worker',
    apply: 'build',
    async writeBundle({ dir }) {
      const files = readdirSync(dir!, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => `${one.parentPath.slice(dir!.length)}/${one.name}`)
        .map((path) => path.replaceAll('\\', '/').replace(/^\/*/, '/')).filter((path) => path !== '/worker.js').sort()
      const hash = createHash('sha256')
      for (const path of files) hash.update(`${path}\n`).update(readFileSync(`${dir}${path}`))
      const BUILD: Build = { name: hash.digest('hex').slice(0, 16), files: files.filter((path) => path !== '/index.html') }
      await build({
        configFile: false, logLevel: 'warn', publicDir: false, define: { BUILD: JSON.stringify(BUILD) },
        build: { outDir: dir!, emptyOutDir: false, target: 'es2022', modulePreload: false, rolldownOptions: { input: worker, output: { format: 'iife', entryFileNames: 'worker.js' } } },
      })
    },
  }
}
