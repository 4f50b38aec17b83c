# Fits random linear mixed models to random data with lme4 and records what it estimates. Run from the repository's root:
#   LC_ALL=C.UTF-8 Rscript tests/reference/random-models.R
# Writes tests/Lmm.Runtime.Tests/RandomModels: a table per model, and models.json.
#
# lme4's optimizers stop a few digits short of the optimum, so each model is started from several points with several
# optimizers, and the best is refined by Newton's method with Richardson-extrapolated derivatives.

suppressPackageStartupMessages({ library(lme4); library(numDeriv); library(jsonlite) })
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
target <- "tests/Lmm.Runtime.Tests/RandomModels"
dir.create(target, showWarnings = FALSE, recursive = TRUE)

label <- function(prefix, i) sprintf("%s%02d", prefix, i)
levels_of <- function(n, k, prefix = "g", kind = "unbalanced") {
  p <- switch(kind, balanced = rep(1, k), unbalanced = rexp(k) + 0.2, huge = c(20 * k, rep(1, k - 1)))
  codes <- if (kind == "balanced") rep_len(seq_len(k), n)
    else if (kind == "tiny") rep_len(rep(seq_len(k), times = rep_len(c(1, 2, 1, 3), k)), n)
    else c(seq_len(k), sample(k, n - k, TRUE, p))
  label(prefix, codes)
}
effect <- function(f, sd) { f <- factor(f); rnorm(nlevels(f), 0, sd)[as.integer(f)] }
coded <- function(f) as.integer(factor(f))
base <- function(n, k, kind = "unbalanced", sd = 1) {
  d <- data.frame(g = levels_of(n, k, "g", kind), x = round(rnorm(n), 3), z = round(runif(n, -1, 2), 3))
  d$f <- sample(c("a", "b", "c"), n, TRUE)
  d$y <- 2 + 0.7 * d$x + 0.4 * (d$f == "b") + effect(d$g, sd) + rnorm(n)
  d
}
sized <- function(from, to) sample(from:to, 1)

