import { existsSync } from 'node:fs'

/**
 * Order of the pages. check.mjs fails for a page of docs/ that is missing here; a page that does not exist is left out. Decisions (docs/adr) are added by
 * themselves.
 */
const sections = [
  {
    text: 'Tutorials',
    pages: ['tutorials/tomcat', 'tutorials/jetty', 'tutorials/spring-boot', 'tutorials/embedded-tomcat', 'tutorials/embedded-jetty']
  },
  {
    text: 'Installing',
    pages: [
      'getting-started', 'spring-boot', 'docker', 'kubernetes', 'systemd', 'tomcat-cluster', 'jpms', 'virtual-threads', 'installation-problems',
      'migration', 'gunicorn'
    ]
  },
  {
    text: 'Operating',
    pages: [
      'operations', 'metrics-port', 'security', 'proxies', 'recycling', 'responses', 'sharing', 'redis', 'sizing', 'status', 'alerts', 'dashboards',
      'logging', 'troubleshooting', 'faq'
    ]
  },
  { text: 'Reference', pages: ['configuration', 'metrics', 'behaviour', 'compatibility', 'aggregation', 'glossary'] },
  { text: 'Explanation', pages: ['architecture', 'adr/README', 'comparison'] }
]

export const navigation = sections.map(({ text, pages }) => ({
  text,
  pages: pages.filter((page) => existsSync(new URL(`../../docs/${page}.md`, import.meta.url)))
}))
