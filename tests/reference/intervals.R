# Profile and Wald intervals of maximum-likelihood fits. Run from the repository's root:
#   LC_ALL=C.UTF-8 Rscript tests/reference/intervals.R
# Writes tests/Lmm.Runtime.Tests/Inference/Reference/intervals.json.
#
# A limit is where the deviance, minimized over the other parameters, lies above its minimum by the quantile of chi-squared with one degree of
# freedom. It is solved for here by Newton's method with exact derivatives of dense matrices. lme4 interpolates its profile by splines and has
# 3 to 6 digits; its limits are recorded beside.

suppressPackageStartupMessages(library(lme4))
source("tests/reference/printing-json.R"); source("tests/reference/inference-models.R"); source("tests/reference/dense-model.R")

intervals_of <- c("dyestuff", "dyestuff2", "penicillin", "pastes", "sleepstudy", "sleepstudy-uncorrelated", "sleepstudy-intercepts", "machines-nested",
  "unbalanced-weights", "crossed-weights", "random-scalar", "random-slope-ml")
profiled <- c(Filter(function(m) m$name %in% intervals_of, inference_models), list(
  model("orthodont-intercepts", data_file("Orthodont"), "distance ~ age + Sex + (1 | Subject)", c("Subject", "Sex")),
  model("rail", data_file("Rail"), "travel ~ 1 + (1 | Rail)", "Rail")))

# Minimizes over the coordinates but `fixed`; correlations stay within -1 and 1.
minimize <- function(m, co, phi, fixed) {
  is_cor <- vapply(co, function(k) k[1] != k[2], NA)
  eval <- function(phi) { at <- dense_at(m, to_gamma(co, phi), FALSE); c(by_phi(co, phi, at$gradient, at$hessian), list(objective = at$objective)) }
  now <- eval(phi)
  for (round in 1:60) {
    # Zero is a stationary point of every standard deviation, and may be a maximum.
    stuck <- setdiff(which(!is_cor & abs(phi) < 1e-6 & diag(now$hessian) < 0), fixed)
    if (length(stuck)) { phi[stuck] <- 0.1 * phi[length(phi)]; now <- eval(phi) }
    # A correlation of an effect whose standard deviation is zero is nothing's coordinate.
    void <- is_cor & vapply(co, function(k) any(abs(phi[k]) < 1e-9), NA)
    held <- void | (is_cor & abs(phi) >= 1 & now$gradient * sign(phi) < 0); held[fixed] <- TRUE; free <- which(!held)
    if (!length(free)) break
    s <- 1 / sqrt(pmax(abs(diag(now$hessian)[free]), 1e-8)); e <- eigen(now$hessian[free, free, drop = FALSE] * outer(s, s), symmetric = TRUE)
    U <- s * e$vectors; step <- -drop(U %*% (crossprod(U, now$gradient[free]) / pmax(abs(e$values), 1e-6)))
    decrement <- abs(sum(step * now$gradient[free])); part <- 1
    repeat {
      trial <- phi; trial[free] <- phi[free] + part * step; trial[is_cor] <- pmin(1, pmax(-1, trial[is_cor]))
      trial[!is_cor] <- ifelse(seq_along(trial)[!is_cor] %in% fixed, trial[!is_cor], abs(trial[!is_cor]))
      result <- tryCatch(eval(trial), error = function(e) list(objective = Inf))
      if (result$objective <= now$objective + 1e-11 || part < 1e-6) break
      part <- part / 2
    }
    if (!is.finite(result$objective)) break
    phi <- trial; now <- result
    if (decrement < 1e-20) break
  }
  c(now, list(phi = phi))
}

# The value of coordinate j beyond which the deviance lies above the target, or the bound.
limit <- function(profile, start, value, target, se, sign, bound) {
  at <- value; from <- start; lower <- value; lower_gap <- start$objective - target; step <- sign * se
  repeat {
    at <- at + step
    if (sign * (at - bound) >= 0) {
      edge <- profile(bound, from)
      if (edge$objective < target) return(list(value = bound, boundary = TRUE))
      at <- bound; here <- edge
    } else here <- profile(at, from)
    if (here$objective >= target) break
    lower <- at; lower_gap <- here$objective - target; from <- here; if (abs(step) < 20 * se) step <- step * 1.3
  }
  upper <- at; upper_gap <- here$objective - target
  for (round in 1:100) {
    slope <- here$slope; next_at <- at - (here$objective - target) / slope
    if (!is.finite(next_at) || (next_at - lower) * (next_at - upper) >= 0) next_at <- (lower + upper) / 2
    moved <- abs(next_at - at); at <- next_at; here <- profile(at, from)
    if (here$objective > target) upper <- at else { lower <- at; from <- here }
    if (moved <= 1e-12 * max(se, abs(at))) break
  }
  list(value = at, boundary = FALSE)
}

