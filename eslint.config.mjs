import tseslint from 'typescript-eslint';

const NAMED_ZOD = {
  selector: "ImportDeclaration[source.value='zod'] ImportSpecifier",
  message: "Write: import * as z from 'zod' (the namespace import bundles a fifth of it).",
};

/** Ways to the network, and programs that know some. */
const GLOBALS = ['fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource', 'WebTransport', 'RTCPeerConnection'];
const MODULES = [
  ...['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises', 'child_process'].flatMap(
    name => [name, `node:${name}`],
  ),
  'undici',
];
const message = 'Text of a case leaves through src/redaction/gate.ts only.';
const either = names => `/^(?:${names.join('|').replaceAll('/', '\\u002f')})$/`;
const ROUNDABOUT = [
  `ImportExpression[source.value=${either(MODULES)}]`,
  `CallExpression[callee.name=/^require$|Require$/][arguments.0.value=${either(MODULES)}]`,
  `MemberExpression[object.name=/^(?:globalThis|window|self|global)$/][property.name=${either(GLOBALS)}]`,
  "MemberExpression[property.name='sendBeacon']",
].map(selector => ({ selector, message }));

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'out/', '.host/', '.demo/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', NAMED_ZOD],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    // Text of a case leaves through src/redaction/gate.ts only. Whoever sends it takes what the gate gives, in one of the
    // files below; nowhere else is there a way out.
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    rules: {
      'no-restricted-globals': ['error', ...GLOBALS],
      'no-restricted-imports': ['error', ...MODULES],
      'no-restricted-syntax': ['error', NAMED_ZOD, ...ROUNDABOUT],
    },
  },
  // The socket of the command line is a local one, which only the person can open.
  { files: ['src/pipe/*.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['test/**/*.ts'], rules: { 'no-console': 'off' } },
);
