/** The rules that `npm run check` gives to dependency-cruiser, made from the list in layers.json. */
const { layers, packages, bundled } = require('./layers.json');

const escaped = (text) => text.replaceAll('.', '\\.');
/** The suite and the rules that it runs are one module in two folders. */
const pathOf = (name) => (name === 'suite/' ? '^(src/suite|contract-tests)/' : `^src/${escaped(name)}`);
const packagePath = (name) => `(^|/)node_modules/${escaped(name)}/`;
const rows = layers.map((row) => row.map(([name]) => name));
const known = rows.flat().map(pathOf);

/** A module imports its own files and lower layers: nothing of its own layer, nothing above. */
const downward = rows.flatMap((row, level) =>
  row.map((name) => {
    const others = rows
      .slice(level)
      .flat()
      .filter((other) => other !== name);
    return {
      name: `${name} imports lower layers only`,
      severity: 'error',
      from: { path: pathOf(name) },
      to: { path: others.length === 0 ? '^nothing$' : others.map(pathOf) },
    };
  }),
);

const reserved = Object.entries(packages).map(([name, places]) => ({
  name: `${name} only in ${places.join(', ')}`,
  severity: 'error',
  from: { pathNot: places.map((place) => `^${escaped(place)}`) },
  to: { path: packagePath(name) },
}));

module.exports = {
  forbidden: [
    ...downward,
    ...reserved,
    {
      name: 'every module has a layer in scripts/layers.json',
      severity: 'error',
      from: { path: '^(src|contract-tests)/', pathNot: known },
      to: {},
    },
    {
      name: 'no circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only packages that are installed with the kit or bundled in it',
      severity: 'error',
      from: {},
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'undetermined'],
        pathNot: bundled.map(packagePath),
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] },
  },
};
