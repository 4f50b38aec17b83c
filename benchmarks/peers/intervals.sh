#!/usr/bin/env bash
# Profile intervals of all parameters of Machines, and parametric-bootstrap refits of sleepstudy, by Lmm and by lme4 in one run, taking turns:
#   benchmarks/peers/intervals.sh [DRAWS]
# lme4 makes DRAWS (500) refits, and its time for 10,000 is taken as so many times more. It needs R with lme4; see run.sh.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$here/../.."
draws="${1:-500}"
dotnet build -c Release "$root/benchmarks/Fits" > /dev/null
fits="$root/benchmarks/Fits/bin/Release/net10.0/Lmm.Benchmarks.Fits"

echo "- $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), .NET $(dotnet --version) SDK, lme4 $(Rscript -e 'cat(as.character(packageVersion("lme4")))')"
"$fits" intervals
Rscript "$here/intervals.R" "$root/tests/Lmm.Runtime.Tests/Data" "$draws" bootstrap
"$fits" intervals
Rscript "$here/intervals.R" "$root/tests/Lmm.Runtime.Tests/Data" "$draws" profile
"$fits" intervals
echo "- load at the end $(cut -d' ' -f1 /proc/loadavg)"
