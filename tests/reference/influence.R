# Influence, conditional covariances, explained variance, principal components and variance inflation by lme4, performance and car, at a theta that is polished by
# Newton steps from differences of the criterion: Rscript tests/reference/influence.R > tests/Lmm.Runtime.Tests/Influence/Reference/influence.json
suppressMessages({library(lme4); library(performance); library(car); library(jsonlite)})
data_of <- function(name, factors) {
  d <- read.csv(file.path("tests/Lmm.Runtime.Tests/Data", paste0(name, ".csv")))
  for (f in factors) d[[f]] <- factor(d[[f]])
  d
}
gradient <- function(f, x, h = 2e-3) sapply(seq_along(x), function(i) {
  at <- function(k) { y <- x; y[i] <- y[i] + k * h; f(y) }
  (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * h)
})
polished <- function(formula, data, weights = NULL, REML = TRUE) {
  lf <- eval(substitute(lFormula(formula, data, weights = w, REML = REML), list(w = weights)))
  dd <- do.call(mkLmerDevfun, lf)
  start <- optimizeLmer(dd, optimizer = "bobyqa")$par
  if (all(abs(start) > 1e-4)) for (step in 1:4) {
    h <- sapply(seq_along(start), function(i) { e <- replace(0 * start, i, 1e-3); (gradient(dd, start + e) - gradient(dd, start - e)) / 2e-3 })
    start <- start - solve((h + t(h)) / 2, gradient(dd, start))
  }
  value <- dd(start)
  mkMerMod(environment(dd), list(par = start, fval = value, conv = 0, message = ""), lf$reTrms, fr = lf$fr)
}
describe <- function(name, formula, factors, weights = NULL, REML = TRUE) {
  d <- data_of(name, factors)
  fm <- polished(as.formula(formula), d, if (is.null(weights)) NULL else d[[weights]], REML)
  re <- ranef(fm, condVar = TRUE)
  pv <- attr(re[[1]], "postVar")
  p <- rePCA(fm)
  fixed <- var(as.vector(getME(fm, "X") %*% fixef(fm)))
  res <- list(data = name, formula = formula, factors = I(factors), weights = weights, REML = REML, theta = I(unname(getME(fm, "theta"))),
    hat = unname(hatvalues(fm)), cooks = unname(cooks.distance(fm)), grouping = names(re)[1],
    condVar = if (is.list(pv)) NULL else matrix(pv[, , 1], dim(pv)[1]),
    pca = lapply(p, function(x) I(x$sdev)))
  r <- suppressWarnings(tryCatch(r2(fm), error = function(e) NULL)); i <- suppressWarnings(tryCatch(icc(fm), error = function(e) NULL))
  res$r2 <- I(c(unname(r$R2_marginal), unname(r$R2_conditional)))
  res$icc <- if (is.list(i)) I(c(i$ICC_adjusted, i$ICC_unadjusted)) else NULL
  v <- suppressWarnings(tryCatch(vif(fm), error = function(e) NULL))
  res$vif <- if (is.null(v)) NULL else I(unname(if (is.matrix(v)) v[, 1] else v))
  res
}
models <- list(
  describe("sleepstudy", "Reaction ~ Days + (Days | Subject)", "Subject"),
  describe("sleepstudy", "Reaction ~ Days + (Days | Subject)", "Subject", REML = FALSE),
  describe("sleepstudy", "Reaction ~ Days + (1 | Subject)", "Subject"),
  describe("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", c("plate", "sample")),
  describe("Machines", "score ~ Machine + (Machine | Worker)", c("Machine", "Worker")),
  describe("cake", "angle ~ recipe + temperature + (1 | recipe:replicate)", c("recipe", "replicate")),
  describe("cake", "angle ~ recipe * temperature + (1 | recipe:replicate)", c("recipe", "replicate")),
  describe("Oxboys", "height ~ age + I(age^2) + (age | Subject)", "Subject"))
lin <- lm(Reaction ~ Days, data_of("sleepstudy", "Subject"), weights = 1 + (Days %% 3))
lm1 <- list(hat = unname(hatvalues(lin)), cooks = unname(cooks.distance(lin)), covratio = unname(covratio(lin)), dfbetas = unname(dfbetas(lin)),
  rstandard = unname(rstandard(lin)), rstudent = unname(rstudent(lin)))
x <- c(0.02, 0.11, 0.13, 0.29, 0.41, 0.52, 0.66, 0.71, 0.93, 0.97)
y <- ((1:150) / 151)^1.1
cat(toJSON(list(models = models, linear = lm1,
  ks = list(small = c(ks.test(x, "punif")$statistic, ks.test(x, "punif")$p.value), large = c(ks.test(y, "punif")$statistic, ks.test(y, "punif")$p.value)),
  binomial = c(binom.test(3, 180, 2 / 251)$p.value, binom.test(0, 180, 2 / 251)$p.value, binom.test(9, 100, 0.05)$p.value)), digits = NA, auto_unbox = TRUE, null = "null"))
