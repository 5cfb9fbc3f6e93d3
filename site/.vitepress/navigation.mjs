import { existsSync } from 'node:fs'

/**
 * Order of the pages. check.mjs fails for a page of docs/ that is missing here; a page that does not exist is left out. Decisions (docs/adr) are added by
 * themselves.
 */
const sections = [
  { text: 'Tutorials', pages: ['getting-started', 'spring-boot', 'docker', 'kubernetes', 'systemd'] },
  {
    text: 'How-to guides',
    pages: [
      'operations', 'recycling', 'responses', 'metrics-port', 'proxies', 'security', 'status', 'alerts', 'dashboards',
      'logging', 'sharing', 'redis', 'tomcat-cluster', 'jpms', 'virtual-threads', 'sizing', 'migration', 'gunicorn',
      'troubleshooting', 'installation-problems', 'faq'
    ]
  },
  { text: 'Reference', pages: ['configuration', 'metrics', 'behaviour', 'compatibility', 'aggregation', 'glossary'] },
  { text: 'Explanation', pages: ['architecture', 'adr/README', 'comparison'] }
]

export const navigation = sections.map(({ text, pages }) => ({
  text,
  pages: pages.filter((page) => existsSync(new URL(`../../docs/${page}.md`, import.meta.url)))
}))
