# Writes the data sets that only the references of inference need. Run from the repository's root:
#   LC_ALL=C.UTF-8 Rscript tests/reference/inference-data.R
# Writes tests/Lmm.Runtime.Tests/Data: Oats, Orthodont, ChickWeight (R packages nlme and datasets), and three simulated tables.

target <- "tests/Lmm.Runtime.Tests/Data"
write_table <- function(d, name) write.csv(d, file.path(target, paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
plain <- function(d) { d <- as.data.frame(d); for (v in names(d)) if (is.factor(d[[v]])) d[[v]] <- as.character(d[[v]]); d }

write_table(plain(nlme::Oats), "Oats")
write_table(plain(nlme::Orthodont), "Orthodont")
write_table(plain(datasets::ChickWeight), "ChickWeight")

RNGkind("Mersenne-Twister", "Inversion", "Rejection")
effect <- function(f, sd) { f <- factor(f); rnorm(nlevels(f), 0, sd)[as.integer(f)] }

# Two unbalanced factors, a covariate that differs between their cells, weights and an offset. Every cell has rows.
set.seed(5101)
n <- 96
d <- data.frame(g = sprintf("g%02d", sample(12, n, TRUE)), a = sample(c("low", "mid", "high"), n, TRUE, c(3, 2, 1)), b = sample(c("p", "q"), n, TRUE, c(2, 1)))
d$x <- round(rnorm(n) + 0.5 * (d$a == "mid"), 3)
d$w <- round(exp(rnorm(n, 0, 0.8)), 3)
d$o <- round(rnorm(n, 5, 2), 3)
d$y <- round(10 + 0.8 * d$x + (d$a == "high") - 0.6 * d$x * (d$a == "low") + 0.5 * (d$b == "q") + effect(d$g, 0.8) + rnorm(n), 4)
write_table(d, "unbalanced")

# Nested groups of unequal sizes; the cell a = high, b = q has no row.
set.seed(5102)
n <- 84
d <- data.frame(school = sprintf("s%d", sample(7, n, TRUE)), room = sample(c("r1", "r2", "r3"), n, TRUE, c(3, 2, 1)), a = sample(c("low", "mid", "high"), n, TRUE), b = sample(c("p", "q"), n, TRUE))
d <- d[!(d$a == "high" & d$b == "q"), ]
d$x <- round(runif(nrow(d), -1, 2), 3)
d$y <- round(5 + d$x + (d$b == "q") + effect(d$school, 0.9) + effect(paste(d$school, d$room), 0.7) + rnorm(nrow(d)), 4)
write_table(d, "empty-cell")

# Crossed groups of unequal sizes with weights.
set.seed(5103)
n <- 100
d <- data.frame(g = sprintf("g%02d", sample(11, n, TRUE)), h = sprintf("h%d", sample(6, n, TRUE, c(4, 3, 2, 2, 1, 1))), a = sample(c("u", "v", "w"), n, TRUE))
d$x <- round(rnorm(n), 3)
d$w <- round(exp(rnorm(n)), 3)
d$y <- round(1 + d$x + 0.7 * (d$a == "v") + effect(d$g, 0.7) + effect(d$h, 0.9) + rnorm(n) / sqrt(d$w), 4)
write_table(d, "crossed-weights")

# A blocked response-surface experiment: three covariates at -1, 0 and 1, seven days of four runs.
set.seed(5104)
d <- data.frame(day = sprintf("d%d", rep(1:7, each = 4)), p = sample(rep_len(c(-1, 1, 0), 28)), q = sample(rep_len(c(-1, 1, 0), 28)), r = sample(rep_len(c(-1, 1, 0), 28)))
d$y <- round(11 + d$p - 1.5 * d$q + 0.7 * d$r + 1.2 * d$q^2 + effect(d$day, 0.8) + rnorm(28, 0, 0.8), 4)
write_table(d, "response-surface")

# A strip-plot experiment: eight whole plots crossed with six strips, each factor of two levels constant in one of them.
set.seed(5105)
d <- expand.grid(plot = sprintf("w%d", 1:8), strip = sprintf("s%d", 1:6))
d$a <- ifelse(as.integer(d$plot) %% 2, "lo", "hi"); d$b <- ifelse(as.integer(d$plot) %in% c(1, 2, 5, 6), "no", "yes"); d$c <- ifelse(as.integer(d$strip) <= 3, "cold", "hot")
d$y <- round(30 + 4 * (d$a == "hi") + 3 * (d$c == "hot") - 2 * (d$b == "yes") * (d$c == "hot") + effect(d$plot, 2) + effect(d$strip, 1) + rnorm(48, 0, 2.5), 3)
write_table(d, "strip-plot")
