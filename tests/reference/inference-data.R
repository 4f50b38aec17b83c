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