# Each template makes data d, a formula, and possibly weights (the column w) and declared levels.
templates <- list(
  scalar = function() { d <- base(sized(30, 120), sized(4, 15)); list(d, "y ~ x + f + (1 | g)") },
  tiny_groups = function() { n <- sized(40, 90); d <- base(n, n %/% 2, "tiny", 1.5); list(d, "y ~ x + (1 | g)") },
  huge_group = function() { d <- base(sized(150, 300), 12, "huge"); d$y <- d$y + d$x * effect(d$g, 0.6); list(d, "y ~ x * f + (1 + x | g)") },
  two_groups = function() { d <- base(sized(30, 60), 2, "balanced", 2); list(d, "y ~ x + (1 | g)") },
  slope = function() { d <- base(sized(80, 250), sized(8, 25)); d$y <- d$y + d$x * effect(d$g, 1); list(d, "y ~ x + (x | g)") },
  slope_only = function() { d <- base(sized(60, 150), sized(6, 20), sd = 0); d$y <- d$y + d$x * effect(d$g, 1); list(d, "y ~ x + (0 + x | g)") },
  three_effects = function() { d <- base(sized(200, 330), 20); d$y <- d$y + d$x * effect(d$g, 1) + d$z * effect(d$g, 0.5); list(d, "y ~ x + z + (1 + x + z | g)") },
  four_effects = function() {
    d <- base(sized(330, 400), 22); d$u <- round(rexp(nrow(d)), 3)
    d$y <- d$y + d$x * effect(d$g, 1) + d$z * effect(d$g, 0.8) + d$u * effect(d$g, 0.7); list(d, "y ~ x + z + u + (x + z + u | g)") },
  double_bar = function() { d <- base(sized(120, 250), 15); d$y <- d$y + d$x * effect(d$g, 1) + d$z * effect(d$g, 0.5); list(d, "y ~ x + z + (x + z || g)") },
  cell_means = function() { d <- base(sized(150, 300), 15); d$y <- d$y + effect(paste(d$g, d$f), 0.9); list(d, "y ~ f + (0 + f | g)") },
  factor_effects = function() { d <- base(sized(150, 300), 15); d$y <- d$y + effect(paste(d$g, d$f), 0.9); list(d, "y ~ 0 + f + (f | g)") },
  nested = function() {
    n <- sized(120, 240); d <- base(n, 8, "balanced"); d$h <- levels_of(n, 4, "h"); d$y <- d$y + effect(paste(d$g, d$h), 0.7)
    list(d, "y ~ x + (1 | g/h)") },
  nested_slope = function() {
    n <- sized(250, 380); d <- base(n, 8, "balanced"); d$h <- levels_of(n, 3, "h")
    gh <- paste(d$g, d$h); d$y <- d$y + effect(gh, 0.7) + d$x * effect(gh, 0.8) + d$x * effect(d$g, 0.8); list(d, "y ~ x + (x | g/h)") },
  crossed = function() { n <- sized(100, 250); d <- base(n, 12, "balanced"); d$h <- levels_of(n, 9, "h"); d$y <- d$y + effect(d$h, 1.2); list(d, "y ~ f * z + (1 | g) + (1 | h)") },
  crossed_slopes = function() {
    n <- sized(250, 380); d <- base(n, 14); d$h <- levels_of(n, 11, "h"); d$y <- d$y + effect(d$h, 1.2) + d$x * effect(d$h, 0.6) + d$z * effect(d$g, 0.7)
    list(d, "y ~ x + z + (z | g) + (x | h)") },
  three_crossed = function() {
    n <- sized(150, 320); d <- base(n, 15); d$h <- levels_of(n, 8, "h", "huge"); d$k <- levels_of(n, 5, "k", "balanced")
    d$y <- d$y + effect(d$h, 0.8) + effect(d$k, 0.5); list(d, "y ~ x + (1 | k) + (1 | g) + (1 | h)") },
  partly_crossed = function() {
    n <- sized(120, 240); d <- base(n, 20, "balanced"); d$h <- label("h", (coded(d$g) + rbinom(n, 2, 0.3)) %% 7)
    d$y <- d$y + effect(d$h, 1); list(d, "y ~ x + (x || g) + (1 | h)") },
  several_terms = function() { d <- base(sized(120, 250), 14); d$y <- d$y + d$x * effect(d$g, 0.9) + d$z * effect(d$g, 0.9); list(d, "y ~ x + z + (1 | g) + (0 + x + z | g)") },
  interaction_group = function() {
    n <- sized(150, 300); d <- base(n, 10, "balanced"); d$h <- levels_of(n, 5, "h"); d$y <- d$y + effect(paste(d$g, d$h), 0.9)
    list(d, "y ~ x + z:f + (1 | g:h) + (0 + z | h)") },
  wild_weights = function() {
    d <- base(sized(80, 200), 12); d$w <- signif(10^runif(nrow(d), -3, 3), 4); d$y <- d$y + d$x * effect(d$g, 1) + rnorm(nrow(d)) / sqrt(d$w)
    list(d, "y ~ x + (x | g)") },
  weights_crossed = function() {
    n <- sized(80, 200); d <- base(n, 12); d$h <- levels_of(n, 7, "h"); d$w <- signif(10^runif(n, -2, 1), 4); d$y <- d$y + effect(d$h, 1)
    list(d, "y ~ x + f + (1 | g) + (1 | h)") },
  offset_logged = function() {
    d <- base(sized(60, 150), 9); d$o <- round(rnorm(nrow(d), 3, 2), 3); d$y <- exp(0.5 * d$y + d$o); list(d, "log(y) ~ x + offset(o) + (1 | g)") },
  aliased = function() {
    d <- base(sized(60, 150), 9); d$x2 <- 2 * d$x - 1; d$h <- ifelse(d$f == "a", "p", "q"); list(d, "y ~ x + x2 + h * f + (1 | g)") },
  empty_cells = function() {
    d <- base(sized(60, 150), 9); d$h <- ifelse(d$f == "a", "p", sample(c("p", "q", "r"), nrow(d), TRUE)); list(d, "y ~ f * h + (1 | g)") },
  years = function() {
    n <- sized(120, 250); d <- base(n, 10); d$year <- sample(1985:2020, n, TRUE); d$y <- d$y + 0.1 * (d$year - 2000) + (d$year - 2000) / 10 * effect(d$g, 0.5)
    list(d, "y ~ year + (1 + year | g)") },
  years_squared = function() {
    n <- sized(120, 250); d <- base(n, 10); d$year <- sample(1985:2020, n, TRUE); d$y <- d$y + 0.1 * (d$year - 2000); list(d, "y ~ year + I(year^2) + (1 | g)") },
  millions = function() {
    n <- sized(120, 250); d <- base(n, 10); d$m <- round(5e6 + 1e6 * rnorm(n)); d$s <- signif(1e-6 * rnorm(n), 4)
    d$y <- 1e5 * (d$y + 1e-6 * (d$m - 5e6) * (1 + effect(d$g, 0.7)) + 1e6 * d$s); list(d, "y ~ m + s + (m || g)") },
  far_response = function() { d <- base(sized(60, 200), 10); d$y <- 1e6 + round(d$y, 4); list(d, "y ~ x + f + (1 | g)") },
  no_variance = function() { d <- base(sized(60, 150), 9, sd = 0); d$y <- 2 + d$x + rnorm(nrow(d)) - 0; d$y <- d$y - ave(d$y, d$g) * 0.95; list(d, "y ~ x + (1 | g)") },
  perfect_correlation = function() { d <- base(sized(60, 120), 6); e <- effect(d$g, 1); d$y <- d$x + (1 + d$x) * e + rnorm(nrow(d)) / 2; list(d, "y ~ x + (x | g)") },
  overparameterized = function() { d <- base(sized(100, 180), 6, sd = 0.3); list(d, "y ~ x + (x + z | g)") },
  singular_crossed = function() { n <- sized(90, 160); d <- base(n, 7); d$h <- levels_of(n, 6, "h"); list(d, "y ~ x + z + (x | g) + (z | h)") },
  missing = function() {
    d <- base(sized(80, 160), 9); d$x[sample(nrow(d), 9)] <- NA; d$g[sample(nrow(d), 5)] <- NA; d$f[sample(nrow(d), 5)] <- NA; d$y[sample(nrow(d), 5)] <- NA
    list(d, "y ~ x * f + (x | g)") },
  unused_levels = function() {
    d <- base(sized(70, 140), 9); d$y[d$f == "b"] <- NA; d$y[d$g == "g03"] <- NA
    list(d, "y ~ f + x + (1 | g)", list(f = c("z", "c", "b", "a"), g = c("never", rev(label("g", 1:9))))) },
  nearly_noiseless = function() { d <- base(sized(60, 150), 10); d$y <- round(3 + d$x + effect(d$g, 2) + 1e-3 * rnorm(nrow(d)), 7); list(d, "y ~ x + (1 | g)") },
  no_intercept = function() { d <- base(sized(60, 150), 9); list(d, "y ~ 0 + x + z + (0 + x | g) + (1 | g)") })

