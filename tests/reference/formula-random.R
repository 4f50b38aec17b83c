# What lme4 makes of random terms: names of grouping factors and of the effects, in the order of the formula.
# Run:     Rscript tests/reference/formula-random.R > tests/reference/formula-random.json
# Printed: one object per formula; "terms" lists grouping factor, effects and the first level, as lme4 1.1-31 builds
#          them for the formula's bars; null where lme4 refuses the formula.
suppressMessages({library(jsonlite); library(lme4)})

data <- expand.grid(a = factor(c("a1", "a2", "a3")), b = factor(c("b1", "b2", "b3")), c = factor(c("c1", "c2")),
                    x = c(-1, 0.5, 2), z = c(1, 3))
data$`odd g` <- data$a
data$`odd x` <- data$x
data$f <- factor(ifelse(seq_len(nrow(data)) %% 3 == 0, "u", ifelse(seq_len(nrow(data)) %% 5 == 0, "v", "w")))
data$y <- seq_len(nrow(data))

formulas <- c(
  "y ~ x + (1 | a)", "y ~ x + (x | a)", "y ~ x + (0 + x | a)", "y ~ x + (x - 1 | a)", "y ~ x + (-1 + x | a)",
  "y ~ x + (x + z | a)", "y ~ x + (x * z | a)", "y ~ (x:z | a)", "y ~ (f | a)", "y ~ (0 + f | a)", "y ~ (f - 1 | a)",
  "y ~ (f * x | a)", "y ~ (0 + f * x | a)", "y ~ (f:x | a)", "y ~ (0 + f:x | a)", "y ~ (x + f:x | a)", "y ~ (f / x | a)",
  "y ~ (0 + x + f | a)", "y ~ (z * x | a)", "y ~ x * z + (z + x | a)", "y ~ (I(x^2) + log(z) | a)", "y ~ (f %in% x | a)",
  "y ~ (1 | a/b)", "y ~ (1 | a/b/c)", "y ~ (x | a/b)", "y ~ (1 | a:b)", "y ~ (1 | a:b:c)", "y ~ (1 | a:(b:c))",
  "y ~ (1 | a/b:c)", "y ~ (1 | a/(b:c))", "y ~ (0 + f | a/b)", "y ~ (1 | a) + (1 | b)", "y ~ (1 | b) + (1 | a)",
  "y ~ (1 | a) + (0 + x | a)", "y ~ (1 | a) + (x | a) + (1 | b)", "y ~ ((1 | a))", "y ~ x + ((1 | a) + (1 | b))",
  "y ~ (1 | `odd g`)", "y ~ (`odd x` | `odd g`:b)", "y ~ (1 | b/`odd g`)", "y ~ (x | a) + offset(z)", "log(y) ~ z + (x | a)",
  "y ~ x + (1 | a + b)", "y ~ x + (1 | a * b)", "y ~ x + (1 | a/(b/c))", "y ~ x + (1 | (a + b)/c)"
)

describe <- function(text) {
  formula <- as.formula(text)
  terms <- tryCatch(lapply(findbars(formula), function(bar) {
    # One bar at a time, because lme4 sorts several by their number of levels.
    one <- as.formula(substitute(y ~ (BAR), list(BAR = bar)))
    built <- lFormula(one, data, control = lmerControl(check.nobs.vs.nlev = "ignore", check.nobs.vs.nRE = "ignore",
                                                       check.nobs.vs.rankZ = "ignore", check.rankX = "ignore"))$reTrms
    list(grouping = names(built$cnms), effects = as.list(built$cnms[[1]]), level = levels(built$flist[[1]])[1])
  }), error = function(e) NULL)
  c(list(formula = text), if (is.null(terms)) list(error = TRUE) else list(terms = terms))
}

results <- lapply(formulas, describe)
cat("[\n", paste(vapply(results, function(r) toJSON(r, auto_unbox = TRUE), ""), collapse = ",\n"), "\n]\n", sep = "")
