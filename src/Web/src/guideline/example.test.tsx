// @vitest-environment jsdom
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import MarkdownRendered from '../ui/MarkdownRendered'
import { pictureMarkdown, withExample, type Example } from './example'

const example: Example = { verdict: 'good', caption: 'a smooth skin', url: '/api/v1/projects/p/guideline/pictures/9f86' }
const html = (text: string) => renderToStaticMarkup(<MarkdownRendered text={text} />)

describe('an example in a guideline', () => {
  test('is a card that says whether it is good', () => {
    expect(html(pictureMarkdown(example))).toMatch(/class="example good"[^]*Good example[^]*a smooth skin/)
    expect(html(pictureMarkdown({ ...example, verdict: 'bad' }))).toMatch(/class="example bad"[^]*Bad example/)
  })

  test.each(['](javascript:window.__x=1)', '<img src=x onerror=window.__x=1>', 'a "good example") ![b', 'x `y` **z** \\', '&lt;script&gt;', '한국어 [라벨] 설명'])('keeps its caption as it was written: %s', (caption) => {
    const page = document(html(pictureMarkdown({ ...example, caption })))
    expect(page.querySelector('.example')?.textContent).toContain(caption)
    expect([...page.querySelectorAll('img')].map((img) => img.getAttribute('src'))).toEqual([example.url])
    expect(page.querySelectorAll('a, script, [onerror]')).toHaveLength(0)
  })

  test('stands beside the examples before it, and apart from text', () => {
    const one = withExample('# Rules\n\nLook.', example)
    expect(one).toBe(`# Rules\n\nLook.\n\n${pictureMarkdown(example)}\n`)
    expect(withExample(one, { ...example, verdict: 'bad' })).toBe(`${one.trimEnd()}\n${pictureMarkdown({ ...example, verdict: 'bad' })}\n`)
    expect(withExample('', example)).toBe(`${pictureMarkdown(example)}\n`)
  })

  test('an ordinary picture stays an ordinary picture', () => expect(html('![x](/y.png "a title")')).not.toContain('example'))
})

const document = (content: string) => new DOMParser().parseFromString(content, 'text/html')
