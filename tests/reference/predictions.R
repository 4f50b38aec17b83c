# Writes predictions-fitted.csv and predictions.csv, the rows that are fitted and predicted, and predictions.json: what R's predict() gives for new rows, of linear models by stats::lm and of linear mixed models
# by lme4::lmer. The new rows go beyond the range of the fitted ones, and have levels of g that these have not.
# Run it in this folder after model-matrix.R: Rscript predictions.R

invisible(Sys.setlocale("LC_COLLATE", "C"))
suppressPackageStartupMessages({ library(lme4); library(MASS); library(splines) })
sdif <- "contr.sdif"

data <- read.csv("model-matrix.csv", colClasses = c(flag = "logical"), stringsAsFactors = TRUE)
data$f3 <- factor(data$f3, levels = c("low", "mid", "high"))
data$o4 <- factor(data$o4, levels = c("never", "rarely", "often", "always"), ordered = TRUE)

# Groups that differ, so that there are conditional modes to speak of.
data$y <- round(data$y + 2 * as.integer(data$g) + 0.6 * (as.integer(data$h) - 3) * data$x, 3)
write.csv(data, "predictions-fitted.csv", row.names = FALSE, quote = FALSE)

# New rows: the old ones in reverse with other numbers, the last three at levels of g and h that are new.
new <- data[nrow(data):1, ]
new$x <- round(new$x * 1.3 - 1, 3)
new$x[new$x <= 0] <- 0.1
new$z <- round(new$z * 1.5 + 0.2, 4)
known <- new[1:27, ]
unknown <- new
unknown$g <- as.character(unknown$g)
unknown$g[28:30] <- c("s99", "s1", "s98")
unknown$h <- as.character(unknown$h)
unknown$h[28:30] <- c("t1", "t99", "t98")
write.csv(unknown[, names(data)], "predictions.csv", row.names = FALSE, quote = FALSE)

number <- function(v) sprintf("%.17g", v)
numbers <- function(v) paste0("[", paste(number(v), collapse = ","), "]")
text <- function(s) paste0('"', gsub('"', '\\\\"', gsub("\\\\", "\\\\\\\\", s)), '"')

linear <- c(
  "y ~ x", "y ~ poly(x, 2)", "y ~ poly(x, 3, raw = TRUE)", "y ~ poly(log(x), 2)*f2", "y ~ bs(x)", "y ~ bs(x, df = 5)", "y ~ bs(x, degree = 2, knots = c(3, 6))",
  "y ~ bs(z, df = 4, Boundary.knots = c(-1, 1))", "y ~ ns(x, df = 3)", "y ~ ns(x, df = 1):f2", "y ~ ns(z, knots = c(-0.5, 0.5))", "y ~ scale(x)*scale(z, scale = FALSE)",
  "y ~ scale(x, center = FALSE)", "y ~ factor(k) + x", "y ~ relevel(f3, \"mid\")*x", "y ~ C(f3, sum) + C(f5, sdif)", "y ~ o4 + flag", "y ~ f2:f3 + offset(z)", "log(y) ~ x + f3",
  "y ~ 0 + f3 + poly(x, 2)", "y ~ C(f3, cbind(c(-1, 0, 1), c(1, -2, 1)))*z")
linear_case <- function(formula) {
  fit <- lm(as.formula(formula), data)
  sprintf('{"formula":%s,"predictions":%s}', text(formula), numbers(suppressWarnings(predict(fit, new))))
}

mixed <- c("y ~ x + (1 | g)", "y ~ poly(x, 2) + (1 | g) + (1 | h)", "y ~ x + f2 + (1 | f2:h)", "y ~ scale(x) + (1 | g) + offset(z)", "y ~ ns(x, df = 2) + f3 + (scale(x) | h)", "y ~ z + (1 | f2/h)")
mixed_case <- function(formula) {
  fit <- suppressMessages(lmer(as.formula(formula), data, REML = FALSE, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhobeg = 0.02, rhoend = 1e-12, maxfun = 1e5))))
  sprintf('{"formula":%s,"known":%s,"population":%s,"unknown":%s}', text(formula),
    numbers(predict(fit, known)), numbers(predict(fit, known, re.form = NA)), numbers(predict(fit, unknown, allow.new.levels = TRUE)))
}

writeLines(paste0('{"linear":[\n', paste(vapply(linear, linear_case, ""), collapse = ",\n"), '],\n"mixed":[\n',
  paste(vapply(mixed, mixed_case, ""), collapse = ",\n"), "]}"), "predictions.json")