criterion_at <- function(fun, start, lower) {
  runs <- list(
    function() nloptwrap(start, fun, lower, rep(Inf, length(lower)), control = list(algorithm = "NLOPT_LN_BOBYQA", xtol_abs = 1e-10, ftol_abs = 1e-13, maxeval = 20000)),
    function() { o <- nlminb(start, fun, lower = lower, control = list(rel.tol = 1e-15, x.tol = 1e-12, eval.max = 20000, iter.max = 5000)); list(par = o$par, fval = o$objective) },
    function() Nelder_Mead(fun, start, lower = lower, control = list(FtolAbs = 1e-12, XtolRel = 1e-12, maxfun = 20000)))
  results <- lapply(runs, function(run) tryCatch(suppressWarnings(suppressMessages(run())), error = function(e) NULL))
  results <- Filter(function(r) !is.null(r) && is.finite(r$fval), results)
  results[[which.min(vapply(results, function(r) r$fval, 0))]]
}

refine <- function(fun, par, lower) {
  value <- fun(par)
  for (round in 1:6) {
    free <- !(lower == 0 & abs(par) < 1e-3)
    zeroed <- ifelse(free, par, 0)
    if (fun(zeroed) <= value + 1e-10) par <- zeroed else free <- rep(TRUE, length(par))
    if (!any(free)) break
    part <- function(p) { q <- par; q[free] <- p; fun(q) }
    g <- tryCatch(grad(part, par[free]), error = function(e) NULL); H <- tryCatch(hessian(part, par[free]), error = function(e) NULL)
    if (is.null(g) || is.null(H) || any(!is.finite(g)) || any(!is.finite(H))) break
    s <- 1 / sqrt(pmax(abs(diag(H)), 1e-12)); e <- eigen(H * outer(s, s), symmetric = TRUE)
    keep <- e$values > 1e-7 * max(e$values)
    step <- s * (e$vectors[, keep, drop = FALSE] %*% (crossprod(e$vectors[, keep, drop = FALSE], s * g) / e$values[keep]))
    if (part(par[free] - step) > value + 1e-9) break
    par[free] <- par[free] - step
    value <- fun(par)
    if (max(abs(step / pmax(1, abs(par[free])))) < 1e-11) break
  }
  par
}

