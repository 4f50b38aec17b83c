#!/usr/bin/env bash
# Fits the same models with Lmm, lme4 and glmmTMB on the same files, taking turns, and prints the times and their ratios:
#   benchmarks/peers/run.sh [ROUNDS] [MODEL ...]
# It needs R with lme4 and glmmTMB and a fast BLAS; on Debian and Ubuntu:
#   apt-get install r-base-core r-cran-lme4 r-cran-glmmtmb libopenblas0-pthread
# A fit of a peer that takes longer than PEER_LIMIT seconds (600) is given up, and not tried again.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$here/../.."
rounds="${1:-3}"
shift || true
if [ $# -gt 0 ]; then models=("$@"); else models=(gene-expression insteval insteval-interaction naming sleepstudy sleepstudy-refit); fi
cores="$(nproc)"
limit="${PEER_LIMIT:-600}"

for package in lme4 glmmTMB; do
    Rscript -e "quit(status = !requireNamespace('$package', quietly = TRUE))" || { echo "R has no package $package; see the head of this script." >&2; exit 2; }
done

# On some virtual machines OpenBLAS does not recognise the processor and falls back to its slowest kernels.
if [ -z "${OPENBLAS_CORETYPE:-}" ]; then
    if grep -qm1 avx512f /proc/cpuinfo; then export OPENBLAS_CORETYPE=SKYLAKEX
    elif grep -qm1 avx2 /proc/cpuinfo; then export OPENBLAS_CORETYPE=HASWELL; fi
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
dotnet build -c Release "$root/benchmarks/Fits" > "$work/build.log" || { cat "$work/build.log" >&2; exit 2; }
fits="$root/benchmarks/Fits/bin/Release/net10.0/Lmm.Benchmarks.Fits"
cp "$root"/tests/Lmm.Runtime.Tests/Data/*.csv "$work"
"$fits" export "$work/gene-expression.csv"

{
    echo "- $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $cores cores, $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo), $(uname -sr)"
    echo "- .NET $(dotnet --version) SDK; $(Rscript -e 'cat(R.version.string)'), lme4 $(Rscript -e 'cat(as.character(packageVersion("lme4")))'), glmmTMB $(Rscript -e 'cat(as.character(packageVersion("glmmTMB")))')"
    echo "- BLAS of R: $(Rscript -e 'cat(extSoftVersion()[["BLAS"]])' | awk -F/ '{ print $(NF - 1) "/" $NF }'), OPENBLAS_CORETYPE=${OPENBLAS_CORETYPE:-unset}"
    echo "- $(date -u +%F), rounds: $rounds, command: \`benchmarks/peers/run.sh $rounds\`"
} > "$work/machine"

measurements="$work/measurements.csv"
: > "$measurements"
peer() { # round model package threads
    if [ -e "$work/gave-up-$2-$3-$4" ]; then return; fi
    local line
    if line="$(OPENBLAS_NUM_THREADS=$4 OMP_NUM_THREADS=$4 timeout "$limit" Rscript "$here/fit.R" "$3" "$2" "$work" 2> "$work/errors")"; then
        echo "$1,$2,$3,$4,$line" >> "$measurements"
    else
        touch "$work/gave-up-$2-$3-$4"
        echo "$1,$2,$3,$4,NA,NA,,NA,gave up: $(tail -n1 "$work/errors" | tr ',"' ';;' | head -c 100) (limit $limit s)" >> "$measurements"
    fi
    tail -n1 "$measurements" >&2
}
ours() { # round model
    echo "$1,$2,Lmm,$cores,$("$fits" time "$2")," >> "$measurements"
    tail -n1 "$measurements" >&2
}

for round in $(seq "$rounds"); do
    for model in "${models[@]}"; do
        peer "$round" "$model" lme4 1
        ours "$round" "$model"
        if [ "$cores" -gt 1 ]; then
            peer "$round" "$model" lme4 "$cores"
            ours "$round" "$model"
        fi
        if [ "$round" -eq 1 ]; then
            peer "$round" "$model" glmmTMB "$cores"
        fi
    done
done
Rscript "$here/report.R" "$measurements" "$work/machine"
