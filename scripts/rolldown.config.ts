import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig, type RolldownOptions } from 'rolldown';

const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
  readFileSync('package.json', 'utf8'),
);

/** Dependencies without a CommonJS form; Jest cannot load them from a CommonJS bundle. */
const modulesOnly = ['json-schema-faker'];

/**
 * Dependencies stay packages. Dev dependencies such as Express become part of the bundle, which loads faster than their
 * many small files.
 */
const asPackages = (names: readonly string[]): RolldownOptions => ({
  platform: 'node',
  external: names.map((name) => new RegExp(`^${name}(/|$)`)),
});

const entries = {
  index: 'src/index.ts',
  testing: 'src/testing/index.ts',
  webhooks: 'src/webhooks/index.ts',
};

/** Sources that are loaded by their path (`codePath`): the contract rules, their set-up, and the worker of pictures. */
const loadedByPath = [
  'src/images/picture-worker.ts',
  'src/suite/rules/vitest-setup.ts',
  ...readdirSync('contract-tests').map((file) => `contract-tests/${file}`),
].filter((file) => file.endsWith('.ts'));

/** The published bundle: ECMAScript modules for Node.js, and CommonJS for Jest and older projects. */
export default defineConfig([
  {
    ...asPackages(Object.keys(dependencies)),
    input: {
      ...entries,
      chck: 'src/cli/main.ts',
      suite: 'src/suite/index.ts',
      'testing/vitest': 'src/testing/vitest.ts',
      ...Object.fromEntries(loadedByPath.map((file) => [file.replace(/\.ts$/, ''), file])),
    },
    output: {
      dir: 'dist',
      cleanDir: true,
      format: 'esm',
      sourcemap: true,
      // The sources themselves would be two thirds of the maps.
      sourcemapExcludeSources: true,
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
    },
  },
  {
    ...asPackages(Object.keys(dependencies).filter((name) => !modulesOnly.includes(name))),
    input: entries,
    plugins: [
      {
        name: 'commonjs-package',
        generateBundle() {
          this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' });
        },
      },
    ],
    output: {
      dir: 'dist/cjs',
      format: 'cjs',
      sourcemap: true,
      // The sources themselves would be two thirds of the maps.
      sourcemapExcludeSources: true,
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
    },
  },
]);
