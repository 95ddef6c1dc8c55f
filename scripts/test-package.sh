#!/usr/bin/env bash
# Packs the kit, installs it into an empty folder, and tries every import path, the types and every command there,
# under each Node version named (default: 20 22 24 26). The binaries are the registry's package `node`.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
versions=("${@:-20 22 24 26}")
read -r -a versions <<< "${versions[*]}"

(cd "$root" && npm pack --silent --pack-destination "$work" >/dev/null)
mkdir "$work/project" && cd "$work/project"
echo '{ "name": "project", "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund "$work"/*.tgz typescript@5.9 @types/node@20
cat > use.ts <<'TS'
import { type CardListItem, createMock, defineConfig, type Grading, type GradingWebhook, type paths, verifyWebhook } from '@chck/partner-kit';
import { contractMatchers, mockFixture, useMock } from '@chck/partner-kit/testing';
import { WebhookVerificationError } from '@chck/partner-kit/webhooks';

const mock = await createMock({ seed: 7 });
const { key } = await mock.keys.create({ name: 'from an installed package' });
await mock.keys.revoke(key.id);
await mock.close();
try {
  verifyWebhook('{}', {}, `whsec_${Buffer.alloc(32).toString('base64')}`);
} catch (error) {
  if (!(error instanceof WebhookVerificationError)) throw error;
}
export const config = defineConfig({ serve: { port: 4000 } });
export type Used = [Grading, CardListItem, GradingWebhook, paths];
console.log([contractMatchers, mockFixture, useMock].length, 'imports work');
TS
npx tsc --noEmit --strict --module nodenext --target es2023 --lib ES2023,ESNext.Disposable,DOM --skipLibCheck use.ts
npx tsc --strict --module nodenext --target es2023 --lib ES2023,ESNext.Disposable,DOM --skipLibCheck use.ts
chck="node_modules/@chck/partner-kit/dist/chck.js"

for version in "${versions[@]}"; do
  npm install --silent --no-audit --no-fund --prefix "$work/node-$version" "node@$version"
  node="$work/node-$version/node_modules/node/bin/node"
  echo "== $("$node" --version)"
  "$node" use.js
  for command in serve trigger listen webhooks gradings clock accounts keys faults reset contract explain readiness \
    certify sample openapi init doctor proxy; do
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
