#!/usr/bin/env bash
# Times the tool `lmm` from its start to its end on a small file, as the native program and as the managed one, taking turns:
#   benchmarks/Startup/run.sh [ROUNDS]
# Cold runs begin with an empty cache of files, which needs root on Linux; without that they are left out.
# It needs a linker: clang or gcc.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
rounds="${1:-21}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
{
    dotnet pack -c Release "$root/src/Lmm.Cli" -o "$work/packages"
    dotnet tool install Lmm.Cli --tool-path "$work/native" --source "$work/packages"
    DOTNET_RUNTIME_ID=any dotnet tool install Lmm.Cli --tool-path "$work/managed" --source "$work/packages"
} > "$work/log" || { cat "$work/log" >&2; exit 2; }

fit() { # native|managed cold|warm
    if [ "$2" = cold ]; then sync; echo 3 > /proc/sys/vm/drop_caches; fi
    local start="${EPOCHREALTIME/./}"
    "$work/$1/lmm" fit "$root/tests/Lmm.Runtime.Tests/Data/sleepstudy.csv" "Reaction ~ Days + (Days | Subject)" > /dev/null
    echo $((${EPOCHREALTIME/./} - start)) >> "$work/$1-$2"
}

caches=(warm)
if [ -w /proc/sys/vm/drop_caches ]; then caches=(cold warm); fi
for round in $(seq "$rounds"); do
    for cache in "${caches[@]}"; do
        fit native "$cache"
        fit managed "$cache"
    done
done

echo "$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(nproc) cores, $(uname -sr), .NET $(dotnet --version) SDK, $rounds rounds, load $(cut -d' ' -f1 /proc/loadavg)"
echo
echo "| program | files | least ms | median ms | most ms |"
echo "| --- | --- | ---: | ---: | ---: |"
for program in native managed; do
    for cache in "${caches[@]}"; do
        sort -n "$work/$program-$cache" | awk -v name="$program | $cache" \
            '{ times[NR] = $1 / 1000 } END { printf "| %s | %.1f | %.1f | %.1f |\n", name, times[1], times[int((NR + 1) / 2)], times[NR] }'
    done
done
