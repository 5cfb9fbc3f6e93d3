/**
 * Checks the built site: every page is in the navigation, every link leads to a page and a heading that exist, and axe finds nothing on any page, in
 * light and in dark. Writes a few screenshots to .vitepress/shots.
 */
import { createServer } from 'node:http'
import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import puppeteer from 'puppeteer-core'
import { navigation } from './.vitepress/navigation.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const dist = path.join(here, '.vitepress/dist')
const shots = path.join(here, '.vitepress/shots')
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png' }
const SHOWN = ['/index.html', '/tutorials/tomcat.html', '/getting-started.html', '/configuration.html', '/migration.html', '/faq.html']
const TABS = 2
const faults = []
const coloursSeen = new Set()

function fault(text) {
  faults.push(text)
  console.error(text)
}

function files(folder) {
  return readdirSync(folder, { recursive: true })
    .map((file) => '/' + file)
    .filter((file) => statSync(folder + file).isFile())
}

function checkNavigation() {
  const listed = navigation.flatMap(({ pages }) => pages)
  const pages = ['', 'tutorials/'].flatMap((folder) =>
    readdirSync(path.join(here, '../docs', folder))
      .filter((file) => file.endsWith('.md') && file !== 'README.md')
      .map((file) => folder + file)
  )
  pages
    .filter((page) => !listed.includes(page.replace('.md', '')))
    .forEach((page) => fault(`docs/${page} is not in .vitepress/navigation.mjs`))
}

function checkLinks(pages) {
  const html = new Map(pages.map((page) => [page, readFileSync(dist + page, 'utf8')]))
  const ids = new Map([...html].map(([page, text]) => [page, new Set([...text.matchAll(/\sid="([^"]*)"/g)].map((id) => id[1]))]))
  let links = 0
  for (const [page, text] of html) {
    for (const [, href] of text.matchAll(/<a\s[^>]*?href="([^"]*)"/g)) {
      if (/^[a-z]+:/i.test(href)) {
        continue
      }
      links++
      const [file, fragment] = href.replaceAll('&amp;', '&').split('#', 2)
      let target = file === '' ? page : path.posix.resolve(path.posix.dirname(page), file)
      target += file.endsWith('/') ? (target.endsWith('/') ? '' : '/') + 'index.html' : ''
      if (!ids.has(target)) {
        fault(`${page}: no page for the link ${href}`)
      } else if (fragment && !ids.get(target).has(decodeURIComponent(fragment))) {
        fault(`${page}: no heading for the link ${href}`)
      }
    }
  }
  return links
}

function serve() {
  const server = createServer((request, response) => {
    const file = path.join(dist, decodeURIComponent(new URL(request.url, 'http://localhost').pathname))
    try {
      const body = readFileSync(file.endsWith('/') ? file + 'index.html' : file)
      response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

/** Checks a page, and the colours of what other pages do not have, in light and in dark, without loading it again. */
async function checkPage(tab, url, page, axe) {
  await scheme(tab, 'light')
  await tab.goto(url + page, { waitUntil: 'load' })
  await tab.evaluate(axe)
  await checkAccess(tab, page, 'light', { rules: { 'color-contrast': { enabled: false } } })
  const coloured = await markUnseenColours(tab)
  for (const value of ['light', 'dark']) {
    await scheme(tab, value)
    if (coloured > 0) {
      await checkAccess(tab, page, value, { runOnly: ['color-contrast'] }, '[data-unseen]')
    }
    await shoot(tab, page, value)
  }
}

/**
 * Marks the texts whose colours no page has shown: those of elements with the same tags, classes and styles, up to the root, are the same. The most
 * expensive rule of axe then has little to do.
 */
async function markUnseenColours(tab) {
  const found = await tab.evaluate((seen) => {
    const known = new Set(seen)
    const signature = (element) =>
      element === null
        ? ''
        : `${signature(element.parentElement)}>${element.tagName}.${element.getAttribute('class') ?? ''}[${element.getAttribute('style') ?? ''}]`
    const unseen = []
    for (const element of document.body.querySelectorAll('*')) {
      const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '')
      const colours = text ? signature(element) : ''
      if (text && !known.has(colours)) {
        known.add(colours)
        unseen.push(colours)
        element.setAttribute('data-unseen', '')
      }
    }
    return unseen
  }, [...coloursSeen])
  found.forEach((colours) => coloursSeen.add(colours))
  return found.length
}

/** VitePress listens to the preference of the browser. */
async function scheme(tab, value) {
  await tab.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value },
    { name: 'prefers-reduced-motion', value: 'reduce' }
  ])
}

async function checkAccess(tab, page, scheme, options, part) {
  await tab.waitForFunction((dark) => document.documentElement.classList.contains('dark') === dark, {}, scheme === 'dark')
  const { violations } = await tab.evaluate(
    (options, part) => window.axe.run(part ?? document, options),
    { resultTypes: ['violations'], ...options },
    part
  )
  for (const { id, help, nodes } of violations) {
    fault(`${page} (${scheme}): ${id}: ${help}, ${nodes.length} times, as in ${nodes[0].html.slice(0, 200)}`)
  }
}

async function shoot(tab, page, scheme) {
  if (SHOWN.includes(page)) {
    await tab.screenshot({ path: path.join(shots, scheme + page.replaceAll('/', '-').replace('.html', '.png')) })
  }
}

/** A window of its own, because a hidden tab does not render. */
async function openTab(browser) {
  const tab = await (await browser.createBrowserContext()).newPage()
  await tab.setViewport({ width: 1400, height: 1000 })
  tab.on('pageerror', (error) => fault(`${tab.url()}: ${error.message}`))
  return tab
}

async function checkSearch(tab, url) {
  await tab.goto(url + '/index.html', { waitUntil: 'load' })
  await tab.waitForSelector('.DocSearch-Button')
  await tab.click('.DocSearch-Button')
  await tab.waitForSelector('.VPLocalSearchBox input')
  await tab.type('.VPLocalSearchBox input', 'worker-timeout')
  await tab.waitForSelector('.VPLocalSearchBox .result')
  await tab.screenshot({ path: path.join(shots, 'search.png') })
}

checkNavigation()
const pages = files(dist).filter((file) => file.endsWith('.html') && file !== '/404.html')
const links = checkLinks(pages)
mkdirSync(shots, { recursive: true })
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const server = await serve()
const url = `http://127.0.0.1:${server.address().port}`
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  protocolTimeout: 600_000,
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu']
})
try {
  const left = [...pages]
  await Promise.all(
    Array.from({ length: TABS }, async () => {
      const tab = await openTab(browser)
      for (let page = left.shift(); page !== undefined; page = left.shift()) {
        await checkPage(tab, url, page, axe)
      }
      await tab.close()
    })
  )
  const tab = await openTab(browser)
  await checkSearch(tab, url)
} finally {
  await browser.close()
  server.close()
}
console.log(`${pages.length} pages, ${links} links, ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1
