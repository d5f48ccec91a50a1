import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import MarkdownRendered from './MarkdownRendered'

const html = (text: string) => renderToStaticMarkup(<MarkdownRendered text={text} />)

test('HTML in a guideline is shown as text', () => {
  expect(html('<img src=x onerror=window.__x=1>\n\na <script>window.__x=1</script> b')).not.toMatch(/<img|<script/)
})

test.each(['[x](javascript:window.__x=1)', '![x](javascript:window.__x=1)', '[x](JaVaScRiPt:window.__x=1)', '[x](data:text/html,<script>1</script>)', '<javascript:window.__x=1>', '[x](vbscript:x)'])(
  'no link leads to a script: %s', (text) => {
    expect(html(text)).not.toMatch(/(href|src)="\s*(javascript|data|vbscript)/i)
  })

test('ordinary Markdown, tables too, is rendered', () => {
  expect(html('# Rules\n\n- **rot** is bad\n\n| a | b |\n|---|---|\n| 1 | 2 |')).toMatch(/<h1>Rules<\/h1>[^]*<strong>rot<\/strong>[^]*<td>1<\/td>/)
  expect(html('[x](https://example.org)')).toContain('rel="noopener noreferrer nofollow"')
})
