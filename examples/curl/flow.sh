#!/usr/bin/env bash
# The Partner API with curl only. CHCK_BASE_URL is the address and CHCK_TOKEN a token;
# `chck serve` prints both at its start.
set -euo pipefail
base="${CHCK_BASE_URL:-http://localhost:4000}"
auth="Authorization: Bearer ${CHCK_TOKEN:?set CHCK_TOKEN to the token that chck serve prints}"

# 1. Health, and the account of the token.
curl -fsS "$base/health" && echo
curl -fsS -H "$auth" "$base/v1/account" && echo

# 2. All gradings, page by page: send next_cursor back as cursor until it is null.
cursor=""
pages=0
while :; do
  page=$(curl -fsS -G -H "$auth" --data-urlencode "limit=20" ${cursor:+--data-urlencode "cursor=$cursor"} "$base/v1/gradings")
  pages=$((pages + 1))
  first=${first:-$(printf '%s' "$page" | sed -E 's/.*"gradings":\[\{"id":"([^"]*)".*/\1/')}
  cursor=$(printf '%s' "$page" | sed -nE 's/.*"next_cursor":"([^"]*)".*/\1/p')
  [ -n "$cursor" ] || break
done
echo "read $pages pages"

# 3. One grading in full.
curl -fsS -H "$auth" "$base/v1/gradings/$first" >/dev/null && echo "read grading $first"

# 4. Register, list and remove a webhook target.
created=$(curl -fsS -H "$auth" -H 'content-type: application/json' \
  -d '{"outcome":"success","url":"https://partner.example/webhooks"}' "$base/v1/webhook-targets")
target=$(printf '%s' "$created" | sed -E 's/.*"id":([0-9]+).*/\1/')
curl -fsS -H "$auth" "$base/v1/webhook-targets" >/dev/null
curl -fsS -X DELETE -H "$auth" "$base/v1/webhook-targets/$target"
echo "registered and removed target $target"

# 5. A refused call.
curl -sS -H "$auth" "$base/v1/gradings?limit=0" && echo
