# Records how R formats numbers, names and coefficient tables. Run from the repository's root:
#   LC_ALL=C.UTF-8 Rscript tests/reference/printing-formats.R
# Writes tests/Lmm.Runtime.Tests/Results/Reference/formatting.json.

source("tests/reference/printing-json.R")
set.seed(20)
exact <- c(0, 0.5, 1.5, 2.5, 0.125, 0.375, 0.15, 0.25, 0.35, 9.5, 99.5, 9996, 99999.5, 0.00012345, 1e5, 123456, 1e15, 1e-15, 1/3, 2/3, 1e-300, 1e300, 1e22, 5e-324)
magnitude <- function(n) rnorm(n) * 10^sample(-12:12, n, TRUE)
vector_case <- function(i) {
  n <- sample(1:6, 1)
  x <- switch(1 + i %% 7,
    magnitude(n), rnorm(n) * 10^sample(-5:6, 1), sample(exact, n, TRUE) * sample(c(-1, 1), n, TRUE), round(rnorm(n, sd = 100), sample(0:4, 1)),
    sample(c(exact, NaN, Inf, -Inf), n, TRUE), sample(-1000:1000, n) / 8, 1 - 10^-sample(1:12, n, TRUE))
  unname(x)
}

formats <- lapply(1:420, function(i) {
  x <- vector_case(i); digits <- sample(c(1:7, 10, 15), 1); nsmall <- sample(c(0, 0, 2, 3), 1)
  list(values = I(x), digits = digits, minimum = nsmall, expected = I(format(x, digits = digits, nsmall = nsmall)))
})
scalar_cases <- function(values, digits, f) Map(function(x, d) list(value = x, digits = d, expected = f(x, d)), values, digits)
scalars <- c(magnitude(200), sample(exact, 100, TRUE), sample(-4000:4000, 100) / 16, round(runif(100), 3), 1e-10 * seq(-50, 50, by = 7))
rounds <- unname(scalar_cases(scalars, sample(-2:10, length(scalars), TRUE), round))
signifs <- unname(scalar_cases(scalars, sample(1:7, length(scalars), TRUE), signif))
generals <- unname(scalar_cases(scalars, sample(1:8, length(scalars), TRUE), function(x, d) formatC(x, digits = d, width = 1)))
fixed <- unname(scalar_cases(scalars[abs(scalars) < 1e15], sample(0:6, sum(abs(scalars) < 1e15), TRUE), function(x, d) sprintf("%.*f", as.integer(d), x)))
zaps <- lapply(1:100, function(i) { x <- magnitude(5); d <- sample(3:7, 1); list(values = I(x), digits = d, expected = I(zapsmall(x, d))) })
pvalues <- lapply(1:150, function(i) {
  n <- sample(1:6, 1); d <- sample(1:5, 1)
  p <- switch(1 + i %% 3, runif(n), 10^-runif(n, 0, 25), sample(c(0, 1e-300, 2e-16, 2.3e-16, 1e-4, 0.001, 0.05, 0.5, 1, 0.0009999), n, TRUE))
  list(values = I(p), digits = d, expected = I(format.pval(p, digits = d)))
})
words <- c("week", "genotype", "CSB", "Intercept", "treatment", "Days", "temperature", "recipe", "angle", "Male", "Female", "aeiou", "sqrt", "Subject", "x", "A1", "lowDose")
abbreviations <- lapply(1:200, function(i) {
  names <- replicate(sample(1:8, 1), paste(sample(words, sample(1:3, 1), TRUE), collapse = sample(c(":", "", " ", "."), 1)))
  if (i %% 2) names <- c("(Intercept)", names)
  length <- sample(c(1, 3, 4, 6, 8, 11), 1)
  list(names = I(names), length = length, expected = I(unname(abbreviate(names, minlength = length))))
})
tables <- lapply(1:150, function(i) {
  n <- sample(1:6, 1); scale <- 10^sample(-6:6, 1)
  estimate <- rnorm(n) * scale * 10^sample(-2:2, n, TRUE); se <- abs(rnorm(n)) * scale + 1e-9 * scale; t <- estimate / se
  m <- cbind(Estimate = estimate, `Std. Error` = se, `t value` = t)
  if (i %% 5 == 0) m[1, 1] <- 0
  if (i %% 7 == 0) m[sample(n, 1), ] <- NA
  if (i %% 2) m <- cbind(m, `Pr(>|t|)` = 2 * pt(abs(m[, 3]), sample(c(3, 30, 3000), 1), lower.tail = FALSE))
  rownames(m) <- paste0("row", seq_len(n)); digits <- sample(3:7, 1)
  list(names = I(rownames(m)), headers = I(colnames(m)), columns = lapply(seq_len(ncol(m)), function(j) I(unname(m[, j]))), digits = digits,
       expected = I(capture.output(printCoefmat(m, digits = digits))))
})
variable <- function() sample(c("week", "genotype", "temperature", "y", "log(dose)", "I(age^2)", "`odd name`", "treatmentGroup"), 1)
expression <- function(depth) {
  if (depth == 0 || runif(1) < 0.2) return(variable())
  operands <- replicate(sample(2:4, 1), expression(depth - 1))
  text <- paste(operands, collapse = sample(c(" + ", " * ", " - ", ":", "/", " %in% "), 1))
  if (runif(1) < 0.6) paste0("(", text, ")") else text
}
formulas <- lapply(1:150, function(i) {
  text <- paste(c("response ~ 1", replicate(sample(1:6, 1), expression(sample(0:2, 1))), if (i %% 2) replicate(sample(1:2, 1), paste0("(", expression(1), " | ", sample(c("subject", "a/b", "item"), 1), ")"))), collapse = " + ")
  list(names = I(gsub(" ", if (i %% 3) "" else "  ", gsub("%in%", " %in% ", gsub("`odd name`", "`odd.name`", text)))), length = 0L, expected = I(sub(" +$", "", deparse(as.formula(gsub("`odd name`", "odd.name", text))))))
})
quantiles <- lapply(1:30, function(i) { x <- rnorm(i); list(values = I(x), digits = 0, expected = I(unname(quantile(x)))) })
writeLines(json(list(formats = formats, rounds = rounds, signifs = signifs, generals = generals, fixed = fixed, zaps = zaps, pvalues = pvalues,
  abbreviations = abbreviations, tables = tables, formulas = formulas, quantiles = quantiles)), "tests/Lmm.Runtime.Tests/Results/Reference/formatting.json")
