# Fits linear and linear mixed models with R's lm and lme4's lmer and records, for each, what was fitted, what was
# estimated, and the printed summary. Run from the repository's root:
#   LC_ALL=C.UTF-8 Rscript tests/reference/printing-fits.R
# Reads tests/Lmm.Runtime.Tests/Data; writes tests/Lmm.Runtime.Tests/Results/Reference.

suppressPackageStartupMessages(library(lme4))
data_of <- function(name) read.csv(file.path("tests/Lmm.Runtime.Tests/Data", paste0(name, ".csv")), stringsAsFactors = FALSE)
target <- "tests/Lmm.Runtime.Tests/Results/Reference"
dir.create(target, showWarnings = FALSE, recursive = TRUE)

source("tests/reference/printing-json.R")
save_json <- function(x, name) writeLines(json(x), file.path(target, paste0(name, ".json")))

columns_of <- function(X) unname(lapply(seq_len(ncol(X)), function(j) I(unname(X[, j]))))
flat <- function(M) I(as.vector(t(as.matrix(M))))

design_of <- function(formula, frame, y, w, o, X, name, dropped) list(
  name = name, formula = formula, response = deparse1(as.formula(formula)[[2]]), dropped = dropped, y = I(unname(y)),
  weights = if (is.null(w)) NULL else I(unname(w)), offset = if (is.null(o) || all(o == 0)) NULL else I(unname(o)),
  names = I(as.character(colnames(X))), columns = columns_of(X))

# lme4's defaults stop a few digits short of the optimum.
tight <- lmerControl(optCtrl = list(xtol_rel = 1e-12, xtol_abs = 1e-12, ftol_abs = 1e-12, maxeval = 100000))

mixed <- function(name, formula, data, REML, weights = NULL, offset = NULL) {
  f <- as.formula(formula)
  environment(f) <- environment()
  fit <- suppressMessages(suppressWarnings(
    if (is.null(weights) && is.null(offset)) lmer(f, data, REML = REML, control = tight)
    else lmer(f, data, REML = REML, weights = weights, offset = offset, control = tight)))
  frame <- model.frame(fit)
  bars <- findbars(f)
  full_X <- model.matrix(nobars(f), frame)
  X <- getME(fit, "X")
  keep <- match(colnames(X), colnames(full_X))
  beta <- rep(NA_real_, ncol(full_X)); beta[keep] <- fixef(fit)
  V <- matrix(NA_real_, ncol(full_X), ncol(full_X)); V[keep, keep] <- as.matrix(vcov(fit))

  Lambda <- as.matrix(getME(fit, "Lambda")); Z <- as.matrix(getME(fit, "Z")); sigma <- sigma(fit)
  w <- weights(fit)
  A <- crossprod(Z %*% Lambda, w * (Z %*% Lambda)) + diag(ncol(Z))
  condition <- sigma^2 * Lambda %*% solve(A, t(Lambda))
  b <- as.vector(getME(fit, "b")); Gp <- getME(fit, "Gp"); cnms <- getME(fit, "cnms")
  fl <- getME(fit, "flist")
  terms <- lapply(seq_along(cnms), function(t) {
    k <- length(cnms[[t]]); factor <- fl[[names(cnms)[t]]]; range <- (Gp[t] + 1):Gp[t + 1]
    rows <- matrix(range, ncol = k, byrow = TRUE)
    Zt <- as.matrix(getME(fit, "Zt")[range, ])
    columns <- lapply(seq_len(k), function(j) I(unname(colSums(Zt[seq(j, nrow(Zt), k), , drop = FALSE]))))
    theta <- Lambda[rows[1, ], rows[1, ], drop = FALSE]
    list(grouping = names(cnms)[t], levels = I(levels(factor)), codes = I(as.integer(factor) - 1L), names = I(cnms[[t]]), columns = columns,
         lambda = flat(theta), modes = I(b[range]),
         covariances = I(unlist(lapply(seq_len(nrow(rows)), function(l) as.vector(t(condition[rows[l, ], rows[l, ]]))))))
  })
  # lme4 moves terms with more levels to the front; the library is given them in the formula's order.
  written <- vapply(bars, function(bar) deparse1(bar[[3]]), "")
  stopifnot(setequal(names(cnms), written))
  place <- integer(0)
  for (t in seq_along(cnms)) {
    candidates <- which(written == names(cnms)[t])
    candidate <- candidates[vapply(bars[candidates], function(bar) identical(colnames(model.matrix(as.formula(bquote(~ .(bar[[2]]))), frame)), cnms[[t]]), NA)][1]
    place <- c(place, candidate)
  }
  terms <- terms[order(place)]
  printed <- capture.output(suppressMessages(print(summary(fit))))
  # t values with the decimals that lme4 gave them in Bates et al. (2015) and for years after; 1.1-31 gives more.
  table <- coef(summary(fit))
  first <- match("Fixed effects:", printed)
  if (!is.na(first)) printed[first + seq_len(nrow(table) + 1)] <- capture.output(printCoefmat(table, digits = 4, zap.ind = 3))
  # A remark of lme4's on its own optimizer, which scale troubles.
  scales <- grep("^Some predictor variables are on very different scales", printed)
  if (length(scales) > 0) printed <- printed[-c(scales - 1, scales)]
  save_json(list(
    kind = "mixed", restricted = REML,
    design = design_of(formula, frame, getME(fit, "y"), if (is.null(weights)) NULL else w, getME(fit, "offset"), full_X, name, nrow(data) - nrow(frame)),
    terms = terms, theta = I(unname(unlist(lapply(terms, function(t) { k <- length(t$names); L <- matrix(t$lambda, k, byrow = TRUE); L[lower.tri(L, TRUE)] })))),
    objective = if (REML) REMLcrit(fit) else deviance(fit), beta = I(beta), covariance = flat(V), sigma = sigma,
    pwrss = getME(fit, "devcomp")$cmp[["pwrss"]], singular = isSingular(fit),
    logLik = as.numeric(logLik(fit)), aic = AIC(fit), bic = BIC(fit), df = attr(logLik(fit), "df"), residual_df = df.residual(fit),
    deviance = deviance(fit, REML = FALSE),
    fitted = I(unname(fitted(fit))), scaled = I(unname(residuals(fit, "pearson", scaled = TRUE))),
    variances = I(unname(unlist(lapply(VarCorr(fit), function(v) attr(v, "stddev"))))),
    correlation = if (length(fixef(fit)) == 0) I(numeric()) else flat(cov2cor(as.matrix(vcov(fit)))), printed = I(printed)), paste0("mixed-", name))
}