optimum <- function(formula, d, REML, w) {
  control <- lmerControl(check.rankX = "silent.drop.cols", check.scaleX = "ignore", check.nobs.vs.nRE = "ignore", check.nlev.gtreq.5 = "ignore")
  arguments <- list(formula = formula, data = d, REML = REML, control = control)
  if (!is.null(w)) arguments$weights <- w
  lf <- suppressWarnings(suppressMessages(do.call(lFormula, arguments)))
  criterion <- do.call(mkLmerDevfun, lf)
  # Far from the optimum of badly scaled columns lme4 stops with an error.
  # Theta is scaled by the size of the columns of Z, without which the optimizers cannot find those of year or of millions.
  spread <- vapply(seq_along(lf$reTrms$theta), function(i) {
    row <- findInterval(match(i, lf$reTrms$Lind) - 1, cumsum(diff(lf$reTrms$Lambdat@p)) , left.open = FALSE) + 1
    effect <- lf$reTrms$Lambdat@i[match(i, lf$reTrms$Lind)] + 1
    column <- lf$reTrms$Zt[max(row, effect), ]
    size <- sqrt(mean(column[column != 0]^2)); if (is.finite(size) && size > 100) size else 1
  }, 0)
  fun <- function(scaled) tryCatch(criterion(as.numeric(scaled) / spread), error = function(e) 1e10)
  lower <- lf$reTrms$lower
  starts <- c(list(lf$reTrms$theta), lapply(c(0.1, 0.5, 3), function(s) ifelse(lower == 0, s * runif(length(lower), 0.5, 1.5), 0.2 * rnorm(length(lower)))))
  best <- NULL
  for (start in starts) {
    run <- criterion_at(fun, start, lower)
    run <- criterion_at(fun, run$par, lower)
    if (is.null(best) || run$fval < best$fval) best <- run
  }
  par <- refine(fun, best$par, lower)
  gradient <- tryCatch(grad(fun, par), error = function(e) rep(NA, length(par)))
  # The fit shares its state with the criterion, so that no evaluation may follow this one.
  value <- fun(par)
  fit <- suppressWarnings(suppressMessages(mkMerMod(environment(criterion), list(par = par / spread, fval = value, conv = 0, message = ""), lf$reTrms, lf$fr)))
  # Singular by theta as scaled: lme4's own flag depends on the units of the columns of Z.
  list(fit = fit, gradient = max(abs(gradient * pmax(1, abs(par)))), singular = any(abs(par)[lower == 0] < 1e-5))
}

record <- function(number, name, REML, made) {
  d <- made[[1]]; formula <- as.formula(made[[2]]); declared <- if (length(made) > 2) made[[3]] else NULL
  is_number <- vapply(d, is.numeric, NA)
  file <- sprintf("%02d.csv", number)
  d$y <- signif(d$y, 11)
  write.csv(d, file.path(target, file), row.names = FALSE, quote = FALSE, na = "")
  d <- read.csv(file.path(target, file), colClasses = ifelse(is_number, "numeric", "character"), na.strings = "")
  for (f in names(d)[!is_number]) d[[f]] <- factor(d[[f]], levels = if (is.null(declared[[f]])) sort(unique(d[[f]]), method = "radix") else declared[[f]])
  o <- optimum(formula, d, REML, d$w); fit <- o$fit
  full <- colnames(model.matrix(nobars(formula), model.frame(fit)))
  full <- setdiff(full, "offset(o)")
  dropped <- setdiff(full, names(fixef(fit)))
  vc <- getME(fit, "cnms"); cov <- lapply(VarCorr(fit), function(m) m[, , drop = FALSE]); modes <- getME(fit, "b"); Gp <- getME(fit, "Gp")
  terms <- lapply(seq_along(vc), function(t) {
    k <- length(vc[[t]]); m <- matrix(modes[(Gp[t] + 1):Gp[t + 1]], ncol = k, byrow = TRUE)
    lev <- levels(getME(fit, "flist")[[names(vc)[t]]]); some <- unique(round(seq(1, length(lev), length.out = 4)))
    list(grouping = names(vc)[t], effects = I(vc[[t]]), covariance = matrix(unname(as.vector(cov[[t]])), k), levels = I(lev[some]), modes = m[some, , drop = FALSE])
  })
  cat(sprintf("%02d %-20s %s n=%d objective=%.8f gradient=%.1e singular=%d\n", number, name, if (REML) "REML" else "ML", nobs(fit), -2 * c(logLik(fit)), o$gradient, o$singular))
  list(name = name, file = file, formula = made[[2]], REML = REML, weights = "w" %in% names(d), text = I(names(d)[!is_number]), declared = declared,
    rows = nobs(fit), objective = -2 * c(logLik(fit)), sigma = sigma(fit), singular = o$singular, gradient = o$gradient, theta = I(unname(getME(fit, "theta"))),
    coefficients = I(names(fixef(fit))), beta = I(unname(fixef(fit))), se = I(unname(sqrt(diag(as.matrix(vcov(fit)))))), aliased = I(dropped), terms = terms)
}

set.seed(20240611)
models <- list()
for (REML in c(TRUE, FALSE)) for (name in names(templates)) {
  number <- length(models) + 1
  set.seed(7000 + number)
  made <- templates[[name]]()
  models[[number]] <- record(number, name, REML, made)
}
writeLines(toJSON(models, auto_unbox = TRUE, digits = 15, null = "null"), file.path(target, "models.json"))
