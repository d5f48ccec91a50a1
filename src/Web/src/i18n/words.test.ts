import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { languages } from './texts'
import { en } from './en'

const source = fileURLToPath(new URL('..', import.meta.url))

/** What people read or have read to them, of the attributes. */
const spoken: ReadonlySet<string> = new Set(['title', 'aria-label', 'label', 'hint', 'placeholder', 'alt', 'wrong', 'aria-description'])

/** Names, and what is written alike everywhere. */
const alike: ReadonlySet<string> = new Set(['Labelwise', 'tray:7', 'α', 'κ', 'IoU', 'JSON', 'JSON lines', 'COCO', 'px'])

/** Words in a page that no language could change: text between tags, and text of spoken attributes. */
function wordsIn(name: string): string[] {
  const file = ts.createSourceFile(name, readFileSync(source + name, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const note = (text: string) => /\p{L}{2}/u.test(text) && !alike.has(text.trim()) && found.push(`${name}: ${text.trim()}`)
  const visit = (node: ts.Node) => {
    if (ts.isJsxElement(node) && node.openingElement.tagName.getText() === 'kbd') return  // keys are named as they are printed on keyboards
    if (ts.isJsxText(node)) note(node.text)
    else if (ts.isJsxAttribute(node) && spoken.has(node.name.getText())) {
      const value = node.initializer && ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer
      if (value) literals(value)
    } else if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) literals(node.expression)
    ts.forEachChild(node, visit)
  }
  // A literal that is shown: alone, in a choice or in a template; not what is compared, looked up or called with.
  const literals = (node: ts.Expression): void => {
    if (ts.isStringLiteralLike(node)) note(node.text)
    else if (ts.isConditionalExpression(node)) {
      literals(node.whenTrue)
      literals(node.whenFalse)
    } else if (ts.isTemplateExpression(node)) [node.head, ...node.templateSpans.map((span) => span.literal)].forEach(({ text }) => note(text))
    else if (ts.isParenthesizedExpression(node)) literals(node.expression)
    else if (ts.isBinaryExpression(node) && [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(node.operatorToken.kind)) literals(node.right)
  }
  visit(file)
  return found
}

test('no page has words that only English has', () => {
  const pages = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'))
  expect(pages.length).toBeGreaterThan(50)
  expect(pages.flatMap(wordsIn)).toEqual([])
})

/** Every text by its path; a function as it is given numbers or words. */
function textsOf(texts: unknown, path = ''): [path: string, kind: string][] {
  if (typeof texts !== 'object' || texts === null) return [[path, typeof texts]]
  return Object.entries(texts).flatMap(([name, value]) => textsOf(value, `${path}/${name}`))
}

/** The compiler says so too; this also sees a file that was cast, and texts that were left empty. */
test.each(Object.keys(languages) as (keyof typeof languages)[])('%s has every text', async (code) => {
  const texts = await languages[code].load()
  expect(textsOf(texts)).toEqual(expect.arrayContaining(textsOf(en)))
  const empty = textsOf(texts).filter(([path]) => path.split('/').slice(1).reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], texts) === '')
  expect(empty).toEqual([])
})

/** Where the server's refusals are written. */
const server = ['Domain', 'Grains', 'Host', 'Storage'].map((folder) => fileURLToPath(new URL(`../../../${folder}/`, import.meta.url)))

function codesOf(pattern: RegExp): string[] {
  const files = server.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.cs') && !/(^|[\\/])(obj|bin)[\\/]/.test(name)).map((name) => folder + name))
  return [...new Set(files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, code]) => code!)))].sort()
}

test.each((Object.keys(languages) as (keyof typeof languages)[]).filter((code) => code !== 'en'))('%s has words for every refusal of the server', async (language) => {
  const { refusals } = await languages[language].load()
  const refused = codesOf(/(?:: Refusal|new Conflict|new Unavailable)\(\s*"([a-z]+(?:-[a-z]+)*)"/g)
  expect(refused.length).toBeGreaterThan(30)
  expect(refused.filter((code) => !refusals.problems[code])).toEqual([])
  const wrong = codesOf(/\bRefuse(?:At)?\([^"\n]*"[^"\n]*", "([a-z]+(?:-[a-z]+)*)"/g)
  expect(wrong.length).toBeGreaterThan(8)
  expect(wrong.filter((code) => !refusals.violations[code])).toEqual([])
})

test('whatever the log of a project holds has words', async () => {
  const source = readFileSync(fileURLToPath(new URL('../../../Grains/Activities/IActivityGrain.cs', import.meta.url)), 'utf8')
  const kinds = /enum ActivityKind[^{]*\{([^}]*)\}/.exec(source)![1]!.match(/\w+/g)!
  expect(kinds.length).toBeGreaterThan(10)
  expect(Object.keys(en.activity.kinds).sort()).toEqual(kinds.map((kind) => kind[0]!.toLowerCase() + kind.slice(1)).sort())
})
