# Writes Prediction/Reference/prediction-errors.txt of the runtime's tests: standard errors of predictions. Of the linear model those of stats::predict; of mixed models the formulas of Henderson's
# mixed-model equations, written out at lme4's estimates: for each row that of the conditional prediction and that of the population.
# Run it in this folder: Rscript prediction-errors.R

suppressPackageStartupMessages({ library(lme4) })
numbers <- function(v) paste(sprintf("%.17g", v), collapse = " ")
read <- function(name) read.csv(file.path("../Lmm.Runtime.Tests/Data", paste0(name, ".csv")))

sleepstudy <- read("sleepstudy")
new <- data.frame(Days = c(0, 12))
fit <- lm(Reaction ~ Days, sleepstudy, weights = 1 + Days)
confidence <- predict(fit, new, interval = "confidence", se.fit = TRUE)
prediction <- suppressWarnings(predict(fit, new, interval = "prediction"))
lines <- paste("lm-weighted:", numbers(c(rbind(confidence$fit[, 1], confidence$se.fit, confidence$fit[, 2], confidence$fit[, 3]), t(prediction[, 2:3]))))

henderson <- function(name, formula, data) {
  fit <- lmer(as.formula(formula), data, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhobeg = 0.02, rhoend = 1e-12, maxfun = 1e5)))
  x <- getME(fit, "X")
  z <- as.matrix(getME(fit, "Z"))
  lambda <- as.matrix(getME(fit, "Lambda"))
  # The covariance matrix of (beta-hat - beta, u-hat - u): sigma^2 times the inverse of the mixed-model matrix.
  zl <- z %*% lambda
  joint <- solve(rbind(cbind(crossprod(x), crossprod(x, zl)), cbind(crossprod(zl, x), crossprod(zl) + diag(ncol(zl)))))
  rows <- cbind(x, zl)
  conditional <- sigma(fit) * sqrt(rowSums((rows %*% joint) * rows))
  population <- sqrt(rowSums((x %*% as.matrix(vcov(fit))) * x))
  paste0(name, ": ", numbers(c(rbind(conditional, population))))
}

cake <- read("cake")
cake$replicate <- factor(cake$replicate)
lines <- c(lines,
  henderson("sleepstudy", "Reaction ~ Days + (Days | Subject)", transform(sleepstudy, Subject = factor(Subject))),
  henderson("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", read("Penicillin")),
  henderson("cake", "angle ~ recipe * temp + (1 | recipe:replicate)", cake),
  henderson("Pastes", "strength ~ 1 + (1 | batch/cask)", read("Pastes")))
writeLines(lines, "../Lmm.Runtime.Tests/Prediction/Reference/prediction-errors.txt")
