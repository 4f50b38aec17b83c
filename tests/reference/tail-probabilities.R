# Upper tail probabilities of R's pchisq, pt and pf over wide ranges. Run from the repository's root:
#   Rscript tests/reference/tail-probabilities.R
# Writes tests/Lmm.Runtime.Tests/Inference/Reference/tails.json.

source("tests/reference/printing-json.R")
dir.create("tests/Lmm.Runtime.Tests/Inference/Reference", showWarnings = FALSE, recursive = TRUE)
rows <- function(d) unname(lapply(seq_len(nrow(d)), function(i) I(unlist(d[i, ], use.names = FALSE))))
chisq <- expand.grid(x = c(1e-8, 1e-3, 0.1, 0.5, 1, 3.84, 10, 52.472, 100, 500, 1000, 1360), df = c(1, 2, 3, 5, 10, 28, 100, 1000))
chisq$p <- pchisq(chisq$x, chisq$df, lower.tail = FALSE)
t <- expand.grid(t = c(1e-6, 0.01, 0.3, 0.688, 1, 1.5, 1.96, 3.329, 7.2, 14, 32.072, 100, 1491.384), df = c(1, 2, 3, 5, 10, 30, 100, 999, 1e4, 414341, 1e7))
t$p <- 2 * pt(t$t, t$df, lower.tail = FALSE)
f <- expand.grid(f = c(1e-6, 0.01, 0.4732, 1, 1.1, 2, 5, 20, 344.9, 5000), df1 = c(1, 2, 3, 7, 20, 100, 1000), df2 = c(1, 2, 5, 12, 40, 178, 1000, 1e5, 414341))
f$p <- pf(f$f, f$df1, f$df2, lower.tail = FALSE)
keep <- function(d) rows(d[d$p == 0 | d$p > 1e-300, ])
writeLines(json(list(chisq = keep(chisq), t = keep(t), f = keep(f))), "tests/Lmm.Runtime.Tests/Inference/Reference/tails.json")
