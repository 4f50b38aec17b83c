# Records comparisons of nested models and which columns of nearly collinear matrices R's lm drops. Run from the repository's root:
#   LC_ALL=C.UTF-8 Rscript tests/reference/printing-comparisons.R
# Reads tests/Lmm.Runtime.Tests/Data; writes tests/Lmm.Runtime.Tests/Inference/Reference.

suppressPackageStartupMessages(library(lme4))
source("tests/reference/printing-json.R")
target <- "tests/Lmm.Runtime.Tests/Inference/Reference"
dir.create(target, showWarnings = FALSE, recursive = TRUE)
sleep <- read.csv("tests/Lmm.Runtime.Tests/Data/sleepstudy.csv")
cake <- transform(read.csv("tests/Lmm.Runtime.Tests/Data/cake.csv"), recipe = factor(recipe), block = interaction(recipe, replicate))

# The columns of anova.merMod as lme4 named them before version 1.1-22.
published <- function(table) {
  names(table) <- c("Df", "AIC", "BIC", "logLik", "deviance", "Chisq", "Chi Df", "Pr(>Chisq)")
  list(chisq = I(table$Chisq), df = I(table$`Chi Df`), p = I(table$`Pr(>Chisq)`), printed = I(capture.output(print(table))))
}
tight <- lmerControl(optCtrl = list(xtol_rel = 1e-12, xtol_abs = 1e-12, ftol_abs = 1e-12, maxeval = 100000))
slope <- lmer(Reaction ~ Days + (Days | Subject), sleep, REML = FALSE, control = tight)
uncorrelated <- lmer(Reaction ~ Days + (1 | Subject) + (0 + Days | Subject), sleep, REML = FALSE, control = tight)
intercept <- lmer(Reaction ~ Days + (1 | Subject), sleep, REML = FALSE, control = tight)
line <- lm(Reaction ~ Days, sleep)
nothing <- lm(Reaction ~ 1, sleep)
none <- lm(Reaction ~ 0, sleep)
cakes <- lm(angle ~ recipe * temperature, cake)
plain <- lm(angle ~ temperature, cake)
constant <- lm(angle ~ 1, cake)
ftest <- function(table) list(f = table$F[2], p = table$`Pr(>F)`[2], ss = table$`Sum of Sq`[2], printed = I(capture.output(print(table))))
writeLines(json(list(
  likelihood = list(
    correlation = published(anova(uncorrelated, slope)),
    random = published(anova(intercept, line)),
    all = published(anova(slope, nothing, line, uncorrelated))),
  f = list(days = ftest(anova(nothing, line)), cake = ftest(anova(constant, cakes)), recipe = ftest(anova(plain, cakes)), zero = ftest(anova(none, nothing))))),
  file.path(target, "comparisons.json"))

# Which columns lm drops of those that depend on the ones before them up to a disturbance, near and beyond R's tolerance: of the columns as they
# are, and of the columns less their means beside a constant, what is then but rounding being zero.
dropped <- function(X, y) I(unname(is.na(coef(lm(y ~ 0 + X)))))
centred <- function(X) {
  if (any(X[, 1] != X[1, 1])) return(X)
  rest <- function(x) { gap <- x - mean(x); gap <- gap - mean(gap); if (sqrt(sum(gap^2)) <= 1e-10 * sqrt(sum(x^2))) 0 * x else gap }
  cbind(X[, 1], apply(X[, -1, drop = FALSE], 2, rest))
}
case <- function(X, y) list(columns = unname(lapply(seq_len(ncol(X)), function(j) I(X[, j]))), y = I(y), dropped = dropped(X, y), droppedCentred = dropped(centred(X), y))
set.seed(11)
collinear <- lapply(1:80, function(index) {
  n <- sample(8:30, 1); p <- sample(3:8, 1)
  X <- matrix(rnorm(n * p), n) %*% diag(10^runif(p, -4, 4), p)
  if (index %% 2) X[, 1] <- 1
  for (j in sample(2:p, sample(1:(p - 1), 1))) {
    disturbance <- sample(c(0, 1e-12, 1e-9, 3e-8, 5e-7, 1e-5), 1)
    combination <- X[, seq_len(j - 1), drop = FALSE] %*% rnorm(j - 1)
    X[, j] <- combination + disturbance * sqrt(sum(combination^2) / n) * rnorm(n)
  }
  if (index %% 9 == 0) X[, p] <- 0
  y <- rnorm(n)
  case(X, y)
})
polynomial <- lapply(c(4, 6, 8, 10, 12), function(degree) {
  x <- seq(-9, -3, length.out = 82); y <- sin(x) + 0.01 * cos(40 * x)
  X <- outer(x, 0:degree, "^")
  case(X, y)
})
writeLines(json(c(collinear, polynomial)), file.path(target, "collinear.json"))
