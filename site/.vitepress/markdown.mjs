import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const docs = path.join(root, 'docs')
const SOURCE = 'https://github.com/servlet-exporter/servlet-exporter'

/** The anchor that GitHub gives to a heading, so that a link with an anchor works there and here. */
export function anchor(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

/** Leads links to files that are not pages of the site (configurations, code) to the repository. */
export function sourceLinks(md) {
  md.core.ruler.push('source-links', (state) => {
    for (const token of state.tokens.flatMap((token) => token.children ?? [])) {
      if (token.type === 'link_open') {
        token.attrSet('href', target(token.attrGet('href'), state.env.realPath ?? state.env.path))
      }
    }
  })
}

function target(href, page) {
  if (/^(?:[a-z]+:|#)/i.test(href)) {
    return href
  }
  const [file, fragment] = href.split('#', 2)
  const absolute = path.resolve(path.dirname(page), file)
  const suffix = fragment === undefined ? '' : '#' + fragment
  if (!existsSync(absolute)) {
    throw new Error(`${path.relative(root, page)}: dead link ${href}`)
  }
  if (absolute.startsWith(docs + path.sep) && absolute.endsWith('.md')) {
    return file.replace(/README\.md$/, 'index.md') + suffix
  }
  const kind = statSync(absolute).isDirectory() ? 'tree' : 'blob'
  return `${SOURCE}/${kind}/main/${path.relative(root, absolute)}${suffix}`
}
