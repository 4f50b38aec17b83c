#!/usr/bin/env bash
# Satterthwaite's degrees of freedom of InstEval, y ~ service + (1|s) + (1|d) + (1|dept), beside the fit, by Lmm and by lmerTest in one run, taking turns:
#   benchmarks/peers/satterthwaite.sh
# It needs R with lmerTest; see run.sh.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$here/../.."
dotnet build -c Release "$root/benchmarks/Fits" > /dev/null
fits="$root/benchmarks/Fits/bin/Release/net10.0/Lmm.Benchmarks.Fits"

echo "- $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), .NET $(dotnet --version) SDK, lmerTest $(Rscript -e 'cat(as.character(packageVersion("lmerTest")))'), lme4 $(Rscript -e 'cat(as.character(packageVersion("lme4")))')"
"$fits" inference insteval
Rscript "$here/satterthwaite.R" "$root/tests/Lmm.Runtime.Tests/Data"
"$fits" inference insteval
echo "- load at the end $(cut -d' ' -f1 /proc/loadavg)"
