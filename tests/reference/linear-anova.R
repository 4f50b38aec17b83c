# Analysis of variance of linear models, types I to III, and tests of hypotheses, by R's anova and by the package car. Run from the repository's root:
#   LC_ALL=C.UTF-8 Rscript tests/reference/linear-anova.R
# Writes tests/Lmm.Runtime.Tests/Inference/Reference/linear-anova.json.
#
# car's type III is that of estimable hypotheses only under contrasts that sum to zero in each column, under which it is computed here.

suppressPackageStartupMessages({ library(car); library(clubSandwich) })
source("tests/reference/printing-json.R"); source("tests/reference/inference-models.R")

linear_models <- list(
  model("unbalanced", data_file("unbalanced"), "y ~ a * x + a * b", c("g", "a", "b"), cluster = "g"),
  model("unbalanced-weights", data_file("unbalanced"), "y ~ a * x + b", c("g", "a", "b"), weights = "w", cluster = "g"),
  model("unbalanced-offset", data_file("unbalanced"), "y ~ a * b + x + offset(o)", c("g", "a", "b")),
  model("cake", data_file("cake"), "angle ~ recipe * temperature", c("replicate", "recipe", "temperature")),
  model("empty-cell", data_file("empty-cell"), "y ~ a * b + x", c("school", "room", "a", "b"), cluster = "school"))

rows_from <- function(table, type) {
  table <- as.data.frame(table); total <- rownames(table) == "Residuals"
  unname(lapply(which(!total & rownames(table) != "(Intercept)"), function(i) list(type = type, term = rownames(table)[i], sumSq = table[i, "Sum Sq"], df = table[i, "Df"],
    f = table[i, grep("^F", names(table))], p = table[i, "Pr(>F)"])))
}

record <- function(m) {
  d <- table_of(m); arguments <- list(formula = as.formula(m$formula), data = d); if (!is.null(m$weights)) arguments$weights <- d[[m$weights]]
  fit <- do.call(lm, arguments)
  factors <- intersect(m$text, all.vars(as.formula(m$formula)))
  summed <- do.call(lm, c(arguments, list(contrasts = setNames(rep(list("contr.sum"), length(factors)), factors))))
  aliased <- any(is.na(coef(fit)))
  tables <- c(rows_from(anova(fit), 1), rows_from(Anova(fit, type = 2, singular.ok = TRUE), 2), if (!aliased) rows_from(Anova(summed, type = 3), 3))
  kept <- names(coef(fit))[!is.na(coef(fit))]; p <- length(kept)
  slopes <- diag(p)[-1, , drop = FALSE]; beta <- coef(fit)[kept]
  joint <- function(L, value) { C <- L %*% vcov(fit)[kept, kept] %*% t(L); gap <- drop(L %*% beta) - value; f <- sum(gap * solve(C, gap)) / nrow(L)
    list(numDf = nrow(L), denDf = fit$df.residual, f = f, p = pf(f, nrow(L), fit$df.residual, lower.tail = FALSE)) }
  robust <- if (!is.null(m$cluster) && !aliased) lapply(list(CR0 = "CR0", CR1 = "CR1", CR2 = "CR2"), function(type) {
    V <- vcovCR(fit, cluster = d[[m$cluster]], type = type); tests <- coef_test(fit, vcov = V, test = "Satterthwaite")
    htz <- Wald_test(fit, constraints = slopes, vcov = V, test = "HTZ")
    list(vcov = rows_of(matrix(V, p)), se = I(tests$SE), df = I(tests$df_Satt), t = I(tests$tstat), p = I(tests$p_Satt), slopes = list(f = htz$Fstat, numDf = htz$df_num, denDf = htz$df_denom, p = htz$p_val))
  })
  k <- p + 1; n <- nobs(fit)
  c(described(m)[c("name", "table", "formula", "text", "weights", "cluster")], list(rows = n, residualDf = fit$df.residual, sigma = summary(fit)$sigma, logLik = c(logLik(fit)), parameters = k, aic = AIC(fit),
    aicc = AIC(fit) + 2 * k * (k + 1) / (n - k - 1), bic = BIC(fit), coefficients = I(kept), beta = I(unname(beta)), anova = tables, slopes = joint(slopes, 0), values = joint(diag(p), signif(beta, 1)), value = I(unname(signif(beta, 1))), robust = robust))
}

results <- vapply(linear_models, function(m) json(record(m)), "")
writeLines(c("[", paste0(results, c(rep(",", length(results) - 1), "")), "]"), "tests/Lmm.Runtime.Tests/Inference/Reference/linear-anova.json")
