/** The rules of ARCHITECTURE.md: who may import whom. */
const HOST =
  '^src/(extension|app|activeIncident|autoLock|statusBar|labels|terminals|userError)[.]ts$|^src/(commands|tree|editor)/|^src/webviews/.*panel[.]ts$|/vscode[^/]*[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'vscode-only-in-the-host-side',
      comment: 'Domains and the store run under plain Node, so tests need no mock of VS Code.',
      severity: 'error',
      from: { path: '^src/', pathNot: HOST },
      to: { path: '^vscode$|@types/vscode' },
    },
    { name: 'ids-import-nothing', severity: 'error', from: { path: '^src/ids[.]ts$' }, to: {} },
    {
      name: 'migrations-know-only-sqlite',
      severity: 'error',
      from: { path: '^src/migrations/' },
      to: { path: '^src/', pathNot: '^src/migrations/' },
    },
    {
      name: 'store-knows-no-domain',
      severity: 'error',
      from: { path: '^src/db/' },
      to: { path: '^src/', pathNot: '^src/(db|migrations)/' },
    },
    {
      name: 'domains-know-no-surface',
      severity: 'error',
      from: { path: '^src/(incidents|evidence|pipe|redaction|timeline|analysis|documents|export|similar|audit)/' },
      to: {
        path: '^src/(commands|tree|editor|webviews|jobs)/|^src/(extension|app|statusBar|labels|terminals|userError)[.]ts$',
      },
    },
    {
      name: 'domains-only-through-their-index',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/(incidents|evidence|pipe|redaction|timeline|analysis|documents|export|similar|audit)/',
        pathNot: ['^src/$1/', '^src/[^/]+/index[.]ts$', '^src/[^/]+/[^/]+/index[.]ts$'],
      },
    },
    {
      name: 'views-know-no-commands',
      severity: 'error',
      from: { path: '^src/(tree|editor|webviews)/' },
      to: { path: '^src/commands/' },
    },
    {
      name: 'sqlite-only-in-the-store',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(db|migrations)/' },
      to: { path: 'better-sqlite3' },
    },
    {
      name: 'the-host-holds-no-zod',
      comment: 'zod is loaded by the worker; the host starts without it.',
      severity: 'error',
      from: { path: '^src/(extension|app|commands|tree|editor)' },
      to: { path: 'node_modules/zod|^src/(db|jobs)/(api|rows/)', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
