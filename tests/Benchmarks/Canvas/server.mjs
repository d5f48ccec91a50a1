// A project of pictures on a server that runs, for a measurement in a real browser.
import { deflateSync } from 'node:zlib'

const crcTable = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0 })
const crc = (bytes) => (bytes.reduce((c, b) => crcTable[(c ^ b) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0

/** @param colour Of a pixel, as [red, green, blue]. */
function png(width, height, colour) {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows.set(colour(x, y), y * (1 + width * 3) + 1 + x * 3)
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  return Buffer.concat([Buffer.from([0x89, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 1 })), chunk('IEND', Buffer.alloc(0))])
}

/** Files one after the other, not compressed. */
function zip(files) {
  const [parts, index] = [[], []]
  let offset = 0
  for (const [name, data] of files) {
    const [head, entry, title] = [Buffer.alloc(30), Buffer.alloc(46), Buffer.from(name)]
    head.writeUInt32LE(0x04034b50, 0); head.writeUInt16LE(20, 4)
    entry.writeUInt32LE(0x02014b50, 0); entry.writeUInt16LE(20, 4); entry.writeUInt16LE(20, 6); entry.writeUInt32LE(offset, 42)
    for (const [record, at] of [[head, 14], [entry, 16]]) {
      record.writeUInt32LE(crc(data), at); record.writeUInt32LE(data.length, at + 4); record.writeUInt32LE(data.length, at + 8); record.writeUInt16LE(title.length, at + 12)
    }
    parts.push(head, title, data)
    index.push(entry, title)
    offset += 30 + title.length + data.length
  }
  const [directory, end] = [Buffer.concat(index), Buffer.alloc(22)]
  end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(files.length, 8); end.writeUInt16LE(files.length, 10); end.writeUInt32LE(directory.length, 12); end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, directory, end])
}

export async function call(url, token, method, path, body) {
  const isForm = body instanceof FormData
  const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(body && !isForm && { 'content-type': 'application/json' }) }
  const reply = await fetch(new URL(`/api/v1${path}`, url), { method, headers, body: isForm ? body : body && JSON.stringify(body) })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
  return text ? JSON.parse(text) : {}
}

/** @returns The id of a project of so many pictures, each of its own. */
export async function makeProject(url, token, spec, count, width, height) {
  const pipeline = { redundancy: { min: 1, max: 1, targetConfidence: 0.5 }, review: { rate: 0 }, order: 'import' }
  const { id } = await call(url, token, 'POST', '/projects', { name: 'Benchmark', spec, pipeline })
  const form = new FormData()
  form.append('format', 'images')
  form.append('file', new Blob([zip(Array.from({ length: count }, (_, i) => [`${i}.png`, png(width, height, (x, y) => [(x + i * 7) & 255, (y * 3 + i) & 255, (x ^ y) & 255])]))]), 'pictures.zip')
  const job = await call(url, token, 'POST', `/projects/${id}/imports`, form)
  for (;;) {
    const { state } = await call(url, token, 'GET', `/jobs/${job.id}`)
    if (state === 'succeeded') return id
    if (state === 'failed' || state === 'cancelled') throw new Error(`The import has ${state}.`)
    await new Promise((done) => setTimeout(done, 100))
  }
}
