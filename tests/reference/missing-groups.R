# Writes missing-groups.csv, rows to predict of which some lack the level of a grouping factor, and missing-groups.json: what lme4's predict() gives
# for them of the population (re.form = NA) and with new levels allowed (a missing level counts as new). The models are fitted to predictions-fitted.csv.
# Run it in this folder after predictions.R: Rscript missing-groups.R

invisible(Sys.setlocale("LC_COLLATE", "C"))
suppressPackageStartupMessages(library(lme4))

types <- c(flag = "logical")
data <- read.csv("predictions-fitted.csv", colClasses = types, stringsAsFactors = TRUE)

# Every third row lacks g, every fourth h, and one lacks x, which is no grouping factor. Level s99 of g is new.
new <- read.csv("predictions.csv", colClasses = types, stringsAsFactors = FALSE)
new$g[seq(1, nrow(new), 3)] <- NA
new$h[seq(2, nrow(new), 4)] <- NA
new$x[5] <- NA
write.csv(new[, names(data)], "missing-groups.csv", row.names = FALSE, quote = FALSE)

number <- function(v) ifelse(is.na(v), '"NaN"', sprintf("%.17g", v))
numbers <- function(v) paste0("[", paste(number(v), collapse = ","), "]")

models <- c("y ~ x + (1 | g)", "y ~ x + (1 | g) + (1 | h)", "y ~ x + f2 + (1 | f2:h)", "y ~ scale(x) + (1 | g/h) + offset(z)", "y ~ f3 + x + (x | h)")
model_case <- function(formula) {
  fit <- suppressMessages(lmer(as.formula(formula), data, REML = FALSE, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhobeg = 0.02, rhoend = 1e-12, maxfun = 1e5))))
  sprintf('{"formula":"%s","population":%s,"newLevels":%s}', formula,
    numbers(predict(fit, new, re.form = NA, na.action = na.pass)), numbers(predict(fit, new, allow.new.levels = TRUE, na.action = na.pass)))
}

writeLines(paste0("[\n", paste(vapply(models, model_case, ""), collapse = ",\n"), "\n]"), "missing-groups.json")
