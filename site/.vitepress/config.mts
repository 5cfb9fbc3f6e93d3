import { defineConfig } from 'vitepress'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { navigation } from './navigation.mjs'
import { anchor, sourceLinks } from './markdown.mjs'

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))

/** The first heading of a page, without what the heading above it in the navigation says. */
function title(page: string): string {
  const heading = /^# (.*)$/m.exec(readFileSync(docs + page + '.md', 'utf8'))![1].replaceAll('`', '').replace(/^Tutorial: /, '')
  return heading[0].toUpperCase() + heading.slice(1)
}

const decisions = readdirSync(docs + 'adr')
  .filter((file) => /^\d{4}-.*\.md$/.test(file))
  .sort()
  .map((file) => file.replace('.md', ''))
  .map((page) => ({ text: title('adr/' + page), link: '/adr/' + page }))

function module(name: string, file: string) {
  return { find: new RegExp(`^${name}$`), replacement: fileURLToPath(new URL('../node_modules/' + file, import.meta.url)) }
}

export default defineConfig({
  title: 'servlet-exporter',
  description: 'Prometheus metrics, protection against request smuggling, and supervision of workers for servlets',
  lang: 'en',
  srcDir: '../docs',
  outDir: '.vitepress/dist',
  cacheDir: '.vitepress/cache',
  rewrites: { 'README.md': 'index.md', 'adr/README.md': 'adr/index.md' },
  cleanUrls: false,
  // No link leads to a file on another machine: without a server, the site works from any folder of a web server.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // The pages are outside of this folder, where their modules are not found.
  vite: { resolve: { alias: [module('vue/server-renderer', 'vue/server-renderer/index.mjs'), module('vue', 'vue/dist/vue.runtime.esm-bundler.js')] } },
  markdown: {
    anchor: { slugify: anchor },
    toc: { slugify: anchor },
    config: sourceLinks,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    languageAlias: { promql: 'sql' }
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    nav: [
      { text: 'Tutorials', link: '/tutorials/tomcat' },
      { text: 'Getting started', link: '/getting-started' },
      { text: 'Configuration', link: '/configuration' },
      { text: 'Metrics', link: '/metrics' }
    ],
    sidebar: {
      '/adr/': [{ text: 'Decisions', items: decisions }],
      '/': navigation.map(({ text, pages }) => ({
        text,
        items: pages.map((page) => ({ text: title(page), link: '/' + page.replace('README', '') }))
      }))
    }
  }
})
