# Degrees of freedom, tests and robust covariances of the models in inference-models.R by dense matrices, to the digits that doubles have:
# the optimum is refined by Newton's method with exact derivatives, and nothing is differenced. Run from the repository's root:
#   LC_ALL=C.UTF-8 Rscript tests/reference/inference-dense.R
# Writes tests/Lmm.Runtime.Tests/Inference/Reference/inference-dense.json.
#
# The matrices of the hypotheses of types I to III are lmerTest's.

suppressPackageStartupMessages({ library(lme4); library(lmerTest) })
source("tests/reference/printing-json.R"); source("tests/reference/inference-models.R"); source("tests/reference/dense-model.R")

by_coefficient <- function(beta, vcov, df) {
  se <- sqrt(diag(vcov)); t <- beta / se
  list(se = I(se), df = I(df), t = I(t), p = I(2 * pt(-abs(t), df)))
}

# Standard deviations, correlations and the residual standard deviation, named as lme4's confint names them, with the standard errors that the
# Hessian of the fit's own criterion gives.
deviations <- function(d, o, fit) {
  co <- coordinates(d); phi <- to_phi(co, gamma_of(d, o$Fs, o$variance)); H <- by_phi(co, phi, o$at$gradient, o$at$hessian)$hessian
  names <- rownames(suppressMessages(confint(fit, method = "Wald", oldNames = FALSE)))[seq_along(phi)]
  unname(Map(function(name, estimate, se) list(name = name, estimate = estimate, se = se), names, phi, sqrt(2 * diag(solve(H, tol = 1e-18)))))
}

record <- function(m) {
  fit <- fitted_model(m, lmerTest::lmer); d <- dense_model(fit); o <- dense_optimum(d, fit, m$reml)
  # A minimum of the criterion: curved upwards, and rising where a singular fit could leave its edge.
  stopifnot(o$least > 0, o$slack > 0, o$decrement < 1e-20)
  beta <- o$at$beta; p <- d$p
  sw <- satterthwaite(d, o); methods <- list(satterthwaite = sw$test)
  unit <- function(i) as.numeric(seq_len(p) == i)
  result <- c(described(m), list(rows = d$n, objective = o$at$objective, sigma = sqrt(o$variance),
    terms = Map(function(t, F) list(grouping = t$grouping, effects = I(t$effects), rank = ncol(F), covariance = rows_of(tcrossprod(F))), unname(d$terms), unname(o$Fs)),
    coefficients = I(names(fixef(fit))), beta = I(beta), vcov = rows_of(o$at$Phi),
    satterthwaite = by_coefficient(beta, o$at$Phi, vapply(seq_len(p), function(i) sw$one(unit(i)), 0))))
  # At the edge of the parameter space the observed information need not be positive, and gives no variances there.
  singular <- any(o$ranks < vapply(d$terms, function(t) t$k, 0))
  if (m$reml) for (observed in if (singular) FALSE else c(FALSE, TRUE)) {
    kr <- kenward_roger(d, o, observed); name <- if (observed) "kenwardRogerObserved" else "kenwardRoger"
    methods[[name]] <- kr$test
    df <- vapply(seq_len(p), function(i) kr$test(matrix(unit(i), 1), 0)$denDf, 0)
    result[[name]] <- c(list(vcov = rows_of(kr$vcov), information = rows_of(kr$information)), by_coefficient(beta, kr$vcov, df))
  }
  result$deviations <- if (singular) NULL else deviations(d, o, fit)
  tested <- function(L, value) lapply(methods, function(test) test(L, value))
  result$hypotheses <- lapply(hypotheses_of(fixef(fit)), function(h) c(list(name = h$name, matrix = rows_of(h$rows), value = I(h$value)), tested(h$rows, h$value)))
  result$anova <- if (p > 1) unlist(lapply(1:3, function(type) {
    L <- attr(suppressWarnings(suppressMessages(anova(fit, type = type))), "hypotheses")
    unname(Map(function(term, L) c(list(type = type, term = term, matrix = rows_of(L)), if (nrow(L)) tested(L, 0)), names(L), L))
  }), recursive = FALSE) else list()
  if (!is.null(m$cluster)) result$robust <- lapply(list(CR0 = "CR0", CR1 = "CR1", CR2 = "CR2"), function(type) {
    r <- cluster_robust(d, o, model.frame(fit)[[m$cluster]], type); c(list(vcov = rows_of(r$vcov)), by_coefficient(beta, r$vcov, r$df))
  })
  cat(sprintf("%-34s n=%d ranks=%s fall=%.1e decrement=%.1e least=%.1e slack=%s\n", m$name, d$n, paste(o$ranks, collapse = ","), o$fall, o$decrement, o$least, paste(signif(o$slack, 3), collapse = ",")))
  result
}

results <- vapply(inference_models, function(m) json(record(m)), "")
writeLines(c("[", paste0(results, c(rep(",", length(results) - 1), "")), "]"), "tests/Lmm.Runtime.Tests/Inference/Reference/inference-dense.json")
