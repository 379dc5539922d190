#!/usr/bin/env bash
# Starts the operator from anywhere; the same as "npm start" in the repository. Takes --demo.
set -euo pipefail
exec node "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/scripts/start.mjs" "$@"
