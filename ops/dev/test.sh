#!/usr/bin/env bash
# Runs every suite and sums them up. The last line is "N passed, N failed, N skipped"; a failed or skipped test, or a failed check, fails.
set -uo pipefail

# Short-lived processes by the dozen: counting for a later optimisation that never comes took a tenth of the processor time.
export DOTNET_TieredPGO=0

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
results="$root/artifacts/test-results"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
passed=0 failed=0 skipped=0 verbosity=minimal
summary=()

say() { printf '\n== %s\n' "$1"; }

# Counts what is not a test: it adds nothing when it passes.
check() {
  local name=$1 started=$SECONDS
  shift
  say "$name"
  if "$@" </dev/null; then
    summary+=("$(printf '%-14s ok (%d s)' "$name" $((SECONDS - started)))")
    return 0
  fi
  failed=$((failed + 1))
  summary+=("$(printf '%-14s FAILED (%d s)' "$name" $((SECONDS - started)))")
  return 1
}

# Adds the counts of a suite; a suite that failed without a failed test (crash, no test found) counts as one failure.
count() {
  local name=$1 code=$2 suite_passed=$3 suite_failed=$4 suite_skipped=$5 started=$6
  if [ "$code" -ne 0 ] && [ "$suite_failed" -eq 0 ]; then suite_failed=1; fi
  if [ $((suite_passed + suite_failed + suite_skipped)) -eq 0 ]; then
    echo "$name: no test ran." >&2
    suite_failed=1
  fi
  passed=$((passed + suite_passed)) failed=$((failed + suite_failed)) skipped=$((skipped + suite_skipped))
  summary+=("$(printf '%-14s %d passed, %d failed, %d skipped (%d s)' "$name" "$suite_passed" "$suite_failed" "$suite_skipped" $((SECONDS - started)))")
}

# One attribute of the <Counters> of a result file.
counter() { sed -n "s/.*<Counters.*[ ]$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; }

dotnet_suite() {
  local name=$1 project=$2 filter=${3:-} started=$SECONDS code=0 narrow=()
  local file="$results/$name.trx"
  if [ -n "$filter" ]; then narrow=(--filter "FullyQualifiedName~$filter"); fi
  say "$name"
  dotnet test "$root/tests/$project" --no-build --nologo --results-directory "$results" --logger "trx;LogFileName=$name.trx" \
    --logger "console;verbosity=$verbosity" "${narrow[@]}" </dev/null || code=$?
  if [ -f "$file" ]; then
    local total executed
    total=$(counter "$file" total) executed=$(counter "$file" executed)
    count "$name" "$code" "$(counter "$file" passed)" "$((executed - $(counter "$file" passed)))" "$((total - executed))" "$started"
  else
    count "$name" 1 0 0 0 "$started"
  fi
}

web_suite() {
  local started=$SECONDS code=0 file="$results/web.json"
  web_packages || { check web false; return; }
  for script in typecheck lint format:check; do
    check "web $script" npm --prefix "$root/src/Web" run --silent "$script"
  done
  say web
  npm --prefix "$root/src/Web" run --silent test -- --reporter=default --reporter=json --outputFile.json="$file" </dev/null || code=$?
  if [ -f "$file" ]; then
    read -r web_passed web_failed web_skipped < <(node -e '
      const r = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
      console.log(r.numPassedTests, r.numFailedTests, r.numPendingTests + r.numTodoTests);' "$file")
    count web "$code" "$web_passed" "$web_failed" "$web_skipped" "$started"
  else
    count web 1 0 0 0 "$started"
  fi
}

web_packages() {
  [ -d "$root/src/Web/node_modules" ] || npm --prefix "$root/src/Web" ci --no-audit --no-fund --loglevel=error
}

# Programs that only tests need come from Debian.
from_debian() {
  local suite=$1
  shift
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null && return 0
  fi
  echo "The $suite tests need: apt-get install $*" >&2
  return 1
}

# Chromium without its window draws the same pages a third faster; the one with a window serves where only that is there.
browser() {
  local fonts=no
  fc-list 2>/dev/null | grep -qi liberation && fonts=yes
  command -v chromium-headless-shell >/dev/null 2>&1 && [ "$fonts" = yes ] && return 0
  from_debian end-to-end chromium-headless-shell fonts-liberation fontconfig && return 0
  command -v chromium >/dev/null 2>&1 && [ "$fonts" = yes ]
}

# The tests start their own on free ports; the services that the packages may start are not theirs.
servers() {
  local missing=()
  command -v redis-server >/dev/null 2>&1 || missing+=(redis-server)
  command -v haproxy >/dev/null 2>&1 || missing+=(haproxy)
  [ ${#missing[@]} -eq 0 ] || from_debian integration "${missing[@]}" || return 1
  rule_checker
}

# Only the checker of alert rules is taken out of its package: installing that would also start a Prometheus.
rule_checker() {
  export PATH="$root/artifacts/tools:$PATH"
  command -v promtool >/dev/null 2>&1 && return 0
  local tools="$root/artifacts/tools"
  mkdir -p "$tools" && (
    cd "$tools" || exit 1
    apt-get download -qq prometheus 2>/dev/null || { apt-get update -qq && apt-get download -qq prometheus 2>/dev/null; } || exit 1
    dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x --strip-components=3 ./usr/bin/promtool && rm prometheus_*.deb
  ) && return 0
  echo "The integration tests need promtool: apt-get install prometheus" >&2
  return 1
}

# The clients of the live tests are those of the user interface, built for Node.
integration() { check servers servers && check "web packages" web_packages && dotnet_suite integration Integration "$@"; }

build() {
  local locked=()
  if [ -n "${CI:-}" ]; then locked=(-p:RestoreLockedMode=true); fi
  # One compiler for all projects takes half the time of one each. CI leaves no server behind.
  dotnet build "$1" -warnaserror --nologo -v minimal -p:UseSharedCompilation=true "${locked[@]}"
  local code=$?
  if [ -n "${CI:-}" ]; then dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1; fi
  return $code
}

code_format() { (cd "$root" && dotnet tool restore >/dev/null && dotnet csharpier check .); }

finish() {
  printf '\n'
  printf '%s\n' "${summary[@]}"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && [ "$skipped" -eq 0 ]
}

one_suite() {
  local name=$1 project=$2 filter=${3:-}
  check build build "$root/tests/$project" && dotnet_suite "$name" "$project" "$filter"
}

rm -rf "$results"
mkdir -p "$results"
case ${1:-all} in
  all)
    check format code_format
    if check build build "$root/TaskFlow.sln"; then
      web_suite
      dotnet_suite architecture Architecture
      dotnet_suite unit Unit
      integration
      check browser browser && dotnet_suite e2e EndToEnd
    fi
    ;;
  unit) one_suite unit Unit "${2:-}" ;;
  integration) check build build "$root/tests/Integration" && integration "${2:-}" ;;
  chaos)
    # Shows each fault as it happens.
    verbosity=detailed
    export TASKFLOW_CHAOS_MINUTES=${2:-5}
    check build build "$root/tests/Integration" && integration Reliability
    ;;
  architecture) one_suite architecture Architecture "${2:-}" ;;
  e2e) check browser browser && one_suite e2e EndToEnd "${2:-}" ;;
  web) web_suite ;;
  *)
    echo "./dev test [unit | integration | architecture | e2e | web] [FILTER] | ./dev test chaos [MINUTES]" >&2
    exit 2
    ;;
esac
finish