record <- function(m) {
  m$reml <- FALSE; fit <- fitted_model(m); d <- dense_model(fit); o <- dense_optimum(d, fit, FALSE); co <- coordinates(d)
  phi <- to_phi(co, gamma_of(d, o$Fs, o$variance)); least <- minimize(d, co, phi, integer()); phi <- least$phi
  se <- suppressWarnings(sqrt(2 * diag(tryCatch(solve(least$hessian), error = function(e) matrix(NaN, length(phi), length(phi))))))
  se[phi == 0] <- NaN
  peer <- function(level) { set.seed(1); suppressWarnings(suppressMessages(tryCatch(confint(fit, method = "profile", level = level, oldNames = FALSE, quiet = TRUE, devtol = 1e-6), error = function(e) NULL))) }
  names_of <- rownames(suppressMessages(confint(fit, method = "Wald", oldNames = FALSE)))
  # lme4 lists each term's parameters by columns of its covariance, as here.
  variances <- lapply(seq_along(phi), function(j) {
    is_cor <- co[[j]][1] != co[[j]][2]
    profile <- function(value, from) { start <- from$phi; start[j] <- value; r <- minimize(d, co, start, j); r$slope <- r$gradient[j]; r }
    list(estimate = phi[j], se = se[j], guess = if (is.finite(se[j])) se[j] else phi[length(phi)] / 3, profile = profile, from = least, bounds = if (is_cor) c(-1, 1) else c(0, Inf))
  })
  beta <- o$at$beta; wald <- sqrt(diag(o$at$Phi))
  fixed <- lapply(seq_along(beta), function(j) {
    rest <- d; rest$X <- d$X[, -j, drop = FALSE]; rest$p <- d$p - 1
    profile <- function(value, from) {
      given <- rest; given$y <- d$y - d$X[, j] * value
      r <- minimize(given, co, from$phi, integer()); at <- dense_at(given, to_gamma(co, r$phi), FALSE)
      r$slope <- -2 * sum(d$X[, j] * at$Py); r
    }
    list(estimate = beta[j], se = wald[j], guess = wald[j], profile = profile, from = least, bounds = c(-Inf, Inf))
  })
  levels <- c(0.95, 0.99); peers <- lapply(levels, peer); all <- c(variances, fixed)
  entries <- lapply(seq_along(all), function(i) {
    e <- all[[i]]
    c(list(name = names_of[i], estimate = e$estimate, se = e$se), list(limits = lapply(seq_along(levels), function(l) {
      target <- least$objective + qchisq(levels[l], 1)
      ends <- lapply(1:2, function(side) limit(e$profile, e$from, e$estimate, target, e$guess, c(-1, 1)[side], e$bounds[side]))
      theirs <- peers[[l]]; theirs <- if (is.null(theirs) || !(names_of[i] %in% rownames(theirs))) c(NaN, NaN) else unname(theirs[names_of[i], ])
      list(level = levels[l], lower = ends[[1]]$value, upper = ends[[2]]$value, lowerAtBoundary = ends[[1]]$boundary, upperAtBoundary = ends[[2]]$boundary, lme4 = I(theirs))
    })))
  })
  for (e in entries) cat(sprintf("%-26s %-28s %.8g [%.8g, %.8g] lme4 %.3g %.3g\n", m$name, e$name, e$estimate, e$limits[[1]]$lower, e$limits[[1]]$upper,
    e$limits[[1]]$lme4[1] - e$limits[[1]]$lower, e$limits[[1]]$lme4[2] - e$limits[[1]]$upper))
  c(described(m), list(rows = d$n, objective = least$objective, intervals = entries))
}

results <- vapply(profiled, function(m) json(record(m)), "")
writeLines(c("[", paste0(results, c(rep(",", length(results) - 1), "")), "]"), "tests/Lmm.Runtime.Tests/Inference/Reference/intervals.json")
