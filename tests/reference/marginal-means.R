# Marginal means, contrasts and slopes by emmeans of models on made-up unbalanced data, with the data:
#   Rscript tests/reference/marginal-means.R > tests/Lmm.Runtime.Tests/Means/Reference/marginal-means.json
suppressMessages({library(lme4); library(lmerTest); library(emmeans); library(jsonlite); library(splines)})
emm_options(lmerTest.limit = 1e6, pbkrtest.limit = 1e6)
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e6), calc.derivs = FALSE)

set.seed(20261127)
n <- 120
d <- data.frame(
  recipe = sample(c("A", "B", "C"), n, TRUE, c(.5, .3, .2)),
  site = sample(c("north", "south", "u-bend", "west"), n, TRUE),
  dose = sample(c("10", "20", "40"), n, TRUE),
  treated = sample(c(TRUE, FALSE), n, TRUE),
  male = rbinom(n, 1, .35),
  x = round(runif(n, 1, 9), 3),
  z = round(rnorm(n, 5, 2), 3),
  base = round(rnorm(n), 3),
  w = round(runif(n, .2, 3), 3),
  g = paste0("g", sample(1:12, n, TRUE)))
d$class <- paste0(ifelse(d$recipe == "A", "a", ifelse(d$recipe == "B", "b", "c")), 1 + rbinom(n, ifelse(d$recipe == "A", 2, 1), .5))
u <- rnorm(12, 0, 1); v <- rnorm(12, 0, .2); names(u) <- names(v) <- paste0("g", 1:12)
d$y <- round(10 + as.numeric(factor(d$recipe)) + .5 * as.numeric(factor(d$site)) * (d$recipe == "B") + .3 * d$x + .02 * d$x^2 + d$male +
  .4 * d$treated + u[d$g] + v[d$g] * d$x + rnorm(n), 4)
d$k <- match(d$dose, c("10", "20", "40"))
holes <- d[!(d$recipe == "C" & d$site == "west"), ]

cases <- list()
table <- function(e, by) {
  s <- as.data.frame(summary(e, infer = c(TRUE, TRUE)))
  lapply(seq_len(nrow(s)), function(i) {
    row <- as.list(s[i, , drop = FALSE])
    lapply(row, function(value) if (is.factor(value)) as.character(value) else value)
  })
}
add <- function(name, data, formula, of, by = NULL, at = NULL, weighting = "equal", contrast = NULL, adjust = NULL, df = "satterthwaite", ml = FALSE, weights = FALSE, factors = NULL) {
  frame <- data
  for (column in c("recipe", "site", "dose", "g", "class")) frame[[column]] <- factor(frame[[column]])
  f <- as.formula(formula)
  model <- if (grepl("|", formula, fixed = TRUE)) {
    if (weights) lmerTest::lmer(f, frame, REML = !ml, weights = w, control = control) else lmerTest::lmer(f, frame, REML = !ml, control = control)
  } else if (weights) lm(f, frame, weights = w) else lm(f, frame)
  assign("frame", frame, globalenv())
  specs <- if (length(of)) of else ~1
  e <- emmeans(model, specs, by = by, at = at, weights = weighting, lmer.df = df, data = frame)
  out <- list(name = name, data = deparse(substitute(data)), formula = formula, of = I(as.character(of)), by = I(as.character(by)), at = lapply(at, I), weighting = weighting,
    df = df, ml = ml, weights = weights, means = table(e))
  if (!is.null(contrast)) {
    k <- contrast(e, contrast, adjust = adjust)
    out$contrast <- contrast
    out$adjust <- adjust
    out$contrasts <- table(k)
  }
  cases[[length(cases) + 1]] <<- out
}
mixed <- "y ~ recipe * site + dose + treated + male + x + (1 | g)"
add("all of one factor", d, mixed, "recipe", contrast = "pairwise", adjust = "tukey")
add("all of one factor, Kenward-Roger", d, mixed, "recipe", contrast = "pairwise", adjust = "tukey", df = "kenward-roger")
add("two factors", d, mixed, c("recipe", "site"), contrast = "pairwise", adjust = "tukey")
add("within another", d, mixed, "recipe", by = "site", contrast = "pairwise", adjust = "holm")
add("levels that are numbers", d, mixed, "dose", contrast = "consec", adjust = "none")
add("a number of two values", d, mixed, "male", contrast = "pairwise", adjust = "none")
add("truth values", d, mixed, "treated", contrast = "pairwise", adjust = "none")
add("proportional", d, mixed, "recipe", weighting = "proportional", contrast = "pairwise", adjust = "bonferroni")
add("labels with signs", d, mixed, "site", contrast = "pairwise", adjust = "sidak")
add("effects", d, mixed, "site", contrast = "eff", adjust = "none")
add("polynomials", d, mixed, "site", contrast = "poly", adjust = "none")
add("overall", d, mixed, character(0))
add("empty cell", holes, mixed, "recipe", contrast = "pairwise", adjust = "none")
add("empty cell, both", holes, mixed, c("recipe", "site"))
add("empty cell, by", holes, mixed, "recipe", by = "site", contrast = "pairwise", adjust = "none")
add("maximum likelihood with weights", d, "y ~ recipe + x + (x | g)", "recipe", contrast = "trt.vs.ctrl", adjust = "holm", ml = TRUE, weights = TRUE)
curved <- "y ~ recipe * poly(x, 2) + log(z + 10) + (1 | g)"
add("curved", d, curved, "recipe", contrast = "pairwise", adjust = "tukey")
add("curved, at a value", d, curved, "recipe", at = list(x = 2.5), contrast = "pairwise", adjust = "tukey")
add("curved, at values", d, curved, "recipe", by = "x", at = list(x = c(2, 5)), contrast = "pairwise", adjust = "tukey")
add("curved, averaged over values", d, curved, "recipe", at = list(x = c(2, 5), z = 4), contrast = "pairwise", adjust = "tukey")
add("splines", d, "y ~ recipe + ns(x, 3) + I(z^2) + (1 | g)", "recipe", at = list(x = 8))
add("offset", d, "y ~ recipe * treated + offset(base) + (1 | g)", "recipe", contrast = "pairwise", adjust = "tukey")
add("transformed response", d, "log(y) ~ recipe + x + (1 | g)", "recipe")
add("nested", d, "y ~ recipe/class + x + (1 | g)", "recipe", contrast = "pairwise", adjust = "none")
add("nested, the inner", d, "y ~ recipe/class + x + (1 | g)", "class")
add("a factor made of a number", d, "y ~ factor(k) * recipe + x + (1 | g)", "k", contrast = "poly", adjust = "none")
add("linear", d, "y ~ recipe * site + x", "recipe", contrast = "pairwise", adjust = "tukey")
add("linear with weights", d, "y ~ recipe * site + x", "site", weights = TRUE, contrast = "pairwise", adjust = "tukey")
cat(toJSON(list(data = list(d = d, holes = holes), cases = cases), digits = 15, dataframe = "columns", auto_unbox = TRUE, na = "null"), "\n")
