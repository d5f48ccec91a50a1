// Fills a folder of the cache with the native libraries of this platform: node fetch.mjs <folder> <file>...
// Builds may run side by side, so the folder appears whole, by renaming, or not at all.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const [folder, ...files] = process.argv.slice(2)
const here = import.meta.dirname

mkdirSync(dirname(folder), { recursive: true })
const work = mkdtempSync(`${folder}.tmp-`)
try {
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(here, file), join(work, file))
  // Scripts stay off: what is needed lies in the packages themselves, verified against the lock file.
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: work, stdio: 'inherit', shell: process.platform === 'win32' })
  if (npm.status !== 0) throw new Error(npm.error?.message ?? `npm ci ended with ${npm.status}`)

  const ready = join(work, 'ready')
  mkdirSync(ready)
  for (const file of files) copyFileSync(join(work, 'node_modules', file), join(ready, basename(file)))
  try {
    renameSync(ready, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error  // otherwise another build was first, with the same content
  }
} catch (error) {
  console.error(`error : The native libraries could not be fetched: ${error.message}`)
  process.exitCode = 1
} finally {
  rmSync(work, { recursive: true, force: true })
}
