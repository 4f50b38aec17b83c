# What lme4's companions say of the models in inference-models.R: lmerTest (degrees of freedom by Satterthwaite and Kenward-Roger, types I
# to III, joint hypotheses, tests of random terms), pbkrtest (the adjusted covariance) and clubSandwich (covariance robust to clusters).
# Run from the repository's root:
#   LC_ALL=C.UTF-8 Rscript tests/reference/inference.R
# Writes tests/Lmm.Runtime.Tests/Inference/Reference/inference.json.
#
# lmerTest differences the criterion numerically: its Satterthwaite degrees of freedom have 4 to 8 digits. pbkrtest 0.5.2 takes no notice of
# weights, so that Kenward-Roger is left out of weighted models here. inference-dense.json has both to all digits.

suppressPackageStartupMessages({ library(lme4); library(lmerTest); library(pbkrtest); library(clubSandwich) })
source("tests/reference/printing-json.R"); source("tests/reference/inference-models.R")

quietly <- function(e) suppressWarnings(suppressMessages(e))
anova_row <- function(a) list(sumSq = a[["Sum Sq"]], meanSq = a[["Mean Sq"]], numDf = a[["NumDF"]], denDf = a[["DenDF"]], f = a[["F value"]], p = a[["Pr(>F)"]])
coefficients_by <- function(fit, method) {
  s <- quietly(coef(summary(fit, ddf = method)))
  list(se = I(unname(s[, "Std. Error"])), df = I(unname(s[, "df"])), t = I(unname(s[, "t value"])), p = I(unname(s[, "Pr(>|t|)"])))
}

robust <- function(fit, cluster) {
  types <- list(CR0 = "CR0", CR1 = "CR1", CR2 = "CR2")
  lapply(types, function(type) {
    V <- vcovCR(fit, cluster = cluster, type = type); tests <- coef_test(fit, vcov = V, test = "Satterthwaite"); p <- nrow(V)
    slopes <- which(rownames(V) != "(Intercept)")
    # clubSandwich fails at the joint test of ChickWeight's seven slopes.
    joint <- if (length(slopes) > 1) tryCatch(Wald_test(fit, constraints = diag(p)[slopes, , drop = FALSE], vcov = V, test = "HTZ"), error = function(e) NULL) else NULL
    list(vcov = rows_of(matrix(V, p)), se = I(tests$SE), df = I(tests$df_Satt), t = I(tests$tstat), p = I(tests$p_Satt),
      slopes = if (is.null(joint)) NULL else list(f = joint$Fstat, numDf = joint$df_num, denDf = joint$df_denom, p = joint$p_val))
  })
}

record <- function(m) {
  fit <- fitted_model(m, lmerTest::lmer); beta <- fixef(fit); p <- length(beta)
  methods <- c(satterthwaite = "Satterthwaite", if (m$reml && is.null(m$weights)) c(kenwardRoger = "Kenward-Roger"))
  result <- c(described(m), list(rows = nobs(fit), objective = c(-2 * logLik(fit)), sigma = sigma(fit), coefficients = I(names(beta)), beta = I(unname(beta)),
    vcov = rows_of(as.matrix(vcov(fit)))))
  for (name in names(methods)) result[[name]] <- coefficients_by(fit, methods[[name]])
  if ("kenwardRoger" %in% names(methods)) result$kenwardRoger <- c(list(vcov = rows_of(as.matrix(vcovAdj(fit)))), result$kenwardRoger)
  result$hypotheses <- lapply(hypotheses_of(beta), function(h) c(list(name = h$name, matrix = rows_of(h$rows), value = I(h$value)),
    lapply(methods, function(method) anova_row(quietly(contestMD(fit, h$rows, rhs = h$value, ddf = method))))))
  result$anova <- if (p > 1) unlist(lapply(1:3, function(type) {
    tables <- lapply(methods, function(method) quietly(anova(fit, type = type, ddf = method)))
    L <- attr(tables[[1]], "hypotheses")
    lapply(rownames(tables[[1]]), function(term) c(list(type = type, term = term, matrix = rows_of(L[[term]])), lapply(tables, function(a) anova_row(a[term, ]))))
  }), recursive = FALSE) else list()
  tests <- tryCatch(quietly(ranova(fit)), error = function(e) NULL)
  result$random <- if (is.null(tests)) NULL else lapply(seq_len(nrow(tests)), function(i) {
    r <- tests[i, ]; list(term = rownames(tests)[i], parameters = r$npar, logLik = r$logLik, aic = r$AIC, chisq = r$LRT, chisqDf = r$Df, p = r[["Pr(>Chisq)"]])
  })
  # clubSandwich 0.5.8 refuses weights and random terms that are not nested in the cluster, and forgets the offset in its residuals.
  result$robust <- if (is.null(m$cluster) || !is.null(m$weights) || grepl("offset", m$formula)) NULL else robust(fitted_model(m), model.frame(fit)[[m$cluster]])
  cat(m$name, "\n")
  result
}

results <- vapply(inference_models, function(m) json(record(m)), "")
writeLines(c("[", paste0(results, c(rep(",", length(results) - 1), "")), "]"), "tests/Lmm.Runtime.Tests/Inference/Reference/inference.json")
