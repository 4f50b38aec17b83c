# Adjusted p-values and critical values of families of contrasts, by emmeans 1.8.4-1; those of the multivariate t by mvtnorm 1.1-3 with more points than emmeans takes. Run from the
# repository's root:
#   Rscript tests/reference/adjustments.R
# Writes tests/Lmm.Runtime.Tests/Inference/Reference/adjustments.json.

suppressPackageStartupMessages({ library(lme4); library(lmerTest); library(emmeans); library(mvtnorm) })
source("tests/reference/printing-json.R")
emm_options(lmer.df = "satterthwaite")
set.seed(20260101)

rows <- function(m) unname(lapply(seq_len(nrow(m)), function(i) I(unname(m[i, ]))))
level <- 0.9

family <- function(contrasts, pairs = NULL, joint = TRUE) {
  plain <- as.data.frame(summary(contrasts, infer = TRUE, adjust = "none", level = level))
  correlations <- cov2cor(vcov(contrasts))
  t <- plain$t.ratio
  df <- plain$df
  one <- function(adjust) {
    s <- as.data.frame(summary(contrasts, infer = TRUE, adjust = adjust, level = level))
    list(p = I(s$p.value), critical = I((s$upper.CL - s$lower.CL) / 2 / s$SE))
  }
  result <- list(t = I(t), df = I(df), correlations = rows(correlations), pairs = if (is.null(pairs)) list() else rows(pairs), level = level,
                 none = one("none"), bonferroni = one("bonferroni"), holm = one("holm"), sidak = one("sidak"))
  if (!is.null(pairs)) result$tukey <- one("tukey")
  # mvtnorm takes whole degrees of freedom only.
  if (joint) {
    # Statistics of one degree of freedom have the same probability, and emmeans's are repeated with every row.
    joint_p <- t(mapply(function(t, df) {
      found <- pmvt(rep(-abs(t), length(plain$df)), rep(abs(t), length(plain$df)), df = round(df), corr = correlations,
                    algorithm = GenzBretz(maxpts = 1e7, abseps = 2e-6, releps = 0))
      c(1 - found, attr(found, "error"))
    }, t, df))
    result$multivariate <- list(p = I(joint_p[, 1]), error = I(joint_p[, 2]))
  }
  result
}

pairs_of <- function(k) { at <- combn(k, 2); cbind(at[1, ], at[2, ]) }

data(Machines, package = "nlme")
Machines <- as.data.frame(Machines)
Machines$Machine <- factor(as.character(Machines$Machine))
machines <- lmer(score ~ Machine + (0 + Machine | Worker), Machines)

data(cake, package = "lme4")
whole <- lmer(angle ~ recipe * temperature + (1 | recipe:replicate), cake)
# Rows left out, so that contrasts have degrees of freedom of their own.
some <- lmer(angle ~ recipe * temperature + (1 | recipe:replicate), cake[-c(1:7, 40:44, 100, 150, 222, 251:255), ])

n <- c(4, 9, 6, 12)
unbalanced <- data.frame(f = factor(rep(letters[1:4], n)), x = rnorm(sum(n)))
unbalanced$y <- round(0.8 * as.integer(unbalanced$f) + unbalanced$x + rnorm(sum(n)), 2)
linear <- lm(y ~ f + x, unbalanced)
oneway <- lm(y ~ f, unbalanced)

families <- list(
  machines = family(contrast(emmeans(machines, "Machine"), "pairwise"), pairs_of(3)),
  cakeTemperature = family(contrast(emmeans(whole, "temperature"), "pairwise"), pairs_of(6)),
  cakeUnbalanced = family(contrast(emmeans(some, ~ recipe:temperature, at = list(temperature = c("175", "205"))), "pairwise"), pairs_of(6), joint = FALSE),
  linearPairs = family(contrast(emmeans(linear, "f"), "pairwise"), pairs_of(4)),
  linearControl = family(contrast(emmeans(linear, "f"), "trt.vs.ctrl")),
  onewayControl = family(contrast(emmeans(oneway, "f"), "trt.vs.ctrl")),
  cakeConsecutive = family(contrast(emmeans(whole, "temperature"), "consec")),
  cakePolynomial = family(contrast(emmeans(whole, "temperature"), "poly")))
writeLines(gsub('("(t|df|correlations|none|multivariate|tukey|sidak|holm|bonferroni|pairs|level)":|"[a-zA-Z]+":\\{"t")', '\n\\1', json(families)),
           "tests/Lmm.Runtime.Tests/Inference/Reference/adjustments.json")
