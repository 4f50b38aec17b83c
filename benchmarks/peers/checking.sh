#!/usr/bin/env bash
# Influence, means of a large factor and power by Lmm, and by lme4, emmeans and lmerTest, in one run:
#   benchmarks/peers/checking.sh
# It needs R with lmerTest and emmeans; see run.sh.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$here/../.."
dotnet build -c Release "$root/benchmarks/Fits" > /dev/null
fits="$root/benchmarks/Fits/bin/Release/net10.0/Lmm.Benchmarks.Fits"

echo "- $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), .NET $(dotnet --version) SDK, lmerTest $(Rscript -e 'cat(as.character(packageVersion("lmerTest")))'), emmeans $(Rscript -e 'cat(as.character(packageVersion("emmeans")))')"
"$fits" influence
"$fits" means
"$fits" power
Rscript "$here/checking.R" "$root/tests/Lmm.Runtime.Tests/Data"
"$fits" means
"$fits" power
echo "- load at the end $(cut -d' ' -f1 /proc/loadavg)"
