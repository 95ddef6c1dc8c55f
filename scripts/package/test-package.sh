#!/usr/bin/env bash
# Packs the kit, installs it into an empty folder, and tries every import path, the types under each way of resolving
# modules, the test runners, and every command there, under each Node version named (default: 20 22 24 26). The binaries
# are the registry's package `node`.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
versions=("${@:-20 22 24 26}")
read -r -a versions <<< "${versions[*]}"

# Runs a command and prints its output only when it fails.
quietly() {
  "$@" > "$work/output" 2>&1 || { cat "$work/output"; echo "failed: $*"; exit 1; }
}

(cd "$root" && npm pack --silent --pack-destination "$work" >/dev/null)
mkdir "$work/project" && cd "$work/project"
echo '{ "name": "project", "private": true, "type": "module" }' > package.json
nodes=()
for version in "${versions[@]}"; do nodes+=("node-$version@npm:node@$version"); done
npm install --silent --no-audit --no-fund "$work"/*.tgz typescript@5.9 @types/node@20 "${nodes[@]}" &
installing=$!
# The runners get a folder of their own: Jest reads CommonJS here.
mkdir "$work/runners" && cp "$here"/runners/* "$work/runners"
(cd "$work/runners" && echo '{ "name": "runners", "private": true }' > package.json &&
  npm install --silent --no-audit --no-fund "$work"/*.tgz jest-29@npm:jest@29 jest-30@npm:jest@30 @babel/preset-env vitest@4)
wait "$installing"

echo "== types"
cp "$here/types/consumer.ts" .
types=(--noEmit --strict --target es2022 --lib ES2023,ESNext.Disposable,DOM --skipLibCheck consumer.ts)
npx tsc --module nodenext "${types[@]}"
npx tsc --module node16 "${types[@]}"
npx tsc --module esnext --moduleResolution bundler "${types[@]}"
# Here node10 and node16 resolve as a CommonJS project does.
(cd "$work/runners" && cp "$here/types/consumer.ts" . &&
  npx --prefix "$work/project" tsc --module commonjs --moduleResolution node10 --types node --typeRoots "$work/project/node_modules/@types" "${types[@]}" &&
  npx --prefix "$work/project" tsc --module node16 --typeRoots "$work/project/node_modules/@types" "${types[@]}")
npx tsc --strict --module nodenext --target es2022 --lib ES2023,ESNext.Disposable,DOM --skipLibCheck consumer.ts
echo "   node10, node16, nodenext and bundler resolve them"

echo "== test runners"
cd "$work/runners"
for jest in jest-29 jest-30; do
  quietly node "node_modules/$jest/bin/jest.js" --config '{"testMatch":["**/jest-commonjs.test.js"]}'
done
# With import, as babel-jest translates it.
sed "s/const \(.*\) = require('\(.*\)');/import \1 from '\2';/" jest-commonjs.test.js > jest-babel.test.js
echo "module.exports = { presets: [['@babel/preset-env', { targets: { node: 'current' } }]] };" > babel.config.js
for jest in jest-29 jest-30; do
  quietly node "node_modules/$jest/bin/jest.js" --config '{"testMatch":["**/jest-babel.test.js"]}'
done
quietly node --test node-test.mjs
quietly npx vitest run vitest.test.ts
echo "   Jest 29 and 30 (CommonJS and babel), node:test and vitest work"

cd "$work/project"
chck="node_modules/@chck/partner-kit/dist/chck.js"
for version in "${versions[@]}"; do
  node="$work/project/node_modules/node-$version/bin/node"
  echo "== $("$node" --version)"
  "$node" consumer.js
  # Every command, as the completion for fish lists them.
  commands=$("$node" "$chck" completion fish | sed -n "s/^complete -c chck -n 'test (__chck_place) = \"\"' -f -a '\(.*\)'$/\1/p")
  for command in $commands; do
    "$node" "$chck" "$command" --help > /dev/null || { echo "chck $command --help failed"; exit 1; }
  done
  "$node" "$chck" sample GradingWebhook > /dev/null
  "$node" "$chck" openapi --format json > /dev/null
  "$node" "$chck" serve --ephemeral --port 0 --json > "serve-$version.json" & serving=$!
  for _ in $(seq 100); do [ -s "serve-$version.json" ] && break; sleep 0.1; done
  url=$(sed -E 's/.*"url":"([^"]*)".*/\1/' "serve-$version.json")
  "$node" "$chck" trigger success --url "$url" --json > /dev/null
  "$node" "$chck" keys list --url "$url" > /dev/null
  "$node" "$chck" doctor --url "$url" > /dev/null
  kill "$serving" && wait "$serving"
  "$node" "$chck" contract --mock --only HEALTH > /dev/null || { echo "chck contract failed"; exit 1; }
  echo "   every import, type and command works"
done