linear <- function(name, formula, data, weights = NULL, offset = NULL) {
  f <- as.formula(formula)
  environment(f) <- environment()
  fit <- if (is.null(weights) && is.null(offset)) lm(f, data) else lm(f, data, weights = weights, offset = offset)
  s <- summary(fit)
  aliased <- is.na(coef(fit))
  table <- matrix(NA_real_, length(aliased), 4); table[!aliased, ] <- s$coefficients
  save_json(list(
    kind = "linear",
    design = design_of(formula, fit$model, model.response(fit$model), fit$weights, fit$offset, model.matrix(f, fit$model), name, length(fit$na.action)),
    intercept = attr(fit$terms, "intercept") == 1,
    table = flat(table), covariance = flat(vcov(fit, complete = TRUE)), sigma = s$sigma, rsquared = s$r.squared, adjusted = s$adj.r.squared,
    f = if (is.null(s$fstatistic)) NULL else s$fstatistic[[1]],
    fp = if (is.null(s$fstatistic)) NULL else pf(s$fstatistic[[1]], s$fstatistic[[2]], s$fstatistic[[3]], lower.tail = FALSE),
    logLik = as.numeric(logLik(fit)), aic = AIC(fit), bic = BIC(fit), df = attr(logLik(fit), "df"), residual_df = df.residual(fit),
    rss = sum((if (is.null(fit$weights)) 1 else fit$weights) * residuals(fit)^2),
    fitted = I(unname(fitted(fit))), residuals = I(unname(residuals(fit))), printed = I(capture.output(print(s)))), paste0("linear-", name))
}

