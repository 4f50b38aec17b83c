# Comparisons of mixed models: likelihood-ratio tests of REML fits refitted by maximum likelihood, information criteria and their weights, and
# drop1. Run from the repository's root:
#   LC_ALL=C.UTF-8 Rscript tests/reference/model-comparisons.R
# Writes tests/Lmm.Runtime.Tests/Inference/Reference/model-comparisons.json.

suppressPackageStartupMessages(library(lme4))
source("tests/reference/printing-json.R"); source("tests/reference/inference-models.R")

named <- function(name) Filter(function(m) m$name == name, inference_models)[[1]]
comparisons <- list(
  sleepstudy = list(named("sleepstudy-intercepts"), named("sleepstudy-uncorrelated"), named("sleepstudy")),
  machines = list(model("machines-workers", data_file("Machines"), "score ~ Machine + (1 | Worker)", c("Worker", "Machine")), named("machines-nested"), named("machines-slopes")),
  unbalanced = list(model("unbalanced-main", data_file("unbalanced"), "y ~ a + x + b + (1 | g)", c("g", "a", "b")), named("unbalanced-treatment")))

criteria <- function(fit) {
  k <- attr(logLik(fit), "df"); n <- nobs(fit)
  list(parameters = k, logLik = c(logLik(fit)), aic = AIC(fit), aicc = AIC(fit) + 2 * k * (k + 1) / (n - k - 1), bic = BIC(fit))
}
weights_by <- function(value) { w <- exp(-(value - min(value)) / 2); I(w / sum(w)) }

compared <- lapply(comparisons, function(models) {
  fits <- lapply(models, fitted_model, reml = FALSE); each <- lapply(fits, criteria); deviance <- vapply(fits, function(f) c(-2 * logLik(f)), 0)
  parameters <- vapply(each, function(e) e$parameters, 0); chisq <- -diff(deviance); df <- diff(parameters)
  by <- function(name) weights_by(vapply(each, function(e) e[[name]], 0))
  list(models = lapply(models, described), maximumLikelihood = each, restricted = lapply(models, function(m) criteria(fitted_model(m, reml = TRUE))),
    chisq = I(chisq), chisqDf = I(df), p = I(pchisq(chisq, df, lower.tail = FALSE)), weights = list(aic = by("aic"), aicc = by("aicc"), bic = by("bic")))
})

# drop1 takes single terms out, as margins allow; each is compared with the whole model by maximum likelihood.
dropped <- lapply(list(named("unbalanced-treatment"), named("cake"), named("oats"), named("sleepstudy")), function(m) {
  fit <- fitted_model(m, reml = FALSE); table <- drop1(fit, test = "Chisq")
  c(described(m), list(dropped = lapply(seq_len(nrow(table)), function(i) list(term = rownames(table)[i], parameters = table$npar[i], aic = table$AIC[i], chisq = table$LRT[i], p = table[["Pr(Chi)"]][i]))))
})
writeLines(json(list(comparisons = compared, dropOne = dropped)), "tests/Lmm.Runtime.Tests/Inference/Reference/model-comparisons.json")