sleep <- data_of("sleepstudy")
for (REML in c(FALSE, TRUE)) {
  tag <- if (REML) "reml" else "ml"
  mixed(paste0("sleepstudy-slope-", tag), "Reaction ~ Days + (Days | Subject)", sleep, REML)
  mixed(paste0("sleepstudy-intercept-", tag), "Reaction ~ Days + (1 | Subject)", sleep, REML)
  mixed(paste0("sleepstudy-uncorrelated-", tag), "Reaction ~ Days + (1 | Subject) + (0 + Days | Subject)", sleep, REML)
  mixed(paste0("penicillin-", tag), "diameter ~ 1 + (1 | plate) + (1 | sample)", data_of("Penicillin"), REML)
  pastes <- transform(data_of("Pastes"), cask = interaction(batch, cask, sep = ":", lex.order = TRUE, drop = TRUE))
  mixed(paste0("pastes-", tag), "strength ~ 1 + (1 | batch) + (1 | cask)", pastes, REML)
  mixed(paste0("machines-", tag), "score ~ Machine + (Machine | Worker)", data_of("Machines"), REML)
  mixed(paste0("dyestuff2-", tag), "Yield ~ 1 + (1 | Batch)", data_of("Dyestuff2"), REML)
}
cake <- transform(data_of("cake"), recipe = factor(recipe), block = interaction(recipe, replicate))
mixed("cake-ml", "angle ~ recipe * temperature + (1 | block)", cake, FALSE)
mixed("sleepstudy-collinear-ml", "Reaction ~ Days + Twice + Thrice + (1 | Subject)", transform(sleep, Twice = 2 * Days, Thrice = 3 * Days + 1), FALSE)
mixed("sleepstudy-one-collinear-reml", "Reaction ~ Days + Twice + (1 | Subject)", transform(sleep, Twice = 2 * Days), TRUE)
mixed("sleepstudy-weights-ml", "Reaction ~ Days + (Days | Subject)", sleep, FALSE, weights = 1 + (seq_len(180) %% 7) / 3)
mixed("sleepstudy-weights-reml", "Reaction ~ Days + (Days | Subject)", sleep, TRUE, weights = 1 + (seq_len(180) %% 7) / 3)
mixed("sleepstudy-offset-ml", "Reaction ~ Days + (1 | Subject)", sleep, FALSE, offset = 5 * sqrt(seq_len(180)))
mixed("sleepstudy-missing-ml", "Reaction ~ Days + (1 | Subject)", transform(sleep, Reaction = replace(Reaction, c(3, 50), NA)), FALSE)
mixed("sleepstudy-no-fixed-ml", "Reaction ~ 0 + (1 | Subject)", sleep, FALSE)
mixed("naming-ml", "rt ~ spkr * prec * load + (spkr + prec + load | subj) + (spkr + prec + load | item)", data_of("naming"), FALSE)
set.seed(7)
wide <- data.frame(y = rnorm(200), season = factor(rep(month.name, length.out = 200)), arm = factor(rep(c("left", "right"), each = 100)), g = rep(1:10, 20))
mixed("wide-ml", "y ~ season * arm + (1 | g)", wide, FALSE)
mixed("nineteen-reml", "y ~ season + arm + (1 | g)", wide, TRUE)

# Sizes from very small to very large, so that every branch of the number formatting is met.
set.seed(42)
for (case in 1:24) {
  n <- 40; g <- rep(letters[1:8], each = 5)
  x <- rnorm(n) * 10^sample(-4:4, 1); treatment <- sample(c("control", "lowDose", "highDose"), n, TRUE)
  scale <- 10^sample(-7:7, 1)
  response <- scale * (sample(c(0, 3, 100), 1) + rnorm(n) + rnorm(8)[rep(1:8, each = 5)] * sample(c(0.1, 1, 20), 1)) + x * scale / max(abs(x))
  d <- data.frame(response, x, treatment, g)
  mixed(sprintf("random-%02d", case), if (case %% 3 == 0) "response ~ x * treatment + (1 | g)" else if (case %% 3 == 1) "response ~ x + (x | g)" else "response ~ treatment + (1 | g)", d, case %% 2 == 0)
  linear(sprintf("random-%02d", case), if (case %% 2 == 0) "response ~ x * treatment" else "response ~ x", d)
}

linear("sleepstudy", "Reaction ~ Days", sleep)
linear("sleepstudy-weights", "Reaction ~ Days", sleep, weights = 1 + (seq_len(180) %% 7) / 3)
linear("sleepstudy-offset", "Reaction ~ Days", sleep, offset = 5 * sqrt(seq_len(180)))
linear("sleepstudy-weights-offset", "Reaction ~ Days", sleep, weights = 1 + (seq_len(180) %% 7) / 3, offset = 5 * sqrt(seq_len(180)))
linear("sleepstudy-no-intercept", "Reaction ~ 0 + Days", sleep)
linear("sleepstudy-intercept-only", "Reaction ~ 1", sleep)
linear("sleepstudy-collinear", "Reaction ~ Days + Twice + Sub", transform(sleep, Twice = 2 * Days, Sub = Subject))
linear("sleepstudy-missing", "Reaction ~ Days", transform(sleep, Reaction = replace(Reaction, c(3, 50), NA)))
linear("sleepstudy-nothing", "Reaction ~ 0", sleep)
linear("few", "Yield ~ Number", data.frame(Yield = c(3.1, 4.25, 4.9, 6.125), Number = 1:4))
linear("cake", "angle ~ recipe * temperature", cake)
linear("cake-temperature", "angle ~ temperature", cake)
linear("cake-constant", "angle ~ 1", cake)
linear("longley", "Employed ~ GNP.deflator + GNP + Unemployed + Armed.Forces + Population + Year", longley)
linear("wide", "y ~ season * arm", wide)
